package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.imports.FleetFileText;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import of the rehearsal world's gateways, through the virtual Talk2M. */
class LiveGatewaysTest {
    @TempDir
    Path folder;

    @Test
    void theQuickstartsGatewaysAreFoundAgain() throws Exception {
        Fleet quickstart = read(Path.of("..", "examples", "quickstart"));
        List<String> log = new ArrayList<>();
        ImportedFleet imported;
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(quickstart, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            imported = new LiveGateways(
                            world.connections().talk2m(), world.connections().device())
                    .read(log::add);
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

    private static Fleet read(Path project) {
        FleetResult result = new FleetReader(InstantSource.system())
                .read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"));
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }
}
