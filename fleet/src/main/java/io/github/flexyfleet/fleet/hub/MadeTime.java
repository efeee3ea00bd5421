package io.github.flexyfleet.fleet.hub;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When a message was made, by the device's clock, as the message itself tells (docs/device-protocol.md). */
public final class MadeTime {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private MadeTime() {}

    /**
     * The time; in classic format to the second, in typed format to the millisecond. Empty for recorded values, which are
     * old on purpose, for messages about messages, and for other senders' forms.
     *
     * @param zone that of the Flexy, in whose local time classic payloads are
     */
    public static Optional<Instant> of(DeviceMessage message, ZoneId zone) {
        String kind = message.properties().getOrDefault("kind", "");
        if (kind.equals("history")
                || kind.equals(DeviceMessage.Kind.GAP.wire())
                || kind.equals(DeviceMessage.Kind.LOST.wire())) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(message.body());
            return body.path("values").isArray()
                    ? typed(body)
                    : Optional.of(LocalDateTime.parse(body.path("time").asString(""), LOCAL)
                            .atZone(zone)
                            .toInstant());
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A change may be older than its message: the newest of its values counts. */
    private static Optional<Instant> typed(JsonNode body) {
        Optional<Instant> newest = Optional.empty();
        if (body.path("time").isString()) {
            newest = Optional.of(Instant.parse(body.path("time").stringValue()));
        }
        for (JsonNode value : body.path("values")) {
            if (value.path("time").isString()) {
                Instant time = Instant.parse(value.path("time").stringValue());
                newest = newest.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
            }
        }
        return newest;
    }
}
