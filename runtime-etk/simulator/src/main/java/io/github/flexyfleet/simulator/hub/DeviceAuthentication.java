package io.github.flexyfleet.simulator.hub;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a device shows who it is. */
public sealed interface DeviceAuthentication {
    /** Name of the type on the wire. */
    String type();

    /**
     * By a certificate with one of two thumbprints, SHA-1 or SHA-256 over the DER form, as upper-case hexadecimal digits
     * (azure-iot-hub 2).
     *
     * @param primary 40 or 64 digits, or empty when the other one is not
     * @param secondary the same
     */
    record SelfSigned(String primary, String secondary) implements DeviceAuthentication {
        private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

        /**
         * Puts the thumbprints in upper case.
         *
         * @throws IllegalArgumentException when one is no thumbprint or both are empty
         */
        public SelfSigned {
            primary = primary.toUpperCase(Locale.ROOT);
            secondary = secondary.toUpperCase(Locale.ROOT);
            if (primary.isEmpty() && secondary.isEmpty()) {
                throw new IllegalArgumentException("a self-signed device needs a thumbprint");
            }
            if (!Stream.of(primary, secondary)
                    .allMatch(text -> text.isEmpty() || THUMBPRINT.matcher(text).matches())) {
                throw new IllegalArgumentException("a thumbprint is 40 or 64 hexadecimal digits");
            }
        }

        @Override
        public String type() {
            return "selfSigned";
        }

        /** Whether one of these thumbprints, each in upper case, is registered. */
        public boolean has(String... thumbprints) {
            return Stream.of(thumbprints).anyMatch(text -> text.equals(primary) || text.equals(secondary));
        }
    }

    /**
     * By a token that is signed with one of two keys.
     *
     * @param primary Base64, not empty
     * @param secondary the same
     */
    record Sas(String primary, String secondary) implements DeviceAuthentication {
        /**
         * Checks both keys; that a client gives both or none is INFERRED, and this hub makes none itself.
         *
         * @throws IllegalArgumentException when one is no key
         */
        public Sas {
            for (String key : new String[] {primary, secondary}) {
                if (Base64.getDecoder().decode(key).length == 0) {
                    throw new IllegalArgumentException("a device with symmetric keys needs two of them in Base64");
                }
            }
        }

        @Override
        public String type() {
            return "sas";
        }

        byte[] primaryBytes() {
            return Base64.getDecoder().decode(primary);
        }

        byte[] secondaryBytes() {
            return Base64.getDecoder().decode(secondary);
        }

        /** Never the keys. */
        @Override
        public String toString() {
            return "symmetric keys";
        }
    }

    /** By a certificate that a registered and verified authority signed for it ({@link HubAuthorities}). */
    record CertificateAuthority() implements DeviceAuthentication {
        @Override
        public String type() {
            return "certificateAuthority";
        }
    }

    /** Not at all: such a device cannot connect. */
    record None() implements DeviceAuthentication {
        @Override
        public String type() {
            return "none";
        }
    }
}
