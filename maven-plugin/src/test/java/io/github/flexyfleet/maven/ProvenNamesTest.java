package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenNamesTest {
    @TempDir
    Path folder;

    private Fleet fleet;

    @BeforeEach
    void readFleet() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), """
            fleet: mine
            hub: {host: my-hub.azure-devices.net}
            talk2m: {account: demo}
            defaults: {tagGroups: {all: {groups: [A], push: {full: 20s}}}}
            sites: {north: {timeZone: Europe/Brussels, devices: {pump-1: , pump-2: }}}
            """);
        fleet = new FleetReader(InstantSource.system())
                .read(folder.toRealPath(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
    }

    @Test
    void aDeviceOrADeviceAndTheBeginningOfAThumbprint() throws Exception {
        assertThat(ProvenNames.read(fleet, List.of("pump-1", " pump-2=0123456789abcdef ")))
                .isEqualTo(Map.of(new DeviceId("pump-1"), "", new DeviceId("pump-2"), "0123456789ABCDEF"));
        assertThat(ProvenNames.read(fleet, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pump-3",
                "Pump-1",
                "pump-1=",
                "pump-1=0123",
                "pump-1=0123456789abcdeg",
                "pump-1:0123456789abcdef",
                ""
            })
    void anythingElseIsRefused(String name) {
        assertThatThrownBy(() -> ProvenNames.read(fleet, List.of(name)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("flexy.proven says \"" + name + "\"; nothing was done")
                .hasMessageContaining("DEVICE=THUMBPRINT");
    }
}
