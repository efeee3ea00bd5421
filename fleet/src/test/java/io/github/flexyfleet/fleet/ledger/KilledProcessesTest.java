package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresAccess;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that roll out are killed with SIGKILL at seeded moments, and the next one goes on. After each kill every
 * chain verifies; at the end every version was applied to and confirmed on every device, exactly once. How many moments:
 * {@code -Dflexy.kills=500}.
 */
class KilledProcessesTest {
    private static final int KILLS = Integer.getInteger("flexy.kills", 20);
    private static final int LINES = 2;
    private static final int NEVER = 1_000_000;

    /** Steps of one rollout of the child's devices, roughly; a kill comes somewhere within two of them. */
    private static final int STEPS = 60;

    @TempDir
    Path folder;

    @Test
    void whereverAProcessIsKilledTheNextOneFinishesItsJobAndAppliesNothingTwice() throws Exception {
        kill("folder", place -> new FolderStore(place.resolve("ledger"), "disk"), List.of());
    }

    @Test
    @ExtendWith(PostgresServer.class)
    void theSameWithADatabase(EmbeddedPostgres server) throws Exception {
        PostgresAccess access = PostgresServer.access(server.getPort());
        kill(
                "postgres",
                place -> new PostgresStore(access, place.getFileName().toString(), LedgerClock.system()),
                List.of(Integer.toString(server.getPort())));
    }

    private void kill(String name, Function<Path, LedgerStore> stores, List<String> more) throws Exception {
        ExecutorService lines = Executors.newFixedThreadPool(LINES);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int number = 0; number < LINES; number++) {
                Path place = Files.createDirectory(folder.resolve(name + "-" + number));
                Random random = new Random(600 + number);
                all.add(lines.submit(() -> {
                    try (LedgerStore store = stores.apply(place)) {
                        return new Line(place, random, store, more).run(KILLS / LINES);
                    }
                }));
            }
            int killed = 0;
            for (Future<Integer> one : all) {
                killed += one.get();
            }
            assertThat(killed).as("processes that were killed at work").isEqualTo(KILLS / LINES * LINES);
        } finally {
            lines.shutdownNow();
        }
    }

    /** Processes one after the other on one ledger. */
    private record Line(Path place, Random random, LedgerStore store, List<String> more) {
        int run(int kills) throws Exception {
            int killed = 0;
            while (killed < kills) {
                killed += child(random.nextInt(2 * STEPS), NEVER) ? 1 : 0;
                verify();
            }
            Ledger ledger = CrashChild.ledger(store, LedgerClock.system());
            int last = CrashChild.next(ledger);
            assertThat(child(NEVER, last)).as("the last one is left alone").isFalse();
            judge(ledger, last);
            return killed;
        }

        /** Starts one; kills it after so many steps and a moment more. False when it ended by itself. */
        private boolean child(int steps, int last) throws Exception {
            Process process = start(last);
            try (InputStream told = process.getInputStream()) {
                for (int seen = 0; seen < steps; seen++) {
                    int step = told.read();
                    if (step == '\n' || step < 0) {
                        assertThat(process.waitFor()).as(errors()).isZero();
                        return false;
                    }
                }
                // Between two steps too: in the middle of a write to the ledger or to a device.
                LockSupport.parkNanos(random.nextInt(2_000_000));
                process.destroyForcibly();
                assertThat(process.waitFor()).as(errors()).isNotZero();
                return true;
            } finally {
                process.destroyForcibly();
            }
        }

        private Process start(int last) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashChild.class.getName(),
                    place.toString(),
                    Integer.toString(last)));
            command.addAll(more);
            return new ProcessBuilder(command)
                    .redirectError(place.resolve("errors").toFile())
                    .start();
        }

        private String errors() throws IOException {
            return Files.readString(place.resolve("errors"));
        }

        private void verify() throws LedgerException {
            for (long number : store.rollouts()) {
                Chain.read(store.place(number), store.lines(number));
            }
        }

        private void judge(Ledger ledger, int last) throws LedgerException {
            List<RolloutRecord> records = ledger.rollouts();
            assertThat(records).hasSize(last);
            assertThat(records).allMatch(record -> record.state() == RolloutRecord.State.ENDED);
            assertThat(records)
                    .allMatch(record -> record.decisive()
                            .flatMap(end -> end.value("result"))
                            .filter(result -> result.equals("done") || result.equals("nothing to do"))
                            .isPresent());
            DiskFleet fleet = new DiskFleet(place, CrashChild.DEVICES, LedgerClock.system());
            for (int version = 1; version <= last; version++) {
                for (DeviceTarget target : fleet.targets(version)) {
                    DiskGateway gateway = fleet.gateway(target);
                    assertThat(gateway.applied(target.digest()))
                            .as("version %d applied to %s", version, target.device())
                            .isEqualTo(1);
                    assertThat(gateway.confirmed(target.digest()))
                            .as("version %d confirmed on %s", version, target.device())
                            .isEqualTo(1);
                }
            }
        }
    }
}
