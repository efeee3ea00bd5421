package io.github.flexyfleet.fleet.ledger;

import static io.github.flexyfleet.fleet.ledger.Runners.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.FailureClass;
import io.github.flexyfleet.fleet.rollout.EndText;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several runners do one rollout together, on a real server. */
@ExtendWith(PostgresServer.class)
class SharedRolloutTest {
    private static final int DEVICES = 9;

    private EmbeddedPostgres server;

    @TempDir
    Path folder;

    private Runners runners;

    @BeforeEach
    void nameFleet(TestInfo test, EmbeddedPostgres shared) {
        server = shared;
        runners = new Runners(folder, test.getDisplayName(), server.getPort(), DEVICES);
    }

    @AfterEach
    void closeRunners() throws InterruptedException {
        runners.close();
    }

    private static WavePlan atOnce(Runners.One one, int version) {
        return WavePlan.atOnce(one.fleet().targets(version));
    }

    /** Blocks whoever comes until so many have come. */
    private static void meet(CountDownLatch all) {
        all.countDown();
        await(all);
    }

    private static void await(CountDownLatch all) {
        try {
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertAppliedOnce(Runners.One one, int version) {
        for (DeviceTarget target : one.fleet().targets(version)) {
            DiskGateway gateway = one.fleet().atRest(target);
            assertThat(gateway.applied(target.digest()))
                    .as("applied to %s", target.device())
                    .isEqualTo(1);
            assertThat(gateway.confirmed(target.digest()))
                    .as("confirmed on %s", target.device())
                    .isEqualTo(1);
        }
    }

    private static void assertSame(RolloutResult one, RolloutResult other) {
        assertThat(EndText.of(one)).isEqualTo(EndText.of(other));
        assertThat(one.exitClass()).isEqualTo(other.exitClass());
    }

    @Test
    void threeRunnersDoOneRolloutTogetherAndEachTellsTheWholeOfIt() throws Exception {
        CountDownLatch atWork = new CountDownLatch(3);
        List<Runners.One> all = List.of(runners.one(), runners.one(), runners.one());
        List<Future<RolloutResult>> ends = new ArrayList<>();
        for (Runners.One one : all) {
            AtomicBoolean first = new AtomicBoolean(true);
            one.fleet().at(() -> {
                if (first.compareAndSet(true, false)) {
                    meet(atWork);
                }
            });
            ends.add(one.deploy("build-1", atOnce(one, 1)));
        }

        RolloutResult told = end(ends.get(0));

        assertThat(told.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
        assertSame(end(ends.get(1)), told);
        assertSame(end(ends.get(2)), told);
        assertAppliedOnce(all.get(0), 1);
        RolloutRecord record = all.get(0).ledger().rollout(1).orElseThrow();
        assertThat(record.state()).isEqualTo(RolloutRecord.State.ENDED);
        assertThat(record.entries().stream().filter(entry -> entry.kind() == EntryKind.RUNNER_JOINED))
                .hasSize(3);
        assertThat(record.devices()).hasSize(DEVICES);
    }

    @Test
    void aRunnerThatComesWhenAllIsDoneEndsAsTheOthersDidAndAsksNoDevice() throws Exception {
        Runners.One one = runners.one();
        RolloutResult told = end(one.deploy("build-1", one.fleet().canaryFirst(1)));
        Runners.One late = runners.one();
        AtomicInteger steps = new AtomicInteger();
        late.fleet().at(steps::incrementAndGet);

        assertSame(end(late.deploy("build-1", late.fleet().canaryFirst(1))), told);

        assertThat(steps).hasValue(0);
        assertThat(late.ledger().rollouts()).hasSize(1);
    }

    @Test
    void aRunnerThatWouldDoSomethingElseIsRefusedAndToldWhatDiffers() throws Exception {
        Runners.One one = runners.one();
        AtomicBoolean asked = new AtomicBoolean();
        one.fleet().at(() -> {
            if (asked.compareAndSet(false, true)) {
                Runners.One other = runners.one();
                ExecutionException refused = catchThrowableOfType(
                        ExecutionException.class, () -> end(other.deploy("build-1", atOnce(other, 2))));
                assertThat(refused).hasCauseInstanceOf(DeviceProblemException.class);
                DeviceProblemException problem = (DeviceProblemException) refused.getCause();
                assertThat(problem.problem().code()).isEqualTo(ProblemCode.OTHER_RUNNERS);
                assertThat(problem)
                        .hasMessageContaining("the other runners of this name do another rollout: 9 devices: pump-1 (")
                        .hasMessageContaining("and 4 more")
                        .hasMessageNotContaining("rules");
            }
        });

        assertThat(end(one.deploy("build-1", atOnce(one, 1))).done()).isTrue();
        assertThat(asked).isTrue();
    }

    @Test
    void neitherADeployOfOneNorRunnersOfAnotherNameComeInBetween() throws Exception {
        Runners.One one = runners.one();
        AtomicBoolean asked = new AtomicBoolean();
        one.fleet().at(() -> {
            if (asked.compareAndSet(false, true)) {
                Runners.One other = runners.one();
                DeviceProblemException alone = catchThrowableOfType(
                        DeviceProblemException.class, () -> other.fleet().deploy(other.ledger(), atOnce(other, 2)));
                assertThat(alone.problem().code()).isEqualTo(ProblemCode.LEASE_HELD);
                DeviceProblemException named = catchThrowableOfType(
                        DeviceProblemException.class,
                        () -> other.fleet().deployAmong(other.ledger(), "build-2", atOnce(other, 2), 1));
                assertThat(named.problem().code()).isEqualTo(ProblemCode.LEASE_HELD);
            }
        });

        assertThat(end(one.deploy("build-1", atOnce(one, 1))).done()).isTrue();
        assertThat(asked).isTrue();
    }

    @Test
    void aRunnerThatIsPausedLosesItsDeviceAndWritesNothingWhenItWakesUp() throws Exception {
        Runners.One leader = runners.one();
        Runners.One sleeper = runners.one();
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        AtomicInteger writes = new AtomicInteger();
        sleeper.fleet().at(() -> {
            if (writes.incrementAndGet() == 3) { // its first device has the bundle, and does not run it yet
                sleeper.pause(true);
                asleep.countDown();
                await(awake);
            }
        });
        // Whoever leads has the sleeper's help.
        leader.fleet().at(() -> await(asleep));
        Future<RolloutResult> first = leader.deploy("build-1", atOnce(leader, 1));
        Future<RolloutResult> second = sleeper.deploy("build-1", atOnce(sleeper, 1));

        RolloutResult told = end(first);
        int seen = writes.get();
        sleeper.pause(false);
        awake.countDown();

        assertThat(told.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
        ExecutionException refused = catchThrowableOfType(ExecutionException.class, () -> end(second));
        assertThat(((DeviceProblemException) refused.getCause()).problem().code())
                .isEqualTo(ProblemCode.LEASE_LOST);
        assertThat(writes.get() - seen).as("calls after it woke up").isZero();
        assertAppliedOnce(leader, 1);
        RolloutRecord record = leader.ledger().rollout(1).orElseThrow();
        assertThat(record.entries().stream().filter(entry -> entry.kind() == EntryKind.RUNNER_LOST))
                .hasSize(1);
    }

    @Test
    void abortRulesCountTheEndsOfAllRunnersExactly() throws Exception {
        Runners.One one = runners.one();
        for (DeviceTarget target : one.fleet().targets(1)) {
            one.fleet().gateway(target).failing();
        }
        AbortRule third = new AbortRule(FailureClass.ANY, 3, Optional.empty(), 1);
        WavePlan plan = new WavePlan(
                List.of(new WavePlan.Wave("all", Duration.ZERO, one.fleet().targets(1))), List.of(third));
        Runners.One other = runners.one();
        Future<RolloutResult> first = one.deploy("build-1", plan);
        Future<RolloutResult> second = other.deploy("build-1", plan);

        RolloutResult told = end(first);

        assertSame(end(second), told);
        assertThat(told.exitClass()).isEqualTo(ExitClass.HALTED);
        assertThat(told.stopped())
                .hasValueSatisfying(reason -> assertThat(reason).contains("at least 3"));
        long wrong = DEVICES - told.count(Outcome.NOT_STARTED);
        assertThat(wrong)
                .as("the third one, and what the other runner had begun")
                .isBetween(3L, 4L);
        long applied = one.fleet().targets(1).stream()
                .filter(target -> one.fleet().atRest(target).applied(target.digest()) > 0)
                .count();
        assertThat(applied).isEqualTo(wrong);
    }

    @Test
    void whoStopsOneRunnerStopsTheRolloutOverAllAndItCanBeGoneOnWith() throws Exception {
        CountDownLatch atWork = new CountDownLatch(2);
        Runners.One one = runners.one();
        Runners.One other = runners.one();
        AtomicBoolean stopped = new AtomicBoolean();
        one.fleet().at(() -> meet(atWork));
        other.fleet().at(() -> {
            meet(atWork);
            if (stopped.compareAndSet(false, true)) {
                other.fleet().stop("somebody wants it");
                waitUntil(() -> isHalted(one));
            }
        });
        Future<RolloutResult> first = one.deploy("build-1", atOnce(one, 1));
        Future<RolloutResult> second = other.deploy("build-1", atOnce(other, 1));

        RolloutResult told = end(first);

        assertSame(end(second), told);
        assertThat(told.exitClass()).isEqualTo(ExitClass.HALTED);
        assertThat(told.stopped().orElseThrow()).contains("somebody wants it");
        assertThat(told.count(Outcome.NOT_STARTED)).isPositive();
        one.fleet().at(() -> {});
        assertThat(end(one.deploy("build-2", atOnce(one, 1))).done()).isTrue();
        assertAppliedOnce(one, 1);
        assertThat(one.ledger().rollouts()).hasSize(1);
    }

    private static boolean isHalted(Runners.One one) {
        try {
            return one.ledger().rollout(1).orElseThrow().state() == RolloutRecord.State.HALTED;
        } catch (LedgerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another thread brings about. */
    private static void waitUntil(BooleanSupplier there) {
        while (!there.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whenTheLeadersWayToTheDatabaseIsGoneAnotherOneLeadsAndNothingIsDoneTwice() throws Exception {
        try (CuttableWay way = new CuttableWay(server.getPort())) {
            Runners.One leader = runners.one(way);
            Runners.One helper = runners.one();
            AtomicBoolean cut = new AtomicBoolean();
            CountDownLatch joined = new CountDownLatch(2);
            leader.fleet().at(() -> {
                meet(joined);
                if (cut.compareAndSet(false, true)) {
                    way.cut();
                }
            });
            helper.fleet().at(() -> meet(joined));
            Future<RolloutResult> first = leader.deploy("build-1", atOnce(leader, 1));
            Future<RolloutResult> second = helper.deploy("build-1", atOnce(helper, 1));

            RolloutResult told = end(second);
            way.mend();

            assertThat(told.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
            assertAppliedOnce(helper, 1);
            assertThat(helper.ledger().rollouts()).hasSize(1);
            try {
                // It may have waited for the database until all was over.
                assertSame(end(first), told);
            } catch (ExecutionException e) {
                assertThat(((DeviceProblemException) e.getCause()).problem().code())
                        .isIn(ProblemCode.LEASE_LOST, ProblemCode.LEDGER_UNUSABLE);
            }
        }
    }

    @Test
    void afterSomebodyElseWasAtWorkARunThatWasLeftOpenIsBegunAnew() throws Exception {
        Runners.One one = runners.one();
        Runners.One dies = runners.one();
        CountDownLatch dead = new CountDownLatch(1);
        dies.fleet().at(() -> {
            dies.pause(true);
            dead.countDown();
            await(new CountDownLatch(1));
        });
        Future<RolloutResult> left = dies.deploy("build-1", atOnce(dies, 1));
        await(dead);
        AtomicBoolean free = new AtomicBoolean();
        waitUntil(() -> {
            try {
                free.set(one.fleet().deploy(one.ledger(), atOnce(one, 2)).done());
            } catch (DeviceProblemException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.LEASE_HELD);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return free.get();
        });

        RolloutResult again = end(one.deploy("build-1", atOnce(one, 3)));

        assertThat(again.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
        assertAppliedOnce(one, 2);
        assertAppliedOnce(one, 3);
        assertThat(one.ledger().rollouts()).hasSize(3);
        left.cancel(true);
    }

    @Test
    void aFolderLetsOneAtATimeOnlyAndSaysSo() {
        Ledger alone = new LeaseWorld()
                .machine("one", Duration.ZERO)
                .ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);

        DeviceProblemException refused =
                catchThrowableOfType(DeviceProblemException.class, () -> alone.join("build-1"));

        assertThat(refused.problem().code()).isEqualTo(ProblemCode.ONE_RUNNER);
        assertThat(Set.of(ProblemCode.ONE_RUNNER.id(), ProblemCode.OTHER_RUNNERS.id()))
                .containsExactlyInAnyOrder("FLX3077", "FLX3078");
    }
}
