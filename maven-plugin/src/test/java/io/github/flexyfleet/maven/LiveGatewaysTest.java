package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.imports.FleetFileText;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import of the rehearsal world's gateways, through the virtual Talk2M. */
class LiveGatewaysTest {
    private static final Instant NOW = Instant.parse("2026-05-07T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 7);

    @TempDir
    Path folder;

    @Test
    void theQuickstartsGatewaysAreFoundAgain() throws Exception {
        Fleet quickstart = read(Path.of("..", "examples", "quickstart"));
        List<String> log = new ArrayList<>();
        ImportedFleet imported;
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(quickstart, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            imported = gateways(world, CallLimit.STANDARD).read(log::add);
            assertThat(world.world().deviceWrites()).isZero();
        }

        Files.writeString(
                folder.resolve("fleet.yaml"),
                FleetFileText.of(imported.with(Optional.of(quickstart.hub().host()), Optional.empty())));
        Fleet found = read(folder);

        assertThat(found.talk2m().account()).isEqualTo(quickstart.talk2m().account());
        assertThat(found.devices())
                .extracting(Device::talk2mName)
                .containsExactlyInAnyOrderElementsOf(
                        quickstart.devices().stream().map(Device::talk2mName).toList());
        assertThat(found.devices())
                .extracting(Device::serial)
                .containsExactlyInAnyOrderElementsOf(
                        quickstart.devices().stream().map(Device::serial).toList());
        assertThat(found.devices().get(0).tagGroups().get(0).groups())
                .containsExactly(FlexyGroup.A, FlexyGroup.B, FlexyGroup.C, FlexyGroup.D);
        assertThat(Files.readString(folder.resolve("fleet.yaml")))
                .contains("# firmware 14.9\n      # 8 tags (1 boolean, 1 dword, 4 float, 1 integer, 1 string)\n")
                .contains("# in no group, so not sent: 1 tag\n");
        assertThat(log.get(0)).contains("2 M2Web calls, then 1 for its plan and 2 for each that is online");
        assertThat(log.get(1)).startsWith("5 gateways, so 11 calls more");
    }

    @Test
    void callsAreCountedWhereDeploysCountThem() throws Exception {
        Fleet quickstart = read(Path.of("..", "examples", "quickstart"));
        List<String> log = new ArrayList<>();
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(quickstart, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            assertThat(calls().spent(TODAY)).isZero();
            gateways(world, CallLimit.STANDARD).read(log::add);
        }

        assertThat(calls().spent(TODAY))
                .as("login at three hosts, list, plan, and two for each of five")
                .isEqualTo(15);
        assertThat(log.get(2)).isEqualTo("M2Web calls spent: 15; 9985 of 10000 left today");
    }

    @Test
    void anImportThatHasTooFewCallsReadsNoGateway() throws Exception {
        Fleet quickstart = read(Path.of("..", "examples", "quickstart"));
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(quickstart, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            // 9 besides the reserve: enough for login and list, not for 11 more.
            assertThatThrownBy(() -> gateways(world, new CallLimit(10, 10)).read(line -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Talk2M account " + account(world) + " has 7 of 10 calls left today, besides 1 kept for"
                            + " deploys, and this needs 11; go on after 2026-05-08T00:00:00Z, or if the account has"
                            + " more calls a day, say so with -Dflexy.import.callsPerDay=N");
            assertThat(calls().spent(TODAY)).isEqualTo(2);

            assertThatThrownBy(() -> gateways(world, new CallLimit(4, 25)).read(line -> {}))
                    .hasMessageContaining("has 1 of 4 calls left today, besides 1 kept for deploys, and this needs 2");
            assertThat(calls().spent(TODAY)).as("not even the login").isEqualTo(2);
        }
    }

    private LiveGateways gateways(RehearsalSurroundings world, CallLimit limit) {
        return new LiveGateways(
                new AccountAccess(account(world), world.connections().talk2m(), limit, calls()),
                world.connections().device(),
                InstantSource.fixed(NOW));
    }

    private static String account(RehearsalSurroundings world) {
        return world.connections().talk2m().login().account();
    }

    private CallLedger calls() {
        return Wiring.calls(folder.resolve("state"), "acme");
    }

    private static Fleet read(Path project) {
        FleetResult result = new FleetReader(InstantSource.system())
                .read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"));
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }
}
