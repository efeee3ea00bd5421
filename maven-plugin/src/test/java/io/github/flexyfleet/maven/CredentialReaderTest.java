package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Server;
import org.junit.jupiter.api.Test;

class CredentialReaderTest {
    @Test
    void takesTheServerEntryOfSettings() throws Exception {
        CredentialReader reader = new CredentialReader(Map.of(), CredentialReaderTest::server);

        assertThat(reader.userName("Talk2M user", "FLEXY_TALK2M_USER", "talk2m"))
                .isEqualTo("integrator");
        assertThat(reader.secret("Talk2M password", "FLEXY_TALK2M_PASSWORD", "talk2m")
                        .reveal())
                .isEqualTo("from-settings");
        reader.check();
    }

    @Test
    void theEnvironmentWins() throws Exception {
        CredentialReader reader =
                new CredentialReader(Map.of("FLEXY_TALK2M_PASSWORD", "from-env"), CredentialReaderTest::server);

        assertThat(reader.secret("Talk2M password", "FLEXY_TALK2M_PASSWORD", "talk2m")
                        .reveal())
                .isEqualTo("from-env");
        reader.check();
    }

    @Test
    void namesAllThatIsMissingAtOnceAndHowToGiveIt() {
        CredentialReader reader = new CredentialReader(Map.of("FLEXY_TALK2M_USER", ""), id -> Optional.empty());
        reader.userName("Talk2M user", "FLEXY_TALK2M_USER", "talk2m");
        reader.secret("IoT Hub service connection string", "FLEXY_HUB_CONNECTION_STRING", "iot-hub");

        assertThatThrownBy(reader::check)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("Talk2M user: set the environment variable FLEXY_TALK2M_USER, or <username> of"
                        + " <server><id>talk2m</id>")
                .hasMessageContaining("<server><id>talk2m</id> in settings.xml\n")
                .hasMessageContaining("FLEXY_HUB_CONNECTION_STRING, or <password> of <server><id>iot-hub</id>"
                        + " in settings.xml (encrypt it with mvn --encrypt-password)")
                .hasMessageContaining("nothing was done");
    }

    private static Optional<Server> server(String id) {
        if (!id.equals("talk2m")) {
            return Optional.empty();
        }
        Server server = new Server();
        server.setUsername("integrator");
        server.setPassword("from-settings");
        return Optional.of(server);
    }
}
