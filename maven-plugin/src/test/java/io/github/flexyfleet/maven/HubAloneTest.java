package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.CertificateStoreException;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a revocation asks for before it does anything, where the Device Provisioning Service makes the identities. */
class HubAloneTest {
    private static final String HUB =
            "HostName=my-hub.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=bm90LWEtcmVhbC1rZXk=";
    private static final String DPS =
            "HostName=my-dps.azure-devices-provisioning.net;SharedAccessKeyName=owner;SharedAccessKey=bm90LWEtcmVhbC1rZXk=";

    @TempDir
    Path folder;

    private Fleet fleet;

    @BeforeEach
    void read() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), """
                fleet: waterworks
                hub: {host: my-hub.azure-devices.net, provisioning: dps, dps: {idScope: 0ne00ABCDEF}}
                talk2m: {account: demo}
                defaults: {tagGroups: {all: {groups: [A], push: {full: 1m}}}}
                sites: {brussels: {timeZone: Europe/Brussels, devices: {pump-1: {name: Pump station 1}}}}
                """);
        fleet = new FleetReader(Instant::now)
                .read(folder.toAbsolutePath().normalize(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
    }

    private HubAlone open(boolean hubOnly, Map<String, String> environment) throws Exception {
        return HubAlone.real(
                fleet,
                hubOnly,
                new CredentialReader(environment, server -> Optional.empty()),
                WebProxy.standard(),
                folder.resolve("state"));
    }

    @Test
    void withoutTheServicesConnectionStringNothingIsDoneAndTheWayAroundIsNamed() {
        assertThatThrownBy(() -> open(false, Map.of("FLEXY_HUB_CONNECTION_STRING", HUB)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("nothing was done", "FLEXY_DPS_CONNECTION_STRING", "-Dflexy.hubOnly=true");
    }

    @Test
    void theHubAloneNeedsItsOwnOnly() throws Exception {
        try (HubAlone hub = open(true, Map.of("FLEXY_HUB_CONNECTION_STRING", HUB))) {
            assertThat(hub.enrolling()).isEmpty();
        }
    }

    @Test
    void withBothTheServiceIsThere() throws Exception {
        try (HubAlone hub =
                open(false, Map.of("FLEXY_HUB_CONNECTION_STRING", HUB, "FLEXY_DPS_CONNECTION_STRING", DPS))) {
            assertThat(hub.enrolling()).isPresent();
            assertThat(hub.withoutService().enrolling()).isEmpty();
        }
    }

    @Test
    void aConnectionStringThatCannotBeReadNamesTheWayAroundAndShowsNothingOfItself() {
        assertThatThrownBy(() -> open(
                        false, Map.of("FLEXY_HUB_CONNECTION_STRING", HUB, "FLEXY_DPS_CONNECTION_STRING", "planted")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-Dflexy.hubOnly=true")
                .hasMessageNotContaining("planted");
    }

    /** It is needed for the new certificate, which comes after the revocation. */
    @Test
    void aDamagedAuthorityKeepsNobodyFromBeingShutOut() throws Exception {
        Path authority = Files.createDirectories(folder.resolve("state/ca"));
        Files.writeString(authority.resolve("issuing.crt"), "damaged");

        try (HubAlone hub =
                open(false, Map.of("FLEXY_HUB_CONNECTION_STRING", HUB, "FLEXY_DPS_CONNECTION_STRING", DPS))) {
            assertThat(hub.enrolling()).isPresent();
            assertThatThrownBy(hub::custody).isInstanceOf(CertificateStoreException.class);
        }
    }
}
