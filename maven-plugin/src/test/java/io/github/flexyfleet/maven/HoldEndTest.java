package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldEndTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "90m, 2026-11-22T21:30:00Z",
        "8h, 2026-11-23T04:00:00Z",
        "3d, 2026-11-25T20:00:00Z",
        "2026-12-01T06:00:00+01:00, 2026-12-01T05:00:00Z"
    })
    void aTimeFromNowOrOfTheClock(String text, Instant end) throws Exception {
        assertThat(HoldEnd.of(text, NOW)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8 h", "-8h", "0h", "8w", "tomorrow", "2026-11-22T21:00:00+01:00", "2026-12-01"})
    void whatIsNoTimeToComeIsRefused(String text) {
        assertThatThrownBy(() -> HoldEnd.of(text, NOW))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("flexy.until is " + text + "; nothing was done");
    }

    @Test
    void aTimeThatIsJustNowIsOver() {
        assertThatThrownBy(() -> HoldEnd.of("2026-11-22T20:00:00Z", NOW)).isInstanceOf(MojoFailureException.class);
    }
}
