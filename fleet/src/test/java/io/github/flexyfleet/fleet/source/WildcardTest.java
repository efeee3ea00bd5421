package io.github.flexyfleet.fleet.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', a, false",
        "*, '', true",
        "*, abc, true",
        "a*, abc, true",
        "*c, abc, true",
        "a*c, abc, true",
        "a*b, abc, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "???, abc, true",
        "*b*b*, abcb, true",
        "*b*b*, abc, false",
        "abc, abc, true",
        "abc, ABC, false",
        "a.c, abc, false",
        "**, x, true"
    })
    void a_pattern_fits_the_whole_text(String pattern, String text, boolean fits) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(fits);
    }

    /** With a matcher that tries every way this would not end. */
    @Test
    void many_stars_end_soon() {
        assertThat(Wildcard.matches("*a".repeat(500) + "b", "a".repeat(5000))).isFalse();
    }
}
