package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starting state x fault x moment: whatever goes wrong, a gateway ends on the old or the new digest, never without a
 * working runtime if it had one, and the next run finishes the job. A case that fails is repeated by
 * {@code -Dit.test=MatrixIT -Dflexy.matrix.case=...}.
 */
class MatrixIT {
    private static final int COUNT = Integer.getInteger("flexy.matrix.count", 2_000);
    /** Cases left out at the beginning, so that many can be split over machines. */
    private static final int FROM = Integer.getInteger("flexy.matrix.from", 0);

    private static final long SEED = Long.getLong("flexy.matrix.seed", 20_261_122L);
    private static final Optional<String> CASE = Optional.ofNullable(System.getProperty("flexy.matrix.case"));

    @TempDir
    Path folder;

    @Test
    void whateverGoesWrongTheNextRunFinishesTheJob() throws Exception {
        int lanes = CASE.isPresent() ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors());
        Cases cases = new Cases();
        ExecutorService workers = Executors.newFixedThreadPool(lanes);
        List<String> failures = new ArrayList<>();
        try {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int lane = 1; lane <= lanes; lane++) {
                running.add(workers.submit(lane(folder.resolve("lane-" + lane), cases)));
            }
            for (Future<List<String>> lane : running) {
                failures.addAll(lane.get());
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(failures)
                .as("%d cases of seed %d from %d", cases.taken, SEED, FROM)
                .isEmpty();
        assertThat(cases.taken).isEqualTo(CASE.isPresent() ? 1 : COUNT);
    }

    private static Callable<List<String>> lane(Path folder, Cases cases) {
        return () -> {
            List<String> failures = new ArrayList<>();
            try (MatrixWorld world = new MatrixWorld(folder)) {
                MatrixRunner runner = new MatrixRunner(world);
                for (Optional<MatrixCase> next = cases.next(runner); next.isPresent(); next = cases.next(runner)) {
                    MatrixCase one = next.get();
                    runner.run(one).ifPresent(why -> failures.add("-Dflexy.matrix.case=" + one + "\n  " + why));
                }
            }
            return failures;
        };
    }

    /** Hands the cases out. */
    private static final class Cases {
        private Iterator<MatrixCase> left;
        private int taken;

        /** The lane that comes first counts the calls for all; the others wait. */
        synchronized Optional<MatrixCase> next(MatrixRunner runner) throws Exception {
            if (left == null) {
                left = all(runner).iterator();
            }
            if (!left.hasNext()) {
                return Optional.empty();
            }
            taken++;
            return Optional.of(left.next());
        }

        private static List<MatrixCase> all(MatrixRunner runner) throws Exception {
            return CASE.isPresent()
                    ? List.of(MatrixCase.parse(CASE.get()))
                    : MatrixCase.some(FROM + COUNT, runner.calls(), SEED).subList(FROM, FROM + COUNT);
        }
    }
}
