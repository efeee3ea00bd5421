package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, gates, windows and what else the fleet file says of a rollout besides its waves. */
class RolloutLanguageTest {
    private static final String HEAD = FleetFiles.HEAD + """
            profiles: {far: {labels: [cellular]}}
            defaults:
              tagGroups: {g: {groups: [A], push: {onChange: 2s}}}
              labels: [plant]
              windows: [{rrule: FREQ=DAILY, start: "02:00", duration: 2h}]
            """;
    private static final String SITES = """
            sites:
              north:
                timeZone: Europe/Brussels
                devices: {n1: , n2: {labels: {append: [pilot]}}, n3: }
              south:
                profiles: [far]
                windows: [{rrule: "FREQ=WEEKLY;BYDAY=SA", start: "22:00", duration: 4h}]
                hold: {tag: BatchRunning, atMost: 2h}
                devices: {s1: , s2: {hold: {atMost: 30m}, labels: {append: [pilot]}}}
            """;

    @TempDir
    private Path folder;

    private Fleet fleet(String rollout) {
        return FleetFiles.fleet(folder, HEAD + rollout + SITES);
    }

    private String findings(String rollout) {
        return FleetFiles.findings(folder, HEAD + rollout + SITES);
    }

    @Test
    void labelsAreSettingsLikeOthersAndChooseWaves() {
        Fleet fleet = fleet("""
                rollout:
                  waves:
                    - {name: pilots, labels: [pilot]}
                    - {name: southern, sites: [south], labels: [cellular, plant]}
                    - {name: rest}
                """);

        assertThat(fleet.devices())
                .extracting(device ->
                        device.id() + " " + String.join(" ", device.traits().labels()))
                .containsExactly("n1 plant", "n2 plant pilot", "n3 plant", "s1 cellular", "s2 cellular pilot");
        assertThat(fleet.rollout().waves())
                .extracting(wave -> wave.name() + ": "
                        + wave.devices().stream().map(DeviceId::value).collect(Collectors.joining(" ")))
                .containsExactly("pilots: n2 s2", "southern: s1", "rest: n1 n3");
    }

    @Test
    void aLabelThatNoDeviceHasIsTold() {
        assertThat(findings("""
                rollout:
                  waves:
                    - {name: pilots, labels: [pilto]}
                    - {name: two, devices: [n1], labels: [pilot]}
                    - {name: rest}
                """)).isEqualTo("""
                fleet.yaml:11:31 FLX1282 label "pilto" is not of this fleet / did you mean pilot?
                fleet.yaml:12:34 FLX1287 wave "two" names devices, and has labels beside them / keep devices, or sites, labels and take
                """);
    }

    @Test
    void twoWavesMayShareASiteByLabels() {
        assertThat(findings("""
                rollout:
                  waves:
                    - {name: a, sites: [south], labels: [pilot]}
                    - {name: b, sites: [south]}
                    - {name: rest}
                """)).isEmpty();
    }

    @Test
    void whatMayBeUnderWayTogether() {
        SideBySide rules = fleet("""
                rollout: {concurrency: 16, perSite: 2, notTogether: [[n1, n2], [s1, s2, n3]]}
                """).rollout().sideBySide();

        assertThat(rules.concurrency()).hasValue(16);
        assertThat(rules.perSite()).hasValue(2);
        assertThat(rules.notTogether().toString()).isEqualTo("[[n1, n2], [s1, s2, n3]]");
        assertThat(rules.concurrencyOf(8)).as("the run takes fewer").isEqualTo(8);
        assertThat(rules.concurrencyOf(64)).as("it may take no more").isEqualTo(16);
        assertThat(SideBySide.FREE.concurrencyOf(64)).isEqualTo(64);
    }

    @Test
    void mistakesInNotTogetherAreToldAtTheirPlace() {
        assertThat(findings("rollout: {concurrency: 65}\n")).startsWith("fleet.yaml:9:24 FLX1107 \"65\" is too large");
        assertThat(findings("""
                rollout:
                  notTogether: [[n1, n22], [n1, n1], [n1, n2], [n2, n1], [n1]]
                """)).isEqualTo("""
                fleet.yaml:10:58 FLX1107 the list rollout.notTogether[4] is too short / write ["Pump-A","Pump-B"]
                """);
        assertThat(findings("""
                rollout:
                  notTogether: [[n1, n22], [n1, n1], [n1, n2], [n2, n1]]
                """)).isEqualTo("""
                fleet.yaml:10:22 FLX1288 device "n22" is not of this fleet / did you mean n2?
                fleet.yaml:10:33 FLX1289 device "n1" stands twice in this group (see fleet.yaml:10:29) / keep it once
                fleet.yaml:10:49 FLX1289 this group stands here twice (see fleet.yaml:10:39) / keep it once
                """);
    }

    @Test
    void gatesOfTheRolloutHoldForWavesThatHaveNone() {
        List<Wave> waves = fleet("""
                rollout:
                  gates:
                    - {connectedFor: 5m, messages: 10, fresh: 3, noNewErrors: true}
                  waves:
                    - {name: canary, take: 1, gates: [{messages: 2, initialDelay: 1m, within: 1h, consecutive: 3, dryRun: true}]}
                    - {name: free, take: 1, gates: []}
                    - {name: rest, approve: manual}
                """).rollout().waves();

        assertThat(waves.get(0).gates())
                .containsExactly(new GateRule(
                        new GateRule.Shows(Optional.empty(), OptionalInt.of(2), OptionalInt.empty(), false),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        3,
                        true));
        assertThat(waves.get(1).gates()).isEmpty();
        assertThat(waves.get(2).gates())
                .containsExactly(new GateRule(
                        new GateRule.Shows(
                                Optional.of(Duration.ofMinutes(5)), OptionalInt.of(10), OptionalInt.of(3), true),
                        Duration.ZERO,
                        Duration.ofMinutes(30),
                        1,
                        false));
        assertThat(waves).extracting(Wave::approved).containsExactly(false, false, true);
    }

