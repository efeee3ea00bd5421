package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * 200 days in virtual time with random outages, reboots, power cuts, clock jumps, full flash and configuration changes:
 * every sample is at the hub, in the order of its tag, unless it was in RAM when power went or a gap message told that it
 * was dropped. {@code -Dflexy.soak.days=} and {@code -Dflexy.soak.seed=} set the length and another first seed.
 */
class SoakTest {
    private static final int DAYS = Integer.getInteger("flexy.soak.days", 200);
    private static final long SEED = Long.getLong("flexy.soak.seed", 1);
    private static final int RUNS = 2;

    /** Growth of the live heap that is none of the runtime's: JIT data and the like. */
    private static final long SLACK = 1 << 20;

    @Test
    void everySampleArrivesOrIsTold() throws Exception {
        List<SoakRun> runs = LongStream.range(SEED, SEED + RUNS)
                .mapToObj(seed -> new SoakRun(seed, false))
                .toList();
        sideBySide(runs, DAYS / RUNS / 5);
        long heap = liveHeap();
        sideBySide(runs, DAYS / RUNS - DAYS / RUNS / 5);
        assertThat(liveHeap()).isLessThan(heap + SLACK);
        // A run without a full spool or a loss would show nothing.
        assertThat(runs.stream().mapToLong(run -> run.ledger().inGaps()).sum()).isPositive();
        assertThat(runs.stream().mapToLong(run -> run.ledger().inRam()).sum()).isPositive();
        for (SoakRun run : runs) {
            System.out.println("soak of " + DAYS / RUNS + " days: " + run);
            assertThat(run.segments()).as(run.toString()).isZero();
            assertThat(run.waiting()).as(run.toString()).isZero();
            SoakLedger ledger = run.ledger();
            assertThat(ledger.inRam()).as(run.toString()).isLessThan(ledger.samples() / 50);
            assertThat(ledger.repeatedAfterStart()).as(run.toString()).isLessThan(ledger.messages() / 100);
        }
    }

    private static void sideBySide(List<SoakRun> runs, int days) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        try {
            List<Callable<Void>> work = runs.stream()
                    .map(run -> (Callable<Void>) () -> {
                        run.days(days);
                        run.calm();
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aHubThatAnswersBeforeItHasReadIsFoundOut() {
        SoakRun soak = new SoakRun(SEED, true);
        soak.days(5);
        assertThatThrownBy(soak::calm).isInstanceOf(AssertionError.class).hasMessageContaining("neither arrived nor");
    }
}
