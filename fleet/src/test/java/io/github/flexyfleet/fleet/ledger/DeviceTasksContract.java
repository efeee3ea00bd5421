package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.model.OnAbort;
import io.github.flexyfleet.fleet.model.SideBySide;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for a rollout, whoever works on its devices: threads of one process, or several runners. */
abstract class DeviceTasksContract {
    static final int DEVICES = 6;

    @TempDir
    Path folder;

    private DiskFleet fleet;

    @BeforeEach
    void fleet() {
        fleet = new DiskFleet(folder, DEVICES, LedgerClock.system());
    }

    /** Does a rollout to the gateways in the folder, and tells how it ended. */
    abstract RolloutResult rollOut(WavePlan plan) throws Exception;

    /** Where that is written down. */
    abstract Ledger ledger();

    private static WavePlan.Wave wave(String name, List<DeviceTarget> targets) {
        return new WavePlan.Wave(name, Duration.ZERO, targets);
    }

    private static WavePlan plan(SideBySide rules, WavePlan.Wave... waves) {
        return new WavePlan(List.of(waves), List.of(), OnAbort.KEEP, rules, Map.of());
    }

    /** Devices that were written to, each from its first entry to its last one. */
    private List<DeviceId> oneAfterTheOther(Set<DeviceId> among) throws LedgerException {
        List<DeviceId> seen = new ArrayList<>();
        for (Entry entry : ledger().lastRollout().orElseThrow().entries()) {
            boolean write = entry.kind() == EntryKind.INTENT || entry.kind() == EntryKind.RESULT;
            if (write && among.contains(entry.device().orElseThrow())) {
                DeviceId device = entry.device().get();
                if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(device)) {
                    seen.add(device);
                }
            }
        }
        return seen;
    }

    @Test
    void everyDeviceGetsWhatItIsToRunAndNothingIsDoneTwice() throws Exception {
        RolloutResult first = rollOut(fleet.canaryFirst(1));
        RolloutResult second = rollOut(fleet.canaryFirst(1));

        assertThat(first.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
        assertThat(second.nothingToDo()).isTrue();
        for (DeviceTarget target : fleet.targets(1)) {
            assertThat(fleet.gateway(target).applied(target.digest())).isEqualTo(1);
        }
        assertThat(ledger().rollouts()).hasSize(2);
    }

    @Test
    void aWaveBeginsWhenTheOneBeforeItHasEnded() throws Exception {
        rollOut(fleet.canaryFirst(1));

        List<Entry> entries = ledger().lastRollout().orElseThrow().entries();
        int canaryEnded = first(entries, EntryKind.DEVICE_ENDED, "pump-1");
        for (int other = 2; other <= DEVICES; other++) {
            assertThat(first(entries, EntryKind.INTENT, "pump-" + other)).isGreaterThan(canaryEnded);
        }
    }

    private static int first(List<Entry> entries, EntryKind kind, String device) {
        for (Entry entry : entries) {
            if (entry.kind() == kind && entry.device().equals(Optional.of(new DeviceId(device)))) {
                return Math.toIntExact(entry.number());
            }
        }
        throw new AssertionError("no " + kind + " of " + device);
    }

    @Test
    void aCanaryThatGoesWrongKeepsTheOthersAsTheyAre() throws Exception {
        fleet.gateway("pump-1").failing();

        RolloutResult result = rollOut(fleet.canaryFirst(1));

        assertThat(result.exitClass()).isEqualTo(ExitClass.HALTED);
        assertThat(result.count(Outcome.NOT_STARTED)).isEqualTo(DEVICES - 1);
        for (DeviceTarget target : fleet.targets(1).subList(1, DEVICES)) {
            assertThat(fleet.atRest(target).applied(target.digest())).isZero();
        }
    }

    @Test
    void devicesThatStandInForOneAnotherAreNeverChangedAtOnce() throws Exception {
        Set<DeviceId> pair = Set.of(new DeviceId("pump-2"), new DeviceId("pump-3"));
        SideBySide rules = new SideBySide(OptionalInt.empty(), OptionalInt.empty(), List.of(List.copyOf(pair)));

        RolloutResult result = rollOut(plan(rules, wave("all", fleet.targets(1))));

        assertThat(result.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
        assertThat(oneAfterTheOther(pair)).hasSize(2);
    }

    @Test
    void ofOneSiteNoMoreAreChangedAtATimeThanMayBe() throws Exception {
        SideBySide rules = new SideBySide(OptionalInt.empty(), OptionalInt.of(1), List.of());
        Set<DeviceId> all = new LinkedHashSet<>();
        fleet.targets(1).forEach(target -> all.add(target.device()));

        RolloutResult result = rollOut(plan(rules, wave("all", fleet.targets(1))));

        assertThat(result.count(Outcome.CONFIRMED)).isEqualTo(DEVICES);
        assertThat(oneAfterTheOther(all)).hasSize(DEVICES);
    }

    @Test
    void aGateThatShowsNothingInTimeLetsNoFurtherWaveBegin() throws Exception {
        GateRule patient = new GateRule(
                new GateRule.Shows(Optional.of(Duration.ofHours(1)), OptionalInt.empty(), OptionalInt.empty(), false),
                Duration.ZERO,
                Duration.ofMillis(300),
                1,
                false);
        List<DeviceTarget> targets = fleet.targets(1);
        WavePlan.Wave gated = new WavePlan.Wave("gated", Duration.ZERO, targets.subList(0, 3), List.of(patient), false);

        RolloutResult result = rollOut(plan(SideBySide.FREE, gated, wave("rest", targets.subList(3, DEVICES))));

        assertThat(result.exitClass()).isEqualTo(ExitClass.HALTED);
        assertThat(result.stopped().orElseThrow()).contains("a gate is inconclusive");
        assertThat(result.count(Outcome.CONFIRMED)).isEqualTo(3);
        assertThat(result.count(Outcome.NOT_STARTED)).isEqualTo(DEVICES - 3);
        assertThat(ledger().lastRollout().orElseThrow().entries())
                .filteredOn(entry -> entry.kind() == EntryKind.GATE)
                .hasSize(3)
                .allMatch(entry -> entry.value("verdict").equals(Optional.of("inconclusive")));
    }
}
