package io.github.flexyfleet.maven;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;

/** When a hold ends, as people write it. */
final class HoldEnd {
    private HoldEnd() {}

    /**
     * The end.
     *
     * @param text {@code 90m}, {@code 8h}, {@code 3d} from now, or a time with its offset
     * @throws MojoFailureException when it is none, or over
     */
    static Instant of(String text, Instant now) throws MojoFailureException {
        try {
            Instant end = text.matches("\\d{1,6}[mhd]")
                    ? now.plus(Duration.parse((text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT)))
                    : OffsetDateTime.parse(text).toInstant();
            if (end.isAfter(now)) {
                return end;
            }
        } catch (DateTimeException e) {
            // As good as a time that is over.
        }
        throw new MojoFailureException("flexy.until is " + text
                + "; nothing was done. Give a time to come such as 90m, 8h, 3d or 2026-12-01T06:00:00+01:00");
    }
}
