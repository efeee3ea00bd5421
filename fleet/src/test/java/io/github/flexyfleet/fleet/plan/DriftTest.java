package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Drift.Standing;
import io.github.flexyfleet.fleet.report.ConsoleDrift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {
    private static final Digest OTHER = Digest.of(new byte[] {1});
    private static final String FASTER = PlanKit.FLEET.replace("full: 20s", "full: 10s");

    @TempDir
    private Path folder;

    private PlanKit kit;

    @BeforeEach
    void make() {
        kit = new PlanKit(folder);
    }

    @Test
    void whatWasAppliedTellsAChangeOfTheFleetFileFromOneOnTheDevice() {
        Map<DeviceId, Observation> old = kit.allRun(kit.inputs(PlanKit.FLEET));
        Map<DeviceId, Observation> runs = new HashMap<>(old);
        runs.put(new DeviceId("pump-2"), PlanKit.runs(OTHER));
        runs.remove(new DeviceId("pump-3"));
        Plan plan = Planner.plan(kit.inputs(FASTER), runs, kit.applied());

        List<Drift.Row> rows = Drift.of(plan, digests(old));

        assertThat(rows)
                .extracting(Drift.Row::standing)
                .containsExactly(Standing.TO_DEPLOY, Standing.DRIFTED, Standing.UNKNOWN);
        assertThat(Drift.of(Planner.plan(kit.inputs(PlanKit.FLEET), old, kit.applied()), digests(old)))
                .extracting(Drift.Row::standing)
                .containsOnly(Standing.IN_STEP);
    }

    @Test
    void withoutALedgerADeviceThatRunsSomethingElseHasDrifted() {
        Map<DeviceId, Observation> old = kit.allRun(kit.inputs(PlanKit.FLEET));
        Plan plan = Planner.plan(kit.inputs(FASTER), old, kit.applied());

        assertThat(Drift.of(plan, Map.of())).extracting(Drift.Row::standing).containsOnly(Standing.DRIFTED);
    }

    @Test
    void theConsoleSaysWhatRunsAndWhatIsWanted() {
        Map<DeviceId, Observation> faster = kit.allRun(kit.inputs(FASTER));
        Planner.Inputs wanted = kit.inputs(PlanKit.FLEET);
        Map<DeviceId, Observation> runs = kit.allRun(wanted);
        runs.put(new DeviceId("pump-1"), faster.get(new DeviceId("pump-1")));

        List<String> lines =
                ConsoleDrift.lines(Drift.of(Planner.plan(wanted, runs, kit.applied()), digests(kit.allRun(wanted))));

        assertThat(lines.get(0)).matches("SITE +DEVICE +STANDING +WANTED +APPLIED +RUNS +SEEN BY");
        assertThat(lines.get(1)).matches("north +pump-1 +drifted +([0-9a-f]{16}) +\\1 +[0-9a-f]{16} +twin");
        assertThat(lines.subList(2, lines.size()))
                .containsExactly(
                        "",
                        "pump-1 differs from the fleet file:",
                        "    tagGroups.all.push.full: runs 10s, wanted 20s  (fleet.yaml:7:54)",
                        "",
                        "2 in step, 1 drifted.");
    }

    @Test
    void whatAllDevicesOfAPlaceRunIsPatchedThere() throws Exception {
        Map<DeviceId, Observation> faster = kit.allRun(kit.inputs(FASTER));
        Planner.Inputs wanted = kit.inputs(PlanKit.FLEET);
        Plan plan = Planner.plan(wanted, faster, kit.applied());

        DriftPatch.Result result = DriftPatch.of(folder, wanted.fleet(), Drift.of(plan, Map.of()));

        assertThat(result.left()).isEmpty();
        List<String> patch = result.patch().lines().toList();
        assertThat(patch).startsWith("--- a/fleet.yaml", "+++ b/fleet.yaml");
        List<String> accepted =
                UnifiedDiffUtils.parseUnifiedDiff(patch).applyTo(Files.readAllLines(folder.resolve("fleet.yaml")));
        String yaml = String.join("\n", accepted) + "\n";
        assertThat(yaml).isEqualTo(FASTER);
        assertThat(Drift.of(Planner.plan(kit.inputs(yaml), faster, kit.applied()), Map.of()))
                .extracting(Drift.Row::standing)
                .containsOnly(Standing.IN_STEP);
    }

    @Test
    void whatOthersTakeFromThePlaceTooIsLeftToPeople() throws Exception {
        Map<DeviceId, Observation> faster = kit.allRun(kit.inputs(FASTER));
        Planner.Inputs wanted = kit.inputs(PlanKit.FLEET);
        Map<DeviceId, Observation> runs = kit.allRun(wanted);
        runs.put(new DeviceId("pump-1"), faster.get(new DeviceId("pump-1")));
        runs.put(new DeviceId("pump-3"), PlanKit.runs(OTHER));
        Plan plan = Planner.plan(wanted, runs, kit.applied());

        DriftPatch.Result result = DriftPatch.of(folder, wanted.fleet(), Drift.of(plan, Map.of()));

        assertThat(result.patch()).isEmpty();
        assertThat(result.left())
                .containsExactly(
                        "pump-1 tagGroups.all.push.full: write 10s at the device itself; fleet.yaml:7:54 is for"
                                + " 2 other devices too",
                        "pump-3 configuration: runs " + OTHER.abbreviated() + ", wanted nothing");
    }

    private static Map<DeviceId, Digest> digests(Map<DeviceId, Observation> observed) {
        return observed.entrySet().stream()
                .filter(one -> one.getValue().digest().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().digest().orElseThrow()));
    }
}
