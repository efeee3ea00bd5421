package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.SecretRef;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Server;
import org.junit.jupiter.api.Test;

class CredentialReaderTest {
    private static final SecretPlace NORTH = place("talk2m/north");

    @Test
    void takesTheServerEntriesOfSettings() throws Exception {
        CredentialReader reader = new CredentialReader(
                Map.of(), servers(Map.of("talk2m", "integrator:from-settings", "talk2m-developer", ":developer")));

        Talk2mLogin login = reader.talk2m(SecretPlace.TALK2M, "acme");

        assertThat(login.account()).isEqualTo("acme");
        assertThat(login.user()).isEqualTo("integrator");
        assertThat(login.password().reveal()).isEqualTo("from-settings");
        assertThat(login.developerId().reveal()).isEqualTo("developer");
        reader.check();
    }

    @Test
    void theEnvironmentWins() throws Exception {
        CredentialReader reader = new CredentialReader(
                Map.of("FLEXY_DEVICE_PASSWORD", "from-env"), servers(Map.of("flexy-device", "adm:from-settings")));

        DeviceLogin login = reader.device(SecretPlace.DEVICE, "the gateways");

        assertThat(login.user()).isEqualTo("adm");
        assertThat(login.password().reveal()).isEqualTo("from-env");
        reader.check();
    }

    @Test
    void aNamedSecretIsTheServerOfThatNameAndNotTheDefaultOne() throws Exception {
        CredentialReader reader = new CredentialReader(
                Map.of(),
                servers(Map.of(
                        "talk2m", "wrong:wrong",
                        "talk2m/north", "north-user:north-password",
                        "talk2m/north-developer", ":north-developer",
                        "talk2m-developer", ":wrong")));

        Talk2mLogin login = reader.talk2m(NORTH, "acme");

        assertThat(login.user()).isEqualTo("north-user");
        assertThat(login.password().reveal()).isEqualTo("north-password");
        assertThat(login.developerId().reveal()).isEqualTo("north-developer");
        reader.check();
    }

    @Test
    void aDevicesConnectionStringIsAPasswordUnderItsOwnName() throws Exception {
        CredentialReader reader = new CredentialReader(
                Map.of("FLEXY_SECRET_HUB_PUMP_1_CONNECTION_STRING", "from-env"),
                servers(Map.of("hub/pump-2", ":from-settings")));

        assertThat(reader.connectionString(place("hub/pump-1"), new DeviceId("pump-1"))
                        .reveal())
                .isEqualTo("from-env");
        assertThat(reader.connectionString(place("hub/pump-2"), new DeviceId("pump-2"))
                        .reveal())
                .isEqualTo("from-settings");
        reader.connectionString(place("hub/pump-3"), new DeviceId("pump-3"));
        reader.connectionString(place("hub/pump-4"), new DeviceId("pump-4"));

        assertThatThrownBy(reader::check)
                .hasMessageContaining("connection string of device pump-3 (secret hub/pump-3)")
                .hasMessageContaining("FLEXY_SECRET_HUB_PUMP_4_CONNECTION_STRING")
                .hasMessageNotContaining("from-");
    }

    @Test
    void aNamedSecretHasVariablesMadeFromItsName() throws Exception {
        CredentialReader reader = new CredentialReader(
                Map.of(
                        "FLEXY_SECRET_TALK2M_NORTH_USER", "u",
                        "FLEXY_SECRET_TALK2M_NORTH_PASSWORD", "p",
                        "FLEXY_SECRET_TALK2M_NORTH_DEVELOPER_ID", "d"),
                servers(Map.of("talk2m/north", "wrong:wrong")));

        Talk2mLogin login = reader.talk2m(NORTH, "acme");

        assertThat(login.user()).isEqualTo("u");
        assertThat(login.password().reveal()).isEqualTo("p");
        assertThat(login.developerId().reveal()).isEqualTo("d");
        reader.check();
    }

    @Test
    void theDeveloperIdAloneIsSharedByAllAccounts() throws Exception {
        CredentialReader reader = new CredentialReader(
                Map.of("FLEXY_TALK2M_DEVELOPER_ID", "shared"), servers(Map.of("talk2m/north", "u:p")));

        assertThat(reader.talk2m(NORTH, "acme").developerId().reveal()).isEqualTo("shared");
        reader.check();
    }

    @Test
    void namesAllThatIsMissingAtOnceWhoseItIsAndHowToGiveIt() {
        CredentialReader reader = new CredentialReader(Map.of("FLEXY_TALK2M_USER", ""), servers(Map.of()));
        reader.talk2m(SecretPlace.TALK2M, "acme");
        reader.device(place("flexy/ghent"), "gateways Flexy-1, Flexy-2");
        reader.hub();

        assertThatThrownBy(reader::check)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("FLX3018 credentials are missing; nothing was done:\n")
                .hasMessageContaining(
                        "Talk2M user of account \"acme\": set the environment variable FLEXY_TALK2M_USER, or"
                                + " <username> of <server><id>talk2m</id> in settings.xml\n")
                .hasMessageContaining("Talk2M developer id of account \"acme\": set the environment variable"
                        + " FLEXY_TALK2M_DEVELOPER_ID, or <password> of <server><id>talk2m-developer</id>")
                .hasMessageContaining("password of the user on gateways Flexy-1, Flexy-2 (secret flexy/ghent): set the"
                        + " environment variable FLEXY_SECRET_FLEXY_GHENT_PASSWORD, or <password> of"
                        + " <server><id>flexy/ghent</id> in settings.xml (encrypt it with mvn --encrypt-password)")
                .hasMessageContaining("FLEXY_HUB_CONNECTION_STRING, or <password> of <server><id>iot-hub</id>");
    }

    @Test
    void aVariableThatCouldMeanTwoSecretsIsNotGuessedAt() {
        CredentialReader reader = new CredentialReader(
                Map.of("FLEXY_SECRET_A_B_PASSWORD", "p"), servers(Map.of("a/b", "u:q", "a-b", "u:r")));
        reader.device(place("a/b"), "gateway Flexy-1");
        reader.device(place("a-b"), "gateway Flexy-2");

        assertThatThrownBy(reader::check)
                .hasMessageContaining("FLEXY_SECRET_A_B_PASSWORD is the variable of two secrets, a/b and a-b");
    }

    @Test
    void twoSecretsWithTheSameVariableAreFineInSettings() throws Exception {
        CredentialReader reader = new CredentialReader(Map.of(), servers(Map.of("a/b", "u:first", "a-b", "u:second")));

        assertThat(reader.device(place("a/b"), "x").password().reveal()).isEqualTo("first");
        assertThat(reader.device(place("a-b"), "x").password().reveal()).isEqualTo("second");
        reader.check();
    }

    private static SecretPlace place(String name) {
        return SecretPlace.of(Optional.of(new SecretRef(name)), SecretPlace.DEVICE);
    }

    /** Server entries by id, each as {@code user:password}. */
    static Function<String, Optional<Server>> servers(Map<String, String> entries) {
        return id -> Optional.ofNullable(entries.get(id)).map(text -> {
            Server server = new Server();
            server.setUsername(text.split(":", 2)[0]);
            server.setPassword(text.split(":", 2)[1]);
            return server;
        });
    }
}
