package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way in one JVM: the quickstart's fleet file, real certificates, the real runtime jar on virtual gateways,
 * Talk2M and hub over TLS; messages at the hub at the end.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WholeWayTest {
    private static final Path QUICKSTART = Path.of("..", "examples", "quickstart");

    private static final Pattern SCRIPT_MESSAGE = Pattern.compile(
            "\\{(\"[A-Za-z]+\":\"([^\"\\\\]|\\\\.)*\",)+\"time\": \"(?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\"\\}");

    @TempDir
    Path folder;

    @Test
    void fromOneFleetFileToTelemetryAtTheHubAndThenNothingToDo() throws Exception {
        Fleet fleet = read(QUICKSTART, "fleet.yaml");
        try (RehearsalSurroundings world = open(fleet)) {
            RolloutResult first = deploy(fleet, world);

            assertThat(first.devices()).extracting(DeviceResult::outcome).containsOnly(Outcome.CONFIRMED);
            assertThat(first.devices()).hasSize(5).allSatisfy(device -> {
                assertThat(device.evidence().firstMessage()).isPresent();
                assertThat(device.evidence().messages()).isGreaterThanOrEqualTo(2);
                assertThat(device.evidence().acknowledged()).isPositive();
                assertThat(device.evidence().lastValues()).containsKeys("Level", "Flow", "Pressure", "PumpRunning");
            });
            assertThat(first.devices().get(0).evidence().lastValues())
                    .as("the script's device sends groups A to D, and no tag without a group")
                    .containsKeys("Starts", "EnergyWh", "Mode")
                    .doesNotContainKey("Spare");

            assertThatItsMessagesAreTheScripts(world);

            long writes = world.world().deviceWrites();
            RolloutResult second = deploy(fleet, world);

            assertThat(second.nothingToDo()).isTrue();
            assertThat(world.world().deviceWrites()).isEqualTo(writes);
            assertThat(second.calls())
                    .as("one call a device, a login at each host, the device list")
                    .isLessThan(10);
        }
    }

    /** The form of the BASIC script: a flat object, values as strings, the gateway's local time at the end. */
    private static void assertThatItsMessagesAreTheScripts(RehearsalSurroundings world) {
        List<HubEvent> sent = world.world().events().since(0).stream()
                .filter(event -> event.deviceId().equals("Flexy205Self"))
                .toList();
        assertThat(sent).isNotEmpty().allSatisfy(event -> {
            assertThat(event.systemProperties()).containsEntry("content-type", "application/json");
            assertThat(event.properties()).containsKeys("cfg", "fp", "boot", "seq", "kind");
            Matcher form = SCRIPT_MESSAGE.matcher(new String(event.body(), StandardCharsets.UTF_8));
            assertThat(form.matches()).isTrue();
            Instant time = LocalDateTime.parse(form.group("time").replace(' ', 'T'))
                    .atZone(ZoneId.of("Europe/Brussels"))
                    .toInstant();
            assertThat(Duration.between(time, event.enqueued()).abs()).isLessThan(Duration.ofMinutes(2));
        });
    }

    @Test
    void aWorldOpenedAgainHasNothingToDoAndAChangeIsSentAlone() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), oneDevice("20s"));
        Fleet fleet = read(project, "fleet.yaml");
        try (RehearsalSurroundings world = open(fleet)) {
            assertThat(deploy(fleet, world).devices()).allMatch(device -> device.outcome() == Outcome.CONFIRMED);
        }
        try (RehearsalSurroundings world = open(fleet)) {
            RolloutResult again = deploy(fleet, world);

            assertThat(again.nothingToDo()).isTrue();
            assertThat(world.world().deviceWrites()).isZero();

            Files.writeString(project.resolve("fleet.yaml"), oneDevice("10s"));
            RolloutResult changed = deploy(read(project, "fleet.yaml"), world);

            assertThat(changed.count(Outcome.CONFIRMED)).isEqualTo(1);
            assertThat(changed.devices().get(0).calls())
                    .as("a configuration change on a healthy device")
                    .isLessThanOrEqualTo(12);
            assertThat(new FleetEngine(world.connections(), world.release(), world.settings(1), Pace.system())
                            .status(StateFolder.targets(read(project, "fleet.yaml"), world)
                                    .targets()))
                    .extracting(DeviceState::comparison)
                    .containsExactly(DeviceState.Comparison.CURRENT);
        }
    }

    @Test
    void aForeignProgramIsNeverReplaced() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), oneDevice("20s"));
        Fleet fleet = read(project, "fleet.yaml");
        String foreign = "-heapsize 25M -classpath /usr/other.jar -emain org.example.Other\n";
        try (RehearsalSurroundings world = open(fleet)) {
            // Make the world's folders, then put another program's start file there.
            assertThat(world.world().flexy("Pump station 1")).isPresent();
        }
        Path usr = onlyUsr();
        Files.writeString(usr.resolve("jvmrun"), foreign, StandardCharsets.ISO_8859_1);

        try (RehearsalSurroundings world = open(fleet)) {
            RolloutResult result = deploy(fleet, world);

            assertThat(result.devices().get(0).outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(result.devices().get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.FOREIGN_PROGRAM);
            assertThat(world.world().deviceWrites()).isZero();
        }
        assertThat(Files.readString(usr.resolve("jvmrun"), StandardCharsets.ISO_8859_1))
                .isEqualTo(foreign);
    }

    private Path onlyUsr() throws Exception {
        try (var found = Files.walk(folder.resolve("rehearsal"))) {
            List<Path> all = found.filter(path -> path.endsWith("usr")).toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static String oneDevice(String full) {
        return """
                fleet: one
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {onChange: 2s, full: %s}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                      Flexy205Self: {name: Pump station 1, serial: 2005-0001-25}
                """.formatted(full);
    }

    private RehearsalSurroundings open(Fleet fleet) throws Exception {
        return RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"));
    }

    private RolloutResult deploy(Fleet fleet, RehearsalSurroundings world) throws Exception {
        FleetEngine engine = new FleetEngine(world.connections(), world.release(), world.settings(8), Pace.system());
        return engine.deploy(fleet.name(), StateFolder.targets(fleet, world).targets(), event -> {});
    }

    private static Fleet read(Path project, String file) {
        FleetResult result = new FleetReader(InstantSource.system())
                .read(project.toAbsolutePath().normalize(), Path.of(file));
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }
}
