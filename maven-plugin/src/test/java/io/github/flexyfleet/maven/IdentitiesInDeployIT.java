package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that somebody registered by hand comes into the fleet, and another one leaves it: through plans and deploys. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class IdentitiesInDeployIT {
    private static final DeviceId HAND_MADE = new DeviceId("pump-1");
    private static final DeviceId LEAVING = new DeviceId("pump-2");
    private static final String FILE = """
            fleet: waterworks
            hub: {host: eWONPROJECT.azure-devices.net}
            talk2m: {account: demo}
            defaults:
              tagGroups:
                all: {groups: [A, B, C, D], push: {onChange: 1s, full: 2s}}
            rollout: {waves: [{name: all}]}
            sites:
              brussels:
                timeZone: Europe/Brussels
                devices:
                  pump-1: {name: Pump station 1, labels: [cellular]}
            """;
    private static final String BOTH = FILE + "      pump-2: {name: Pump station 2}\n";

    @TempDir
    Path folder;

    private final List<RolloutEvent> events = Collections.synchronizedList(new ArrayList<>());

    private Fleet read(String text) throws Exception {
        FleetResult result = WrittenFleet.read(folder, text);
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }

    private static List<DeviceId> unplanned(Plan plan) {
        return plan.identities().byDevice().entrySet().stream()
                .filter(entry -> !entry.getValue().steps().isEmpty())
                .map(entry -> entry.getKey())
                .toList();
    }

    private Plan plan(Fleet fleet, FleetTargets targets, FleetEngine engine, RehearsalSurroundings world)
            throws Exception {
        Observations seen = engine.observe(fleet, targets.targets(), true);
        Planner.Inputs inputs = new Planner.Inputs(
                new Plan.Tool("1.0", world.release().version(), world.release().sha256()),
                fleet,
                targets.targets(),
                Optional.empty(),
                4);
        Plan plan = Planner.plan(inputs, seen.byDevice(), new AppliedConfigurations(folder.resolve("applied")))
                .with(seen.identities());
        assertThat(PlanFile.read(PlanFile.sealed(plan).text())
                        .plan()
                        .orElseThrow()
                        .identities())
                .isEqualTo(plan.identities());
        return plan;
    }

    @Test
    void theHandMadeOneIsAdoptedByNameAndTheOneThatLeavesIsShutOut() throws Exception {
        Fleet both = read(BOTH);
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(both, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            IotHubRegistry registry = world.connections().registry();
            registry.create(HAND_MADE, IdentityHub.certificate("pump-1", "by hand"));
            FleetTargets targets = StateFolder.targets(both, world);
            FleetEngine engine =
                    new FleetEngine(world.connections(), world.release(), world.settings(4), Pace.system());

            Plan first = plan(both, targets, engine, world);
            assertThat(first.identities().problems()).containsOnlyKeys(ProblemCode.FOREIGN_IDENTITY);
            assertThat(ConsolePlan.lines(first, Optional.empty()))
                    .anyMatch(line -> line.startsWith("! 1 device, FLX3030"))
                    .anyMatch(line -> line.contains("hub: {adopt: [DEVICE]}"));
            RolloutResult refused = engine.deploy(both, targets.targets(), events::add);
            assertThat(refused.devices())
                    .extracting(DeviceResult::outcome)
                    .containsExactly(Outcome.REJECTED, Outcome.CONFIRMED);
            assertThat(refused.devices().get(0).problem().orElseThrow().mend())
                    .contains("hub: {adopt: [pump-1]}", "-Dflexy.adopt=pump-1");
            assertThat(registry.find(HAND_MADE).orElseThrow().statusReason()).isEmpty();

            FleetEngine adopting = engine.adopting(Set.of(HAND_MADE));
            RolloutResult done = adopting.deploy(both, targets.targets(), events::add);
            assertThat(done.devices())
                    .extracting(DeviceResult::outcome)
                    .containsExactly(Outcome.CONFIRMED, Outcome.UNCHANGED);
            HubIdentity adopted = registry.find(HAND_MADE).orElseThrow();
            assertThat(adopted.trustsOnly(targets.targets().get(0).fingerprint().orElseThrow()))
                    .isTrue();
            assertThat(adopted.statusReason()).isEqualTo("flexyfleet: waterworks");
            SeenIdentity seen = registry.look(HAND_MADE, true).orElseThrow();
            assertThat(seen.twin().orElseThrow().tags())
                    .contains(new FleetTags(
                            "waterworks",
                            "brussels",
                            List.of("cellular"),
                            Optional.of(targets.targets().get(0).digest().hex())));
            Plan settled = plan(both, targets, engine, world);
            assertThat(settled.exitClass()).isEqualTo(ExitClass.DONE);
            assertThat(unplanned(settled)).isEmpty();

            Fleet one = read(FILE);
            FleetTargets rest = StateFolder.targets(one, world);
            Plan leaving = plan(one, rest, engine, world);
            assertThat(leaving.identities().removed()).containsExactly(LEAVING);
            assertThat(leaving.exitClass()).isEqualTo(ExitClass.CHANGES_PENDING);
            assertThat(engine.heldTo(leaving)
                            .deploy(one, rest.targets(), events::add)
                            .done())
                    .isTrue();
            assertThat(registry.find(LEAVING).orElseThrow().enabled()).isFalse();
            assertThat(plan(one, rest, engine, world).exitClass()).isEqualTo(ExitClass.DONE);
            assertThat(events)
                    .filteredOn(RolloutEvent.IdentitiesTended.class::isInstance)
                    .extracting(event -> ((RolloutEvent.IdentitiesTended) event).words())
                    .last()
                    .asString()
                    .contains("1 disabled (pump-2, no longer in the fleet file)");
        }
    }
}
