package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Effort;
import io.github.flexyfleet.fleet.plan.Observation;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import io.github.flexyfleet.fleet.plan.PlannedLinks;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** A device is compared with the plan before anything is written to it. */
class PlannedRolloutTest {
    private static final Digest THIRD = Digest.of(new byte[] {3});

    private final VirtualPace pace = new VirtualPace();
    private final DeviceTarget target = Targets.target("d1");
    private final FakeGateway gateway = new FakeGateway(target, pace);

    @Test
    void whatThePlanSawIsChanged() throws Exception {
        gateway.confirmed(Targets.OTHER);

        assertThat(run(ran(Targets.OTHER)).outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void whatThePlanWantsIsLeftAlone() throws Exception {
        gateway.confirmed(target.digest());

        assertThat(run(ran(Targets.OTHER)).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void whatRunsNeitherIsNotWrittenTo() throws Exception {
        gateway.confirmed(THIRD);

        DeviceResult result = run(ran(Targets.OTHER));

        assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.NOT_AS_PLANNED);
        assertThat(result.problem().orElseThrow().what())
                .contains("runs bundle " + THIRD.abbreviated())
                .contains("saw bundle " + Targets.OTHER.abbreviated())
                .contains("wants bundle " + target.digest().abbreviated());
        assertThat(gateway.done).containsExactly("status");
    }

    @Test
    void aRuntimeThatIsGoneIsNotInstalledUnplanned() throws Exception {
        gateway.withoutRuntime();

        DeviceResult result = run(ran(Targets.OTHER));

        assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.NOT_AS_PLANNED);
        assertThat(gateway.done).containsExactly("status");
    }

    @Test
    void aPlannedInstallationIsDone() throws Exception {
        gateway.withoutRuntime();

        DeviceResult result = run(
                new Observation(Observation.Means.STATUS, Optional.empty(), Optional.of(ProblemCode.RUNTIME_SILENT)));

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aDebtIsPaidWhateverItRuns() throws Exception {
        gateway.confirmed(THIRD);

        DeviceResult result =
                run(new Observation(Observation.Means.UNKNOWN, Optional.empty(), Optional.of(ProblemCode.OFFLINE)));

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aRunThatWasCutOffIsFinishedByTheSamePlan() throws Exception {
        gateway.confirmed(Targets.OTHER).onTrial(target.digest());

        assertThat(run(ran(Targets.OTHER)).outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done).doesNotContain("upload", "apply");
    }

    private static Observation ran(Digest digest) {
        return new Observation(
                Observation.Means.TWIN,
                Optional.of(new Observation.Seen(
                        RuntimeState.CONFIRMED, Optional.of(digest), FakeGateway.VERSION, Optional.empty())),
                Optional.empty());
    }

    private DeviceResult run(Observation observed) throws Exception {
        PlannedDevice device = new PlannedDevice(
                target.device(),
                new PlannedDevice.Way("brussels", "acme", target.talk2mName(), target.serial(), false, false),
                1,
                target.digest(),
                observed,
                Action.CONFIGURE,
                List.of(),
                new Effort(0, 0, 0));
        Plan plan = new Plan(
                new Plan.Tool("0.1.0", FakeGateway.VERSION, "ab".repeat(32)),
                "small",
                Optional.empty(),
                8,
                JsonNodeFactory.instance.objectNode(),
                List.of(device),
                new Plan.Sums(new TreeMap<>(), 0, 0));
        return new Rollout(
                        new PlannedLinks(plan, any -> gateway),
                        gateway,
                        Optional.of(gateway),
                        RolloutSettings.defaults(),
                        pace,
                        event -> {})
                .run(List.of(target))
                .get(0);
    }
}
