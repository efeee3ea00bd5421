package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetCredentialsTest {
    private static final String SECRETS = """
            defaults:
              tagGroups: {all: {names: ["*"], push: {full: 1m}}}
            profiles:
              rented: {secret: flexy/rented}
            sites:
              brussels:
                devices: {Flexy-1: , Flexy-2: {profiles: [rented]}}
              ghent:
                secret: flexy/ghent
                devices: {Flexy-3: , Flexy-4: {secret: flexy/own}}
            """;

    @TempDir
    private Path folder;

    @Test
    void eachDeviceHasTheLoginOfTheSecretThatItsLayersName() throws Exception {
        CredentialReader credentials = new CredentialReader(
                Map.of(),
                CredentialReaderTest.servers(Map.of(
                        "flexy-device", "standard:1",
                        "flexy/rented", "rented:2",
                        "flexy/ghent", "ghent:3",
                        "flexy/own", "own:4")));

        DeviceLogins logins = FleetCredentials.gateways(fleet(SECRETS), credentials);
        credentials.check();

        assertThat(user(logins, "Flexy-1")).isEqualTo("standard");
        assertThat(user(logins, "Flexy-2")).isEqualTo("rented");
        assertThat(user(logins, "Flexy-3")).isEqualTo("ghent");
        assertThat(user(logins, "Flexy-4")).isEqualTo("own");
    }

    @Test
    void saysWhichGatewaysLackALogin() throws Exception {
        CredentialReader credentials = new CredentialReader(Map.of(), CredentialReaderTest.servers(Map.of()));

        FleetCredentials.gateways(fleet(SECRETS), credentials);

        assertThatThrownBy(credentials::check)
                .hasMessageContaining("user on gateway Flexy-1: ")
                .hasMessageContaining("user on gateway Flexy-2 (secret flexy/rented): ")
                .hasMessageContaining("user on gateway Flexy-4 (secret flexy/own): ");
    }

    @Test
    void theDefaultIsNotAskedForWhereAllDevicesNameASecret() throws Exception {
        String all = SECRETS.replace("defaults:\n", "defaults:\n  secret: flexy/all\n");
        CredentialReader credentials = new CredentialReader(
                Map.of(),
                CredentialReaderTest.servers(
                        Map.of("flexy/all", "all:1", "flexy/rented", "r:2", "flexy/ghent", "g:3", "flexy/own", "o:4")));

        DeviceLogins logins = FleetCredentials.gateways(fleet(all), credentials);
        credentials.check();

        assertThat(logins.standard()).isEmpty();
        assertThat(user(logins, "Flexy-1")).isEqualTo("all");
    }

    @Test
    void aKeyIsImportedWhenItsSecretIsNamedOrAtTheDefaultPlaceAndElseTheHubsOwn() throws Exception {
        Fleet fleet = fleet("""
                defaults:
                  auth: sas
                  tagGroups: {all: {names: ["*"], push: {full: 1m}}}
                sites:
                  brussels:
                    devices: {named: {sas: {secret: plants/named}}, kept: , made: }
                """);
        CredentialReader credentials = new CredentialReader(
                Map.of("FLEXY_SECRET_HUB_KEPT_CONNECTION_STRING", "kept's"), id -> Optional.empty());

        assertThat(FleetCredentials.imported(fleet)).containsExactly(new DeviceId("named"));
        assertThat(FleetCredentials.imported(fleet, credentials))
                .containsExactlyInAnyOrder(new DeviceId("named"), new DeviceId("kept"));
        credentials.check("so far nothing is missed");

        Map<DeviceId, Secret> strings = FleetCredentials.connectionStrings(fleet, credentials);
        assertThat(strings.get(new DeviceId("kept")).reveal()).isEqualTo("kept's");
        assertThat(FleetCredentials.needHub(fleet, strings)).isTrue();
        assertThatThrownBy(credentials::check)
                .hasMessageContaining("connection string of device named (secret plants/named)")
                .hasMessageNotContaining("device made");
    }

    private Fleet fleet(String body) throws Exception {
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(file, "fleet: test\nhub: {host: h.azure-devices.net}\ntalk2m: {account: demo}\n" + body);
        return new FleetReader(InstantSource.system())
                .read(folder, file)
                .fleet()
                .orElseThrow();
    }

    private static String user(DeviceLogins logins, String device) {
        return logins.of(new DeviceId(device)).user();
    }
}
