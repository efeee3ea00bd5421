package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which device is in which wave, and when a rollout stops, as the fleet file says it. */
class WavesTest {
    private static final String HEAD = FleetFiles.HEAD + """
            defaults: {tagGroups: {g: {groups: [A], push: {onChange: 2s}}}}
            """;
    private static final String SITES = """
            sites:
              north: {devices: {n1: , n2: , n3: , n4: }}
              south: {devices: {s1: , s2: }}
            """;

    @TempDir
    private Path folder;

    private RolloutPolicy policy(String rollout) {
        return FleetFiles.fleet(folder, HEAD + rollout + SITES).rollout();
    }

    private static List<String> shown(RolloutPolicy policy) {
        return policy.waves().stream()
                .map(wave -> wave.name() + ": "
                        + wave.devices().stream().map(DeviceId::value).collect(Collectors.joining(" ")))
                .toList();
    }

    private String findings(String rollout) {
        return FleetFiles.findings(folder, HEAD + rollout + SITES);
    }

    @Test
    void namedDevicesBelongToTheirWaveEvenIfAnEarlierOneTakesTheirSite() {
        RolloutPolicy policy = policy("""
                rollout:
                  waves:
                    - {name: canary, devices: [n2], soak: 30m}
                    - {name: north, sites: [north]}
                    - {name: last, devices: [n4, s2]}
                    - {name: rest}
                """);

        assertThat(shown(policy)).containsExactly("canary: n2", "north: n1 n3", "last: n4 s2", "rest: s1");
        assertThat(policy.waves()).extracting(Wave::soak).startsWith(Duration.ofMinutes(30), Duration.ZERO);
    }

    @Test
    void aWaveThatTakesSomeLeavesTheOthersToLaterOnes() {
        RolloutPolicy policy = policy("""
                rollout:
                  waves:
                    - {name: one, sites: [north], take: 1}
                    - {name: half, sites: [north], take: 50%}
                    - {name: rest}
                """);

        assertThat(policy.waves().get(0).devices()).hasSize(1);
        assertThat(policy.waves().get(1).devices())
                .as("half of all four of the site")
                .hasSize(2);
        assertThat(policy.waves().get(2).devices()).hasSize(3);
        assertThat(policy.waves().stream().flatMap(wave -> wave.devices().stream()))
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void theChoiceIsTheSameInEachRunAndAnotherWithAnotherSeed() {
        List<String> sites = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> sites.add("d" + i + ": "));
        String many = "sites: {s: {devices: {" + String.join(", ", sites) + "}}}\n";
        String waves = "  waves: [{name: some, take: 10%}, {name: rest}]\n";

        List<DeviceId> first = some(HEAD + "rollout:\n" + waves + many);
        List<DeviceId> again = some(HEAD + "rollout:\n" + waves + many);
        List<DeviceId> reseeded = some(HEAD + "rollout:\n  seed: other\n" + waves + many);

        assertThat(again).isEqualTo(first).hasSize(20);
        assertThat(reseeded).hasSize(20).isNotEqualTo(first);
    }

    private List<DeviceId> some(String yaml) {
        return FleetFiles.fleet(folder, yaml).rollout().waves().get(0).devices();
    }

    @Test
    void withoutAWordThereIsACanaryOfEachKindThenATenthThenTheRest() {
        String devices = IntStream.range(0, 40)
                .mapToObj(i -> i < 30 ? "d" + i + ": " : "d" + i + ": {profiles: [slow]}")
                .collect(Collectors.joining(", "));
        RolloutPolicy policy = FleetFiles.fleet(
                        folder,
                        HEAD + "profiles: {slow: {tagGroups: {g: {push: {onChange: 1m}}}}}\n" + "sites: {s: {devices: {"
                                + devices + "}}}\n")
                .rollout();

        assertThat(policy.waves()).extracting(Wave::name).containsExactly("canary", "tenth", "rest");
        List<Integer> canaries = policy.waves().get(0).devices().stream()
                .map(device -> Integer.valueOf(device.value().substring(1)))
                .toList();
        assertThat(canaries).hasSize(2);
        assertThat(canaries.get(0)).isLessThan(30);
        assertThat(canaries.get(1)).isGreaterThanOrEqualTo(30);
        assertThat(policy.waves().get(1).devices()).hasSize(4);
        assertThat(new HashSet<>(policy.waves().stream()
                        .flatMap(wave -> wave.devices().stream())
                        .toList()))
                .hasSize(40);
        assertThat(policy.abort()).containsExactly(AbortRule.BUILT_IN);
    }