    @Test
    void gatesHoldWithoutWavesToo() {
        assertThat(fleet("rollout: {gates: [{messages: 5}]}\n").rollout().waves())
                .isNotEmpty()
                .allSatisfy(wave -> assertThat(wave.gates()).hasSize(1));
    }

    @Test
    void gatesThatNobodyCanPassAreTold() {
        assertThat(findings("""
                rollout:
                  gates:
                    - {connectedFor: 30m}
                    - {dryRun: true}
                    - {messages: 1, within: 8d}
                """)).isEqualTo("""
                fleet.yaml:11:22 FLX1290 nobody is connected for so long within 1800 s / write a within: that is longer than connectedFor
                fleet.yaml:12:7 FLX1291 the gate does not say what has to be shown / write at least one of connectedFor: 5m, messages: 10, fresh: 3 and noNewErrors: true
                fleet.yaml:13:29 FLX1290 "8d" is too long / write 1s to 7d
                """);
    }

    @Test
    void windowsAndHoldsAreLayered() {
        Fleet fleet = fleet("");
        Site north = fleet.sites().get(0);
        Site south = fleet.sites().get(1);

        assertThat(north.devices().get(0).traits().windows().toString()).isEqualTo("[FREQ=DAILY 02:00 for 120 min]");
        assertThat(south.devices().get(0).traits().windows().toString())
                .isEqualTo("[FREQ=WEEKLY;BYDAY=SA 22:00 for 240 min]");
        assertThat(north.devices().get(0).traits().hold()).isEmpty();
        assertThat(south.devices().get(0).traits().hold()).contains(new Hold("BatchRunning", Duration.ofHours(2)));
        assertThat(south.devices().get(1).traits().hold()).contains(new Hold("BatchRunning", Duration.ofMinutes(30)));
        assertThat(new Openings(
                                north.timeZone(),
                                north.devices().get(0).traits().windows(),
                                fleet.rollout().timing())
                        .closedAt(Instant.parse("2026-12-01T01:30:00Z"), Duration.ZERO))
                .as("02:30 in Brussels")
                .isEmpty();
    }

    @Test
    void timesAreReadAndMistakesInThemTold() {
        RolloutPolicy policy = fleet("""
                rollout:
                  overrun: stop
                  onAbort: revert
                  debt: {deadline: 14d}
                  freeze: [{from: 2026-12-20, to: 2027-01-06, reason: "year's end"}]
                """).rollout();

        assertThat(policy.timing())
                .isEqualTo(new Timing(
                        Timing.Overrun.STOP,
                        List.of(new Freeze(
                                LocalDate.parse("2026-12-20"), LocalDate.parse("2027-01-06"), "year's end"))));
        assertThat(policy.onAbort()).isEqualTo(OnAbort.REVERT);
        assertThat(policy.debtDeadline()).contains(Duration.ofDays(14));
        assertThat(fleet("").rollout().timing()).isEqualTo(Timing.ANY);
        assertThat(fleet("").rollout().onAbort()).isEqualTo(OnAbort.KEEP);

        assertThat(findings("""
                rollout:
                  debt: {deadline: 5m}
                  freeze: [{from: 2026-12-32, to: 2027-01-06}, {from: 2027-01-06, to: 2026-12-20}]
                """)).isEqualTo("""
                fleet.yaml:10:20 FLX1298 "5m" is too short / write 1h to 366d
                fleet.yaml:11:19 FLX1296 no calendar has the day "2026-12-32" / write year, month and day: 2026-12-20
                fleet.yaml:11:71 FLX1299 the freeze ends on 2026-12-20, before it begins on 2027-01-06 / write the earlier day as from
                """);
    }

    @Test
    void aWindowWithoutQuotesOrOfOddFormIsTold() {
        String windows = """
                sites:
                  s:
                    profiles: [far]
                    windows:
                      - {rrule: FREQ=DAILY, start: 22:00, duration: 2h}
                      - {rrule: FREQ=DAILY, start: "25:00", duration: 2h}
                      - {rrule: FREQ=HOURLY, start: "22:00", duration: 2h}
                      - {rrule: FREQ=MONTHLY, start: "22:00", duration: 2h}
                      - {rrule: FREQ=DAILY, start: "22:00", duration: 8d}
                      - {start: "22:00", duration: 1h}
                    devices: {d: {hold: {tag: B, atMost: 2d}}}
                """;

        assertThat(FleetFiles.read(folder, HEAD + windows).findings())
                .extracting(finding -> finding.span() + " " + finding.code().id())
                .containsExactly(
                        "fleet.yaml:13:36 FLX1013",
                        "fleet.yaml:14:36 FLX1106",
                        "fleet.yaml:15:17 FLX1292",
                        "fleet.yaml:16:17 FLX1293",
                        "fleet.yaml:17:55 FLX1295",
                        "fleet.yaml:18:9 FLX1102",
                        "fleet.yaml:19:42 FLX1297");
    }
}
