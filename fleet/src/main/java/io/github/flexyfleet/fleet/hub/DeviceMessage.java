package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A message that a device sent and the hub took. The accessors read the properties that the runtime puts on every
 * message (docs/device-protocol.md); they are empty for a message of another sender, or when a property is malformed.
 *
 * @param device the sender, as the hub authenticated it
 * @param enqueued when the hub took it
 * @param properties application properties, decoded
 * @param body the text
 * @param form what the sender says the body is
 */
public record DeviceMessage(
        DeviceId device, Instant enqueued, Map<String, String> properties, String body, BodyForm form) {
    /** Copies the properties. */
    public DeviceMessage {
        properties = Map.copyOf(properties);
    }

    /** A message whose sender does not say what its body is. */
    public DeviceMessage(DeviceId device, Instant enqueued, Map<String, String> properties, String body) {
        this(device, enqueued, properties, body, BodyForm.UNTOLD);
    }

    /**
     * What the sender says of the body. A hub looks into a body only when it is said to be JSON in an encoding that the hub
     * knows; else routes that ask for what is in it take no message (azure-iot-hub 0).
     *
     * @param type content type, empty for none
     * @param encoding content encoding, empty for none
     */
    public record BodyForm(String type, String encoding) {
        /** Nothing. */
        public static final BodyForm UNTOLD = new BodyForm("", "");

        private static final Set<String> ENCODINGS = Set.of("utf-8", "utf-16", "utf-32");

        /** Whether a hub looks into the body. */
        public boolean isReadable() {
            String[] parts = type.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1);
            String said = parts.length > 1 && parts[1].startsWith("charset=")
                    ? parts[1].substring("charset=".length())
                    : encoding.toLowerCase(Locale.ROOT);
            return parts[0].equals("application/json") && ENCODINGS.contains(said);
        }
    }

    /** Why a message was sent. */
    public enum Kind {
        /** A value changed. */
        CHANGE("change"),
        /** All values of the group, by the clock. */
        FULL("full"),
        /** Nothing changed for a while. */
        HEARTBEAT("heartbeat"),
        /** In the place of messages that the device had to drop, which its body counts. */
        GAP("gap"),
        /** The hub's own word that the connection was lost: the device's will, without a number. */
        LOST("lost");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }

    /** First 16 hex characters of the digest of the bundle that the sender runs, lower case. */
    public Optional<String> configuration() {
        return hexadecimal("cfg").map(text -> text.toLowerCase(Locale.ROOT));
    }

    /** First 16 hex characters of the fingerprint of the certificate that the sender connected with, upper case. */
    public Optional<String> fingerprint() {
        return hexadecimal("fp").map(text -> text.toUpperCase(Locale.ROOT));
    }

    /** How often the runtime was started; with {@link #sequence} it identifies a message of a device. */
    public OptionalLong boot() {
        return number("boot");
    }

    /** Number of the message since the start, from 1. */
    public OptionalLong sequence() {
        return number("seq");
    }

    /** Why it was sent. */
    public Optional<Kind> kind() {
        return property("kind")
                .flatMap(text -> Arrays.stream(Kind.values())
                        .filter(kind -> kind.wire().equals(text))
                        .findFirst());
    }

    /** The tag group; empty for a heartbeat, a gap and a will. */
    public Optional<String> group() {
        return property("group");
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    private Optional<String> hexadecimal(String name) {
        return property(name).filter(text -> text.matches("[0-9a-fA-F]{16}"));
    }

    private OptionalLong number(String name) {
        String text = properties.getOrDefault(name, "");
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
