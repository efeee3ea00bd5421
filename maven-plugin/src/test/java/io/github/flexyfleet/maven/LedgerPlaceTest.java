package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class LedgerPlaceTest {
    private static final String URL = "jdbc:postgresql://db/flexy";

    private static CredentialReader credentials(Map<String, String> environment) {
        return new CredentialReader(environment, id -> Optional.empty());
    }

    @Test
    void aDatabaseWithoutUserAndPasswordNamesEveryWayToGiveThem() {
        assertThatThrownBy(() -> LedgerPlace.open(URL, null, null, credentials(Map.of())))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("FLEXY_LEDGER_USER")
                .hasMessageContaining("FLEXY_LEDGER_PASSWORD")
                .hasMessageContaining("<server><id>flexy-ledger</id>");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotShown() {
        Map<String, String> environment = Map.of("FLEXY_LEDGER_USER", "ada", "FLEXY_LEDGER_PASSWORD", "x");

        assertThatThrownBy(() -> LedgerPlace.open(URL + "?password=geheim", null, null, credentials(environment)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("must hold no password")
                .hasMessageNotContaining("geheim");
        assertThat(credentials(environment)
                        .ledger(URL, Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .toString())
                .doesNotContain("\"x\"")
                .contains("[secret]");
    }
}
