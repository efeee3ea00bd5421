package io.github.flexyfleet.fleet.hub;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header in which a server says how long it wants to be left alone; INFERRED that hubs send it (azure-iot-hub 4). */
final class RetryAfter {
    static final String HEADER = "Retry-After";

    private RetryAfter() {}

    /** The wait, by seconds or by a date; empty for anything else. */
    static Optional<Duration> parse(String header, Instant now) {
        if (header.matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then)).filter(wait -> !wait.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
