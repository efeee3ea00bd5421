package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.StopCause;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole rollouts under a ledger: what it tells of them, how they go on, and when they are refused. */
class LedgerTest {
    private final LeaseWorld world = new LeaseWorld();
    private final LeaseWorld.Machine machine = world.machine("one", Duration.ZERO);

    @TempDir
    Path folder;

    private DiskFleet fleet;
    private Ledger ledger;

    @BeforeEach
    void open() {
        fleet = new DiskFleet(folder, 4, machine.clock());
        ledger = machine.ledger(store(), 1);
    }

    private FolderStore store() {
        return new FolderStore(folder.resolve("ledger"), "disk");
    }

    private RolloutRecord record(long number) throws LedgerException {
        return ledger.rollout(number).orElseThrow();
    }

    @Test
    void aRolloutLeavesItsWholeStory() throws Exception {
        assertThat(fleet.deploy(ledger, 1).done()).isTrue();

        RolloutRecord record = record(1);
        assertThat(record.state()).isEqualTo(RolloutRecord.State.ENDED);
        assertThat(record.head().data())
                .containsEntry("user", "ada")
                .containsEntry("host", "one")
                .containsEntry("commit", "0123abcd")
                .containsEntry("fleet", "disk")
                .containsEntry("waves", "canary 1, rest 3")
                .containsEntry("devices", "4")
                .containsKey("plan");
        assertThat(record.waves()).containsExactly("canary", "rest");
        assertThat(record.devices().keySet())
                .extracting(DeviceId::value)
                .containsExactly("pump-1", "pump-2", "pump-3", "pump-4");
        assertThat(story(record).filter(step -> step.endsWith("pump-1")))
                .containsExactly(
                        "intent upload pump-1",
                        "result upload pump-1",
                        "intent apply pump-1",
                        "result apply pump-1",
                        "intent confirm pump-1",
                        "result confirm pump-1",
                        "device-ended confirmed pump-1");
        assertThat(record.decisive().orElseThrow().data())
                .containsEntry("result", "done")
                .containsEntry("confirmed", "4");
        assertThat(record.cutOff()).isEmpty();
        assertThat(store().lease().lease().state()).isEqualTo(Lease.State.FREE);
    }

    private static Stream<String> story(RolloutRecord record) {
        return record.entries().stream()
                .map(entry -> entry.kind().wire()
                        + entry.value("deed")
                                .or(() -> entry.value("outcome"))
                                .map(word -> " " + word)
                                .orElse("")
                        + entry.device().map(device -> " " + device).orElse(""));
    }

