package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.IdentityStep;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.report.ConsoleStatus;
import io.github.flexyfleet.fleet.report.Explanation;
import io.github.flexyfleet.fleet.report.HubSight;
import io.github.flexyfleet.fleet.report.JsonReport;
import io.github.flexyfleet.fleet.report.JsonStatus;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices with keys, from the fleet file to their messages at the hub: over port 443 alone, and over MQTT. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HubKeysIT {
    private static final String HOST = "eWONPROJECT.azure-devices.net";
    private static final String FLEET = """
            fleet: keys
            hub: {host: eWONPROJECT.azure-devices.net}
            talk2m: {account: demo}
            defaults:
              auth: sas
              tagGroups:
                all: {groups: [A, B, C, D], push: {onChange: 2s, full: 20s}, format: typed, properties: {plant: "a & b = 100 %%"}}
            sites:
              brussels:
                timeZone: Europe/Brussels
                devices:
            %s
            """;

    @TempDir
    Path folder;

    private Fleet fleet(String devices) throws Exception {
        FleetResult result = WrittenFleet.read(folder, FLEET.formatted(devices));
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }

    private RehearsalSurroundings open(Fleet fleet) throws Exception {
        return RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"));
    }

    private static FleetTargets targets(Fleet fleet, RehearsalSurroundings world) throws Exception {
        SharedKeys.Result keys = world.keys();
        assertThat(keys.findings()).isEmpty();
        return StateFolder.targets(fleet, world, keys.keys());
    }

    private static FleetEngine engine(RehearsalSurroundings world) {
        return new FleetEngine(world.connections(), world.release(), world.settings(4), Pace.system());
    }

    @Test
    void whereOnlyPort443IsOpenMessagesArriveAndNoKeyIsSeen() throws Exception {
        Fleet fleet = fleet("""
                      Posts-1: {name: Pump station 1, serial: 2005-0001-25, transport: https}
                      Posts-2: {name: Pump station 2, serial: 2005-0002-25, transport: https}
                """);
        try (RehearsalSurroundings world = open(fleet)) {
            for (String gateway : List.of("Pump station 1", "Pump station 2")) {
                world.world().faults().now(gateway, new Deed.ClosedPort(8883, Duration.ofDays(1)));
            }
            FleetTargets targets = targets(fleet, world);
            List<String> seen = Collections.synchronizedList(new ArrayList<>());

            RolloutResult result =
                    engine(world).deploy(fleet.name(), targets.targets(), event -> seen.add(told(event)));

            assertThat(result.devices())
                    .extracting(DeviceResult::outcome)
                    .as("%s", ConsoleReport.lines(result))
                    .containsOnly(Outcome.CONFIRMED);
            assertThat(result.devices()).allSatisfy(device -> {
                assertThat(device.evidence().messages()).isGreaterThanOrEqualTo(2);
                assertThat(device.evidence().acknowledged()).isPositive();
                assertThat(device.evidence().lastValues()).containsKeys("Level", "Flow");
            });
            assertThat(world.world().events().since(0)).isNotEmpty().allSatisfy(HubKeysIT::isAPost);

            seen.addAll(ConsoleReport.lines(result));
            seen.add(JsonReport.render(result));
            List<DeviceState> states = engine(world).status(targets.targets());
            HubSight none = new HubSight.NotLooked("nobody asked");
            seen.addAll(ConsoleStatus.lines(states, List.of(), none, Instant.now()));
            seen.add(JsonStatus.line(fleet.name(), states, List.of(), none, Instant.now()));
            for (LogLine line : engine(world).logs(targets.targets().get(0), 200)) {
                seen.add(line.toString());
            }
            seen.add(Explanation.of(fleet, "Posts-1", Optional.empty()).toString());
            seen.add(targets.targets().toString());
            world.world().connections().all().forEach(entry -> seen.add(entry.toString()));
            for (DeviceId device : List.of(new DeviceId("Posts-1"), new DeviceId("Posts-2"))) {
                // Read anew at the hub, which is the only store now.
                String key = world.keys().keys().keys().get(device).key().reveal();
                assertThat(seen).noneMatch(text -> text.contains(key.substring(0, 40)));
                assertThat(seen).noneMatch(text -> text.contains("SharedAccessSignature"));
                assertThatOnlyTheKeyFileHolds(key);
            }

            assertThat(engine(world)
                            .deploy(fleet.name(), targets.targets(), event -> {})
                            .nothingToDo())
                    .isTrue();
        }
    }

    private static String told(RolloutEvent event) {
        return event.toString();
    }

    private static void isAPost(HubEvent event) {
        assertThat(event.systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "utf-8");
        assertThat(event.systemProperties().get("iothub-connection-auth-method"))
                .contains("\"type\":\"sas\"");
        assertThat(event.properties())
                .containsKeys("cfg", "boot", "seq", "kind")
                .doesNotContainKey("fp");
        if (event.properties().containsKey("group")) {
            assertThat(event.properties()).containsEntry("plant", "a & b = 100 %");
        }
    }

    /** The key stands in device.sas on flash, in the hub's own registry, and nowhere else: in no file of the tool. */
    private void assertThatOnlyTheKeyFileHolds(String key) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(key);
        assertThat(bytes).hasSize(32);
        Path hub = folder.resolve("rehearsal/world/hub");
        int holders = 0;
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                String content = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                if (!name.equals("device.sas") && !file.startsWith(hub)) {
                    assertThat(content.contains(key)).as(file.toString()).isFalse();
                } else if (content.contains(key)) {
                    holders++;
                }
            }
        }
        assertThat(holders).as("the right key was looked for").isPositive();
    }

    @Test
    void aRevokedDeviceIsRefusedWhateverKeyItHasAndTheNextDeployLetsItInByAnother() throws Exception {
        Fleet fleet = fleet("      Talks: {name: Pump station 1, serial: 2005-0001-25}");
        DeviceId device = new DeviceId("Talks");
        try (RehearsalSurroundings world = open(fleet)) {
            deployed(world, fleet);
            Secret leaked = world.keys().keys().keys().get(device).key();
            KeyProbe thief = new KeyProbe(world.world(), HOST);
            assertThat(thief.post("Talks", leaked, Instant.now())).isEqualTo(204);

            assertThat(new IdentityRevocation(world.connections().registry(), new Ownership(fleet.name(), Set.of()))
                            .of(device, Instant.EPOCH))
                    .isEqualTo(IdentityRevocation.Done.DISABLED);

            assertThat(thief.post("Talks", leaked, Instant.now())).isEqualTo(401);
            deployed(world, fleet);
            assertThat(thief.post("Talks", leaked, Instant.now())).isEqualTo(401);
            assertThat(world.keys().keys().keys().get(device).key()).isNotEqualTo(leaked);
        }
    }

    @Test
    void whoAsksForOtherKeysGetsThemWithTheNextDeployAndNoDeviceIsShutOutMeanwhile() throws Exception {
        Fleet fleet = fleet("""
                      Talks: {name: Pump station 1, serial: 2005-0001-25}
                      Posts: {name: Pump station 2, serial: 2005-0002-25, transport: https}
                """);
        Set<DeviceId> both = Set.of(new DeviceId("Talks"), new DeviceId("Posts"));
        try (RehearsalSurroundings world = open(fleet)) {
            assertThat(engine(world)
                            .tending()
                            .register(fleet, WantedIdentity.of(fleet, Map.of(), Set.of()), id -> Optional.empty())
                            .created())
                    .as("made at the hub in bulk, before any device is reached")
                    .isEqualTo(2);
            deployed(world, fleet);
            Map<DeviceId, SharedKey> old = world.keys().keys().keys();

            IdentityReport asked = engine(world).tending().rotate(fleet, both);
            assertThat(asked.changed()).as("%s", asked).isEqualTo(2);
            Plan plan = plan(world, fleet);
            assertThat(plan.identities().byDevice().values())
                    .allMatch(identity -> identity.steps().contains(IdentityStep.KEY));
            assertThat(ConsolePlan.lines(plan, Optional.empty()))
                    .anyMatch(line -> line.contains("2 with other keys"))
                    .noneMatch(line -> old.values().stream()
                            .anyMatch(key -> line.contains(key.key().reveal())));
            deployed(world, fleet);

            KeyProbe thief = new KeyProbe(world.world(), HOST);
            for (DeviceId device : both) {
                assertThat(thief.post(device.value(), old.get(device).key(), Instant.now()))
                        .isEqualTo(401);
            }
            assertThat(world.world().connections().all())
                    .filteredOn(entry -> !entry.toString().contains("neither of the device's keys"))
                    .isEmpty();
            assertThat(engine(world)
                            .deploy(fleet.name(), targets(fleet, world).targets(), event -> {})
                            .nothingToDo())
                    .isTrue();
        }
    }

    private static Plan plan(RehearsalSurroundings world, Fleet fleet) throws Exception {
        FleetTargets targets = targets(fleet, world);
        Planner.Inputs inputs = new Planner.Inputs(
                new Plan.Tool("1", world.release().version(), world.release().sha256()),
                fleet,
                targets.targets(),
                Optional.empty(),
                4);
        Observations seen = engine(world).observe(fleet, targets.targets(), true);
        return Planner.plan(inputs, seen.byDevice(), StateFolder.applied(world.certificates()))
                .with(seen.identities());
    }

    private static void deployed(RehearsalSurroundings world, Fleet fleet) throws Exception {
        RolloutResult result =
                engine(world).deploy(fleet.name(), targets(fleet, world).targets(), event -> {});
        assertThat(result.devices())
                .extracting(DeviceResult::outcome)
                .as("%s", ConsoleReport.lines(result))
                .containsOnly(Outcome.CONFIRMED);
    }

    @Test
    void aKeyThatIsImportedIsVerifiedAndNeverReplaced() throws Exception {
        Fleet fleet = fleet("      Talks: {name: Pump station 1, serial: 2005-0001-25, sas: {secret: plants/talks}}");
        try (RehearsalSurroundings world = open(fleet)) {
            deployed(world, fleet);
            assertThat(engine(world)
                            .deploy(fleet.name(), targets(fleet, world).targets(), event -> {})
                            .nothingToDo())
                    .isTrue();

            new IdentityRevocation(world.connections().registry(), new Ownership(fleet.name(), Set.of()))
                    .of(new DeviceId("Talks"), Instant.EPOCH);

            assertThat(plan(world, fleet).identities().problems()).containsOnlyKeys(ProblemCode.IMPORTED_KEY_UNKNOWN);
        }
    }

    @Test
    void aDeviceWithAKeyTalksMqttToo() throws Exception {
        Fleet fleet = fleet("      Talks: {name: Pump station 1, serial: 2005-0001-25}");
        try (RehearsalSurroundings world = open(fleet)) {
            RolloutResult result =
                    engine(world).deploy(fleet.name(), targets(fleet, world).targets(), event -> {});

            assertThat(result.devices())
                    .extracting(DeviceResult::outcome)
                    .as("%s", ConsoleReport.lines(result))
                    .containsExactly(Outcome.CONFIRMED);
            assertThat(world.world().events().since(0)).isNotEmpty().allSatisfy(HubKeysIT::isAPost);
            assertThat(world.world().connections().of("Talks")).isEmpty();
        }
    }
}
