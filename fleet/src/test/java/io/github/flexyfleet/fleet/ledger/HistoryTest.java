package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.rollout.StopCause;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a ledger. */
class HistoryTest {
    private final LeaseWorld world = new LeaseWorld();
    private final LeaseWorld.Machine machine = world.machine("build-7", Duration.ZERO);

    @TempDir
    Path folder;

    @Test
    void aLineARolloutTheLastOneFirst() throws Exception {
        Ledger ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        assertThat(ConsoleHistory.lines(ledger.rollouts(), false, 20)).containsExactly("no rollout yet");
        DiskFleet fleet = new DiskFleet(folder, 3, machine.clock());
        fleet.deploy(ledger, 1);
        world.pass(Duration.ofHours(1));
        fleet.gateway("pump-1").failing();
        fleet.deploy(ledger, 2);
        fleet.gateway("pump-1").mended();
        world.pass(Duration.ofHours(1));
        fleet.whenRunning(rollout -> rollout.stop(StopCause.REQUEST, "stopped by Ctrl-C"));
        fleet.deploy(ledger, 3);

        assertThat(ConsoleHistory.lines(ledger.rollouts(), false, 20)).containsExactly("""
                ROLLOUT  BEGAN (UTC)          WHO          COMMIT    DEVICES  WAVES             RESULT
                3        2026-11-22 22:00:00  ada@build-7  0123abcd  3        canary 1, rest 2  halted: stopped by Ctrl-C
                2        2026-11-22 21:00:00  ada@build-7  0123abcd  3        canary 1, rest 2  superseded
                1        2026-11-22 20:00:00  ada@build-7  0123abcd  3        canary 1, rest 2  done (3 confirmed)
                """.split("\n"));
        assertThat(ConsoleHistory.lines(ledger.rollouts(), false, 1)).hasSize(2);
    }

    @Test
    void whoApprovedAWaveAndWhatItsGatesSawAreTold() throws Exception {
        Ledger ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        DiskFleet fleet = new DiskFleet(folder, 1, machine.clock()).approvedBy("grace");
        GateRule gate = new GateRule(
                new GateRule.Shows(Optional.of(Duration.ofSeconds(5)), OptionalInt.empty(), OptionalInt.empty(), false),
                Duration.ZERO,
                Duration.ofMinutes(10),
                1,
                false);

        fleet.deploy(
                ledger,
                new WavePlan(
                        List.of(new WavePlan.Wave("north", Duration.ZERO, fleet.targets(1), List.of(gate), true)),
                        List.of()));

        assertThat(ConsoleHistory.timeline(ledger.rollout(1).orElseThrow(), false))
                .anyMatch(line -> line.matches(".*- +approved +1 \\(north\\), by grace"))
                .anyMatch(line -> line.matches(".*pump-1 +gate +pass: .*"));
    }

    @Test
    void aRolloutThatWasHaltedAcknowledgedAndGoneOnWithTellsItAll() throws Exception {
        Ledger ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        DiskFleet fleet = new DiskFleet(folder, 2, machine.clock());
        fleet.gateway("pump-1").failing();
        fleet.deploy(ledger, 1);
        fleet.gateway("pump-1").mended();
        fleet.deploy(ledger.acknowledging(Set.of(new DeviceId("pump-1"))), 1);

        List<String> lines = ConsoleHistory.timeline(ledger.rollout(1).orElseThrow(), false).stream()
                .map(line -> line.replaceAll("[0-9a-f]{12}", "[digest]"))
                .toList();

        String time = "2026-11-22 20:00:00  ";
        assertThat(lines).startsWith("rollout 1 of disk: done (2 confirmed)");
        assertThat(lines.get(1)).matches("begun by ada@build-7 with version 1.0, commit 0123abcd, plan \\[digest]");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith(time))
                        .map(line -> line.substring(time.length()).replaceAll(" +", " ")))
                .containsExactly("""
                        - rollout-begun ada@build-7, commit 0123abcd
                        - lease-taken ada@build-7 (process 1), token 1
                        - wave-begun 1 (canary), 1 device
                        pump-1 intent upload [digest]
                        pump-1 result upload: done
                        pump-1 intent apply [digest]
                        pump-1 result apply: done
                        pump-1 intent confirm [digest]
                        pump-1 result confirm: FLX3013
                        pump-1 device-ended reverted [digest], FLX3013 it went back
                        - halted judgement: wave 1 (canary): 1 of 1 device went wrong, and in the first wave none may
                        - lease-taken ada@build-7 (process 1), token 2
                        - resumed ada@build-7, commit 0123abcd
                        pump-1 acknowledged by ada
                        - wave-begun 1 (canary), 1 device
                        pump-1 intent upload [digest]
                        pump-1 result upload: done
                        pump-1 intent apply [digest]
                        pump-1 result apply: done
                        pump-1 intent confirm [digest]
                        pump-1 result confirm: done
                        pump-1 device-ended confirmed [digest]
                        - wave-begun 2 (rest), 1 device
                        pump-2 intent upload [digest]
                        pump-2 result upload: done
                        pump-2 intent apply [digest]
                        pump-2 result apply: done
                        pump-2 intent confirm [digest]
                        pump-2 result confirm: done
                        pump-2 device-ended confirmed [digest]
                        - rollout-ended done (2 confirmed)
                        """.split("\n"));
    }
}
