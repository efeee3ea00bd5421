package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Span;
import java.time.Duration;
import java.util.Optional;

/**
 * How a device reaches its hub and shows who it is.
 *
 * @param transport how messages travel
 * @param auth how it shows who it is
 */
public record HubAccess(Transport transport, Auth auth) {
    /** MQTT and a certificate. */
    public static final HubAccess STANDARD = new HubAccess(Transport.MQTT, new Auth.X509());

    /** How messages travel. */
    public enum Transport {
        /** MQTT over TLS, port 8883. */
        MQTT("mqtt"),
        /** One HTTPS request a message, port 443; without twin and methods. */
        HTTPS("https");

        private final String word;

        Transport(String word) {
            this.word = word;
        }

        /** The word in the fleet file and in {@code device.json}. */
        public String word() {
            return word;
        }
    }

    /** How a device shows who it is. */
    public sealed interface Auth {
        /** By a certificate that this tool makes. */
        record X509() implements Auth {}

        /**
         * By tokens that it signs with a key that only the hub has besides: one that this tool makes and renews there, or one
         * that somebody gives in a connection string.
         *
         * @param secret where the connection string is kept; left out, one is used only when it is at the default place
         * @param rotateAfter how long a key of this tool's is used before the other slot's takes its place, 1 hour or more;
         *     left out, until somebody asks for it
         * @param span where the fleet file says so
         */
        record Sas(Optional<SecretRef> secret, Optional<Duration> rotateAfter, Span span) implements Auth {
            /** Where the connection string of a device is kept. */
            public SecretRef secretOf(DeviceId device) {
                return secret.orElseGet(() -> new SecretRef(DEFAULT_FOLDER + device.value()));
            }
        }
    }

    /** What the name of the secret begins with when the fleet file names none; the device id follows. */
    static final String DEFAULT_FOLDER = "hub/";
}