    @Test
    void theIntentIsOnDiskBeforeTheCallAndItsResultAfterIt() throws Exception {
        AtomicBoolean looked = new AtomicBoolean();
        fleet.at(() -> {
            try {
                List<Long> numbers = store().rollouts();
                List<Entry> entries = Chain.read("it", store().lines(numbers.get(0)));
                long intents = entries.stream()
                        .filter(entry -> entry.kind() == EntryKind.INTENT)
                        .count();
                long results = entries.stream()
                        .filter(entry -> entry.kind() == EntryKind.RESULT)
                        .count();
                looked.compareAndSet(false, intents > results);
            } catch (LedgerException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(fleet.deploy(ledger, 1).done()).isTrue();
        assertThat(looked).isTrue();
    }

    @Test
    void nothingToDoIsToldAndWritesNothingToADevice() throws Exception {
        fleet.deploy(ledger, 1);

        assertThat(fleet.deploy(ledger, 1).nothingToDo()).isTrue();

        assertThat(record(2).entries()).noneMatch(entry -> entry.kind() == EntryKind.INTENT);
        assertThat(record(2).decisive().orElseThrow().data()).containsEntry("result", "nothing to do");
        assertThat(record(2).devices()).hasSize(4);
    }

    @Test
    void asLongAsOneDeploysAnotherOneIsRefusedAndGoesOnAfterwards() throws Exception {
        Ledger other = world.machine("two", Duration.ofMinutes(-7)).ledger(store(), 2);
        AtomicBoolean tried = new AtomicBoolean();
        fleet.whenRunning(rollout -> {
            DeviceProblemException refused =
                    catchThrowableOfType(DeviceProblemException.class, () -> fleet.deploy(other, 1));
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.LEASE_HELD);
            assertThat(refused.problem().what()).contains("ada@one (process 1)");
            tried.set(true);
        });

        assertThat(fleet.deploy(ledger, 1).done()).isTrue();
        assertThat(tried).isTrue();
        fleet.whenRunning(rollout -> {});
        assertThat(fleet.deploy(other, 1).nothingToDo()).isTrue();
    }

    @Test
    void aWishToStopEndsBetweenDevicesAndTheSameCommandGoesOn() throws Exception {
        fleet.whenRunning(rollout -> rollout.stop(StopCause.REQUEST, "stopped by Ctrl-C"));
        RolloutResult stopped = fleet.deploy(ledger, 1);
        assertThat(stopped.devices()).extracting(DeviceResult::outcome).containsOnly(Outcome.NOT_STARTED);
        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.HALTED);
        assertThat(record(1).decisive().orElseThrow().data())
                .containsEntry("cause", "REQUEST")
                .containsEntry("reason", "stopped by Ctrl-C");

        fleet.whenRunning(rollout -> {});
        assertThat(fleet.deploy(ledger.resuming(), 1).done()).isTrue();

        assertThat(ledger.rollouts()).hasSize(1);
        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.ENDED);
        assertThat(record(1).entries()).anyMatch(entry -> entry.kind() == EntryKind.RESUMED);
    }