    @Test
    void aFleetWhereEachDeviceIsOfItsOwnKindHasFewCanaries() {
        String devices = IntStream.range(1, 21)
                .mapToObj(i -> "d" + i + ": {tagGroups: {g: {push: {onChange: " + i + "s}}}}")
                .collect(Collectors.joining(", "));

        RolloutPolicy policy = FleetFiles.fleet(folder, HEAD + "sites: {s: {devices: {" + devices + "}}}\n")
                .rollout();

        assertThat(policy.waves().get(0).devices()).hasSize(2);
    }

    @Test
    void aFleetOfOneDeviceHasOneWave() {
        assertThat(FleetFiles.fleet(folder, HEAD + "sites: {s: {devices: {d: }}}\n")
                        .rollout()
                        .waves())
                .singleElement()
                .extracting(Wave::name)
                .isEqualTo("canary");
    }

    @Test
    void abortRulesAreReadAsWritten() {
        RolloutPolicy policy = policy("""
                rollout:
                  abort:
                    - {when: FAILED, atLeast: 3, ofFinished: 10%, minFinished: 25}
                    - {when: UNREACHABLE, ofFinished: 33.33%}
                    - {when: REVERTED, atLeast: 2}
                """);

        assertThat(policy.abort())
                .containsExactly(
                        new AbortRule(FailureClass.FAILED, 3, Share.parse("10%"), 25),
                        new AbortRule(FailureClass.UNREACHABLE, 1, Share.parse("33.33%"), 10),
                        new AbortRule(FailureClass.REVERTED, 2, Optional.empty(), 10));
    }

    @Test
    void everyMistakeIsToldAtItsPlace() {
        assertThat(findings("""
                rollout:
                  waves:
                    - {name: a, devices: [n1, n9]}
                    - {name: b, devices: [n1], take: 2}
                    - {name: b, sites: [north]}
                    - {name: c, sites: [north, sud], soak: 8d}
                  abort:
                    - {when: FAILED}
                    - {when: FAILED, ofFinished: 0%}
                """)).isEqualTo("""
                fleet.yaml:7:31 FLX1282 device "n9" is not of this fleet / did you mean n1?
                fleet.yaml:8:27 FLX1281 device "n1" is in two waves (see fleet.yaml:7:27) / leave it in one of them
                fleet.yaml:8:32 FLX1287 wave "b" names devices, and has take beside them / keep devices, or sites, labels and take
                fleet.yaml:9:14 FLX1286 wave "b" is used twice (see fleet.yaml:8:14) / give each wave a name of its own
                fleet.yaml:10:25 FLX1281 the devices of site "north" are in two waves (see fleet.yaml:9:25) / leave it in one of them
                fleet.yaml:10:32 FLX1282 site "sud" is not of this fleet / write a device id, a site's name or a label of some device
                fleet.yaml:10:44 FLX1284 "8d" is too long / write 0s to 7d
                fleet.yaml:12:7 FLX1285 the rule does not say how many / write atLeast: a number from 1, or ofFinished: 0.01% to 100%, or both
                fleet.yaml:13:34 FLX1285 "0%" is no share of the finished devices / write atLeast: a number from 1, or ofFinished: 0.01% to 100%, or both
                """);
    }

    @Test
    void devicesThatNoWaveTakesAreCounted() {
        assertThat(findings("rollout: {waves: [{name: canary, devices: [n1]}]}\n"))
                .isEqualTo("""
                fleet.yaml:5:18 FLX1280 5 devices are in no wave: n2, n3, n4 and 2 more / add a wave at the end that names nothing: {name: rest}
                """);
    }

    @Test
    void whatTheSchemaRefusesIsToldOnce() {
        assertThat(findings("""
                rollout:
                  waves:
                    - {name: a, take: 0}
                    - {name: b, take: 0%}
                    - {take: 1}
                  abort:
                    - {when: BROKEN, atLeast: 0}
                """).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("fleet.yaml:7:23 FLX1107 \"0\" is too small"),
                        line -> assertThat(line)
                                .startsWith("fleet.yaml:8:23 FLX1106 \"0%\" is not a number or percentage"),
                        line -> assertThat(line).startsWith("fleet.yaml:9:7 FLX1102 key \"name\" is missing"),
                        line -> assertThat(line).startsWith("fleet.yaml:11:14 FLX1105 \"BROKEN\" is not allowed"),
                        line -> assertThat(line).startsWith("fleet.yaml:11:31 FLX1107 \"0\" is too small"));
    }

    @Test
    void aWaveThatGetsNothingIsAWarning() {
        assertThat(findings("""
                rollout:
                  waves:
                    - {name: all}
                    - {name: late, sites: [south]}
                """)).isEqualTo("""
                fleet.yaml:8:14 FLX1283 wave "late" takes no device / remove it, or let it take devices that no other wave takes
                """);
    }
}
