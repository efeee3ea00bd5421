package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.ExplainedValue;
import io.github.flexyfleet.fleet.model.FailureClass;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.LayerValue;
import io.github.flexyfleet.fleet.model.Share;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many devices a rollout touches at its boundaries, also where other rollout tools surprise their users. */
class BoundariesTest {
    @TempDir
    private Path folder;

    private final RolloutRig rig = new RolloutRig();

    /** Three waves: one device, then {@code second} of them, then one. Of the second, the first few end as planned. */
    @ParameterizedTest(name = "{0} {1} {2} {3}: {4} of {5} -> {6} touched")
    @CsvSource({
        // As soon as it holds. (Rancher Fleet begins 50 and looks then.)
        "FAILED, 3, , 10, FAILED, 3, 50, 4",
        "FAILED, 3, , 10, FAILED, 2, 50, 52",
        // Half of 2 finished devices is 1. (Ansible wants more than that, and has to be told 49 %.)
        "FAILED, 1, 50%, 2, FAILED, 1, 4, 2",
        "FAILED, 1, 50.01%, 2, FAILED, 1, 4, 6",
        "FAILED, 1, 50.01%, 2, FAILED, 2, 4, 3",
        // 4 of 40 and 10 of 100 are 10 %. (Rancher Fleet's two examples disagree.)
        "FAILED, 1, 10%, 40, FAILED, 4, 39, 40",
        "FAILED, 1, 10%, 40, FAILED, 3, 39, 41",
        "FAILED, 1, 10%, 100, FAILED, 10, 99, 100",
        "FAILED, 1, 10%, 100, FAILED, 9, 99, 101",
        // Unreachable is not failed. (Rancher Fleet counts it; a few clusters that are off hold up everything.)
        "ANY, 1, , 10, UNREACHABLE, 49, 50, 52",
        "UNREACHABLE, 2, , 10, UNREACHABLE, 49, 50, 3",
        // A wave of which nothing is left opens nothing, whatever a rule allows. (Ansible: the same, and told nowhere.)
        "FAILED, 1000, , 10, FAILED, 4, 4, 5",
        "FAILED, 1000, , 10, FAILED, 3, 4, 6",
        "UNREACHABLE, 1000, , 10, UNREACHABLE, 4, 4, 5",
        // Only the class that is named. (Ansible: max_fail_percentage of one kind only.)
        "REJECTED, 1, , 10, FAILED, 3, 4, 6",
        "ANY, 3, , 10, REJECTED, 3, 10, 4"
    })
    void touched(
            FailureClass when,
            int atLeast,
            String share,
            int minFinished,
            Outcome end,
            int ends,
            int second,
            int touched)
            throws Exception {
        rig.wave("first", 1).wave("second", second).wave("third", 1);
        rig.abort =
                List.of(new AbortRule(when, atLeast, Optional.ofNullable(share).flatMap(Share::parse), minFinished));
        IntStream.range(0, ends)
                .forEach(i -> rig.gateway("second-" + i)
                        .failing(new DeviceProblemException(end, ProblemCode.FLASH_FULL, "planted", "wait")));

        List<DeviceResult> results = rig.run();

        assertThat(results.stream().filter(result -> result.outcome() != Outcome.NOT_STARTED))
                .hasSize(touched);
        assertThat(rig.rollout.stopped().isPresent()).isEqualTo(touched < second + 2);
    }

    @Test
    void whatWaitsForItsWindowIsNeitherFinishedNorFailed() throws Exception {
        AbortWatch watch = new AbortWatch(List.of(new AbortRule(FailureClass.ANY, 1, Share.parse("50%"), 2)));
        DeviceTarget target = Targets.target("d");
        for (int i = 0; i < 10; i++) {
            assertThat(watch.ended(new DeviceResult(target, 1, Outcome.DEFERRED, Evidence.none(), 1, Optional.empty())))
                    .isEmpty();
        }
        assertThat(watch.ended(new DeviceResult(target, 1, Outcome.CONFIRMED, Evidence.none(), 1, Optional.empty())))
                .isEmpty();
        assertThat(watch.ended(new DeviceResult(target, 1, Outcome.FAILED, Evidence.none(), 1, Optional.empty())))
                .as("1 of 2, not of 12")
                .isPresent();
    }

    private static final String FLEET = """
            fleet: f
            hub: {host: %s}
            talk2m: {account: demo}
            defaults:
              tagGroups: {g: {groups: [A], push: {onChange: %s}}}
            sites: {s: {devices: {%s}}}
            """;

    @Test
    void ofFiveHundredDevicesABadConfigurationMeetsTheCanaryAloneAndItsSettingIsNamed() throws Exception {
        rig.wave("canary", 1).wave("tenth", 50).wave("rest", 449);
        String devices = rig.plan().targets().stream()
                .map(target -> target.device() + ": ")
                .collect(Collectors.joining(", "));
        Fleet before = FleetFiles.read(folder, FLEET.formatted("acme.azure-devices.net", "5s", devices))
                .fleet()
                .orElseThrow();
        Fleet now = FleetFiles.read(folder, FLEET.formatted("acme.azure-device.net", "5s", devices))
                .fleet()
                .orElseThrow();
        rig.gateways
                .values()
                .forEach(gateway -> gateway.confirmed(Targets.OTHER).whoseNextBundleCannotConnect());
        rig.conditions = rig.conditions.withSuspects((target, digest) -> changes(before, now, target));

        List<DeviceResult> results = rig.run();

        assertThat(results.get(0).outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(rig.gateway("canary-0").done)
                .containsSubsequence("upload", "apply", "revert")
                .doesNotContain("confirm");
        assertThat(results.subList(1, 500)).extracting(DeviceResult::outcome).containsOnly(Outcome.NOT_STARTED);
        assertThat(rig.gateways.values().stream().filter(gateway -> !gateway.done.isEmpty()))
                .as("devices that were so much as looked at")
                .hasSize(1);
        assertThat(results.get(0).problem().orElseThrow().what())
                .contains("no evidence within 300 s")
                .contains("the device says hub disconnected")
                .endsWith("it was sent back to its confirmed bundle; suspected, since it changed:"
                        + " hub.host is acme.azure-device.net (fleet.yaml:2:13), was acme.azure-devices.net");
        assertThat(rig.rollout.stopped())
                .contains("wave 1 (canary): 1 of 1 device went wrong, and in the first wave none may");
    }

    /** What differs between two readings of the same file; a real one compares with what was confirmed last. */
    private static List<String> changes(Fleet before, Fleet now, DeviceTarget target) {
        Map<String, String> old = explained(before, target).stream()
                .collect(Collectors.toMap(
                        ExplainedValue::path, value -> value.value().text()));
        List<String> changes = new ArrayList<>();
        for (ExplainedValue value : explained(now, target)) {
            LayerValue is = value.value();
            String was = old.getOrDefault(value.path(), "not there");
            if (!was.equals(is.text())) {
                changes.add(value.path() + " is " + is.text() + " (" + is.span().orElseThrow() + "), was " + was);
            }
        }
        return changes;
    }

    private static List<ExplainedValue> explained(Fleet fleet, DeviceTarget target) {
        return fleet.devices().stream()
                .filter(device -> device.id().equals(target.device()))
                .findFirst()
                .map(fleet.origins()::of)
                .orElseThrow();
    }
}
