package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes share one rollout after the other, and each of them is killed with SIGKILL at a seeded moment while the
 * others go on and new ones come. After each kill every chain verifies; at the end every version was applied to and
 * confirmed on every device, exactly once. How many moments: {@code -Dflexy.runnerKills=500}.
 */
@ExtendWith(PostgresServer.class)
class KilledRunnersTest {
    private static final int KILLS = Integer.getInteger("flexy.runnerKills", 8);
    private static final int RUNNERS = 3;
    private static final int DEVICES = 12;

    /** So many steps of one runner a kill comes after, at most. */
    private static final int STEPS = 40;

    @TempDir
    Path folder;

    @Test
    void whicheverRunnerIsKilledTheOthersFinishItsDevicesAndChangeNothingTwice(EmbeddedPostgres server)
            throws Exception {
        Random random = new Random(77);
        List<Child> children = new ArrayList<>();
        try (PostgresStore store = new PostgresStore(
                PostgresServer.access(server.getPort()), folder.getFileName().toString(), LedgerClock.system())) {
            int killed = 0;
            for (int number = 0; number < RUNNERS; number++) {
                children.add(new Child(number, server.getPort()));
            }
            while (killed < KILLS) {
                Child next = children.remove(random.nextInt(children.size()));
                next.killAfter(random.nextInt(STEPS), random.nextInt(2_000_000));
                killed++;
                for (long number : store.rollouts()) {
                    Chain.read(store.place(number), store.lines(number));
                }
                children.add(new Child(RUNNERS + killed, server.getPort()));
            }
            Files.createFile(folder.resolve(RunnerChild.ENOUGH));
            for (Child child : children) {
                child.end();
            }
            judge(store);
        } finally {
            children.forEach(Child::kill);
        }
    }

    private void judge(PostgresStore store) throws LedgerException {
        List<RolloutRecord> records =
                RunnerChild.ledger(store, LedgerClock.system()).rollouts();
        assertThat(records).isNotEmpty().allMatch(record -> record.state() == RolloutRecord.State.ENDED);
        DiskFleet fleet = new DiskFleet(folder, DEVICES, LedgerClock.system());
        for (RolloutRecord record : records) {
            int version = Math.toIntExact(record.number());
            assertThat(record.decisive().flatMap(end -> end.value("result"))).contains("done");
            assertThat(record.devices()).hasSize(DEVICES);
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

    /** A process that works on the rollout. */
    private final class Child {
        private final Process process;
        private final Path errors;

        Child(int number, int port) throws IOException {
            errors = folder.resolve("errors-" + number);
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunnerChild.class.getName(),
                            folder.toString(),
                            Integer.toString(port),
                            Integer.toString(DEVICES),
                            "2")
                    .redirectError(errors.toFile())
                    .start();
        }

        /** Kills it after so many steps and a moment more. */
        void killAfter(int steps, int moreNanos) throws Exception {
            InputStream told = process.getInputStream();
            for (int seen = 0; seen <= steps; seen++) {
                assertThat(told.read()).as(Files.readString(errors)).isNotNegative();
            }
            // Between two steps too: in the middle of a write to the database or to a device.
            LockSupport.parkNanos(moreNanos);
            process.destroyForcibly();
            assertThat(process.waitFor()).isNotZero();
        }

        void end() throws Exception {
            InputStream told = process.getInputStream();
            for (int step = told.read(); step >= 0; step = told.read()) {
                // until its end
            }
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        }

        void kill() {
            process.destroyForcibly();
        }
    }
}
