package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Span;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tags that the hub may write.
 *
 * @param pattern of their names, with {@code *} and {@code ?}
 * @param min least number that it may write
 * @param max largest number that it may write
 * @param span where the strongest layer names the pattern
 */
public record Writable(String pattern, Optional<BigDecimal> min, Optional<BigDecimal> max, Span span) {
    /** Drops zeros at the end: 0.50 is 0.5. */
    public Writable {
        min = min.map(Writable::plain);
        max = max.map(Writable::plain);
    }

    /** Whether only some numbers may be written, and so no text. */
    public boolean hasLimits() {
        return min.isPresent() || max.isPresent();
    }

    private static BigDecimal plain(BigDecimal limit) {
        BigDecimal stripped = limit.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
