package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalSpecTest {
    @TempDir
    Path folder;

    @Test
    void theGatewaysOfAllAccountsAreInTheWorldsOneAccount() throws Exception {
        assertThat(RehearsalSpec.of(fleet("Pump", "Pump 2"), BundledRuntime.load())
                        .flexys())
                .extracting(FlexySpec::name)
                .containsExactly("Pump", "Pump 2");
    }

    @Test
    void aNameThatTwoAccountsUseIsToldWithBothDevices() throws Exception {
        Fleet fleet = fleet("Pump", "Pump");

        assertThatThrownBy(() -> RehearsalSpec.of(fleet, BundledRuntime.load()))
                .isInstanceOf(IOException.class)
                .hasMessage("the rehearsal world has one Talk2M account for all of the fleet's, and devices porto-1"
                        + " (account north) and lisboa-1 (account south) are both named \"Pump\" there; rehearse a copy"
                        + " of the fleet file in which one has another name");
    }

    private Fleet fleet(String first, String second) throws IOException {
        Files.writeString(folder.resolve("fleet.yaml"), """
                fleet: two
                hub: {host: h.azure-devices.net}
                talk2m:
                  accounts:
                    north: {account: acme-north}
                    south: {account: acme-south}
                defaults:
                  tagGroups:
                    all: {groups: [A], push: {full: 1h}}
                sites:
                  porto: {account: north, devices: {porto-1: {name: %s}}}
                  lisboa: {account: south, devices: {lisboa-1: {name: %s}}}
                """.formatted(first, second));
        FleetResult result = new FleetReader(InstantSource.system()).read(folder, Path.of("fleet.yaml"));
        return result.fleet().orElseThrow(() -> new AssertionError(result.findings()));
    }
}