    @Test
    void aRevocationStandsInTheLastRecordAndARolloutThatWasHaltedStillGoesOn() throws Exception {
        fleet.whenRunning(rollout -> rollout.stop(StopCause.REQUEST, "stopped by Ctrl-C"));
        fleet.deploy(ledger, 1);
        Instant halted = record(1).last();
        world.pass(Duration.ofHours(1));
        try (RunRecord run = ledger.begin()) {
            run.revoked(new DeviceId("pump-2"), "the hub refuses it");
        }

        assertThat(record(1).revoked()).singleElement().satisfies(entry -> {
            assertThat(entry.device()).contains(new DeviceId("pump-2"));
            assertThat(entry.data()).containsEntry("user", "ada").containsEntry("done", "the hub refuses it");
        });
        assertThat(record(1).last()).isEqualTo(halted);
        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.HALTED);
        assertThat(ConsoleHistory.lines(ledger.rollouts(), false, 20))
                .anyMatch(line -> line.startsWith("revoked: pump-2, ") && line.contains("by ada@one"));
        assertThat(ConsoleHistory.timeline(record(1), false)).anyMatch(line -> line.contains("the hub refuses it"));
        fleet.whenRunning(rollout -> {});
        assertThat(fleet.deploy(ledger.resuming(), 1).done()).isTrue();
        assertThat(ledger.rollouts()).hasSize(1);
    }

    @Test
    void aRevocationBeforeAnyRolloutHasARecordOfItsOwn() throws Exception {
        try (RunRecord run = ledger.begin()) {
            run.revoked(new DeviceId("pump-2"), "the hub refuses it");
        }

        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.ENDED);
        assertThat(record(1).revoked()).hasSize(1);
        assertThat(ConsoleHistory.lines(ledger.rollouts(), false, 20)).anyMatch(line -> line.contains("no rollout"));
        assertThat(fleet.deploy(ledger, 1).done()).isTrue();
        assertThat(record(2).state()).isEqualTo(RolloutRecord.State.ENDED);
    }

    @Test
    void aRequestOfAnotherProcessStopsTheRolloutBetweenDevices() throws Exception {
        Leases other = world.machine("two", Duration.ZERO).leases(store(), 2);
        fleet.whenRunning(rollout -> {
            try {
                assertThat(other.askToStop("flexy:abort of bob@two")).isPresent();
            } catch (LedgerException e) {
                throw new IllegalStateException(e);
            }
            world.pass(LeaseWorld.TIMES.beat());
        });

        RolloutResult stopped = fleet.deploy(ledger, 1);

        assertThat(stopped.stopped()).hasValue("flexy:abort of bob@two; go on with mvn flexy:resume");
        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.HALTED);
    }

    @Test
    void anotherPlanEndsTheOneThatWasHaltedAndIsNoResume() throws Exception {
        fleet.whenRunning(rollout -> rollout.stop(StopCause.REQUEST, "stopped"));
        fleet.deploy(ledger, 1);
        fleet.whenRunning(rollout -> {});

        DeviceProblemException refused =
                catchThrowableOfType(DeviceProblemException.class, () -> fleet.deploy(ledger.resuming(), 2));
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.OTHER_PLAN);

        assertThat(fleet.deploy(ledger, 2).done()).isTrue();
        assertThat(record(1).decisive().orElseThrow().data()).containsEntry("result", "superseded");
        assertThat(record(2).state()).isEqualTo(RolloutRecord.State.ENDED);
    }

    @Test
    void afterAHaltByAGateTheSameIsNotSentAgainUntilEachFailureIsAcknowledged() throws Exception {
        fleet.gateway("pump-1").failing();
        RolloutResult halted = fleet.deploy(ledger, 1);
        assertThat(halted.count(Outcome.NOT_STARTED)).isEqualTo(3);
        assertThat(record(1).decisive().orElseThrow().data()).containsEntry("cause", "JUDGEMENT");
        fleet.gateway("pump-1").mended();

        DeviceProblemException refused =
                catchThrowableOfType(DeviceProblemException.class, () -> fleet.deploy(ledger, 1));

        assertThat(refused.problem().code()).isEqualTo(ProblemCode.NOT_ACKNOWLEDGED);
        assertThat(refused.problem().what())
                .contains("rollout 1 was halted (wave 1 (canary): 1 of 1 device went wrong")
                .contains("pump-1 (reverted, FLX3013)");
        assertThat(refused.problem().mend()).endsWith("-Dflexy.acknowledge=pump-1");
        assertThat(catchThrowableOfType(
                        DeviceProblemException.class,
                        () -> fleet.deploy(ledger.acknowledging(Set.of(new DeviceId("pump-2"))), 1)))
                .as("another device's name does not help")
                .isNotNull();

        assertThat(fleet.deploy(ledger.acknowledging(Set.of(new DeviceId("pump-1"))), 1)
                        .done())
                .isTrue();
        assertThat(record(1).entries())
                .anyMatch(entry -> entry.kind() == EntryKind.ACKNOWLEDGED
                        && entry.device().orElseThrow().value().equals("pump-1"));
        assertThat(fleet.deploy(ledger, 1).nothingToDo()).isTrue();
    }

    @Test
    void aDeviceThatGetsAnotherConfigurationNeedsNoAcknowledgement() throws Exception {
        fleet.gateway("pump-1").failing();
        fleet.deploy(ledger, 1);
        fleet.gateway("pump-1").mended();

        assertThat(fleet.deploy(ledger, 2).done()).isTrue();
    }

    @Test
    void failuresWithoutAHaltNeedNoAcknowledgement() throws Exception {
        fleet.gateway("pump-3").failing();
        WavePlan atOnce = WavePlan.atOnce(fleet.targets(1));
        assertThat(fleet.deploy(ledger, atOnce).count(Outcome.REVERTED)).isEqualTo(1);
        assertThat(record(1).decisive().orElseThrow().data()).containsEntry("result", "failed");
        fleet.gateway("pump-3").mended();

        assertThat(fleet.deploy(ledger, atOnce).done()).isTrue();
    }

    @Test
    void aHolderThatIsPausedInTheMiddleWritesNothingMoreAndTheNextOneFinishes() throws Exception {
        DeviceTarget canary = fleet.targets(1).get(0);
        LeaseWorld.Machine two = world.machine("two", Duration.ofMinutes(90));
        AtomicBoolean slept = new AtomicBoolean();
        fleet.at(() -> {
            if (fleet.atRest(canary).applied(canary.digest()) == 1 && slept.compareAndSet(false, true)) {
                machine.pause(true);
                world.pass(Duration.ofMinutes(2));
                machine.pause(false);
            }
        });

        RolloutResult broken = fleet.deploy(ledger, 1);

        assertThat(slept).isTrue();
        assertThat(broken.devices().get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.LEASE_LOST);
        assertThat(broken.count(Outcome.NOT_STARTED)).isEqualTo(3);
        assertThat(fleet.gateway(canary).confirmed(canary.digest()))
                .as("not confirmed without a lease")
                .isZero();
        fleet.at(() -> {});
        assertThat(fleet.deploy(two.ledger(store(), 2), 1).done()).isTrue();
        assertThat(fleet.gateway(canary).applied(canary.digest()))
                .as("not applied twice")
                .isEqualTo(1);
        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.ENDED);
    }

    @Test
    void aLeaseThatIsBrokenInTheMiddleStopsTheHolder() throws Exception {
        Leases other = world.machine("two", Duration.ZERO).leases(store(), 2);
        fleet.whenRunning(rollout -> {
            try {
                other.breakIt(other.now().fence().nonce());
            } catch (LedgerException e) {
                throw new IllegalStateException(e);
            }
        });

        RolloutResult broken = fleet.deploy(ledger, 1);

        assertThat(broken.devices()).extracting(DeviceResult::outcome).containsOnly(Outcome.NOT_STARTED);
        assertThat(broken.stopped().orElseThrow()).contains("was broken by ada@two");
        fleet.whenRunning(rollout -> {});
        assertThat(fleet.deploy(ledger, 1).done()).isTrue();
        assertThat(record(1).entries()).anyMatch(entry -> entry.kind() == EntryKind.LEASE_BROKEN);
    }

    @Test
    void aChangedRecordIsNotGoneOnWith() throws Exception {
        fleet.whenRunning(rollout -> rollout.stop(StopCause.REQUEST, "stopped"));
        fleet.deploy(ledger, 1);
        Path file = Path.of(store().place(1));
        Files.writeString(file, Files.readString(file).replace("\"ada\"", "\"eve\""));

        DeviceProblemException refused =
                catchThrowableOfType(DeviceProblemException.class, () -> fleet.deploy(ledger, 1));

        assertThat(refused.problem().code()).isEqualTo(ProblemCode.LEDGER_BROKEN);
        assertThat(refused.problem().what()).contains("000001.jsonl, line 1");
        assertThat(store().lease().lease().state()).isEqualTo(Lease.State.FREE);
    }

    @Test
    void aRolloutThatWasCutOffInTheMiddleOfAWriteShowsIt() throws Exception {
        Fence fence = LedgerStoreContract.take(store(), machine.process(9));
        Journal journal = new Journal(store(), fence, 1, List.of(), machine.clock());
        WavePlan plan = WavePlan.atOnce(fleet.targets(1));
        journal.append(
                EntryKind.ROLLOUT_BEGUN,
                Optional.empty(),
                RolloutHead.of("disk", "1.0", plan).data());
        journal.append(EntryKind.INTENT, Optional.of(new DeviceId("pump-1")), Map.of("deed", "apply"));

        assertThat(record(1).state()).isEqualTo(RolloutRecord.State.OPEN);
        assertThat(record(1).cutOff())
                .singleElement()
                .satisfies(entry -> assertThat(entry.data()).containsEntry("deed", "apply"));
        assertThat(fleet.deploy(ledger, plan).done()).isTrue();
        assertThat(record(1).entries())
                .extracting(Entry::kind)
                .contains(EntryKind.LEASE_LOST, EntryKind.RESUMED, EntryKind.ROLLOUT_ENDED);
    }
}
