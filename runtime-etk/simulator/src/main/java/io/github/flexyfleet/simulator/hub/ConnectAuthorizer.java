package io.github.flexyfleet.simulator.hub;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides about a CONNECT, and about the certificate of a device that posts: the names must fit, and the client's
 * certificate must be registered and not out of date, or its password a token that one of the device's keys made
 * (azure-iot-hub 1 and 2). Chain, issuer and subject are looked at only for devices that are known by their authority.
 * Thread-safe.
 */
final class ConnectAuthorizer {
    private final String host;
    private final DeviceRegistry registry;
    private final InstantSource clock;
    private final HubFaults faults;
    private final DeviceTokens tokens;
    private final HubAuthorities authorities;

    /** What a client says of itself. */
    record Claim(String clientId, String userName, Optional<String> password, List<X509Certificate> chain) {
        /** Never the password. */
        @Override
        public String toString() {
            return clientId;
        }
    }

    /** The decision. */
    sealed interface Verdict {
        /**
         * The device may connect.
         *
         * @param until when its token or certificate ends
         * @param byToken whether the connection ends with it for certain; with a certificate it need not, which was seen to
         *     live on for 27 hours (azure-iot-hub 2), though an ended one is a reason for it, too (azure-iot-hub 1)
         */
        record Admitted(DeviceIdentity identity, Instant until, boolean byToken) implements Verdict {}

        /**
         * It may not. The device learns nothing of the reason.
         *
         * @param text words for the hub's log
         */
        record Refused(String text) implements Verdict {}
    }

    ConnectAuthorizer(
            String host,
            DeviceRegistry registry,
            InstantSource clock,
            HubFaults faults,
            DeviceTokens tokens,
            HubAuthorities authorities) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.registry = registry;
        this.clock = clock;
        this.faults = faults;
        this.tokens = tokens;
        this.authorities = authorities;
    }

    Verdict judge(Claim claim) {
        if (!userNameFits(claim)) {
            return new Verdict.Refused("The user name does not fit host and client id, or has no api-version");
        }
        Optional<DeviceIdentity> found =
                registry.asOf(claim.clientId(), clock.instant().minus(faults.registrationLag()));
        if (found.isEmpty()) {
            return new Verdict.Refused("The device is not registered");
        }
        DeviceIdentity identity = found.get();
        if (!identity.settings().enabled()) {
            return new Verdict.Refused("The device is disabled");
        }
        return identity.settings().authentication() instanceof DeviceAuthentication.Sas keys
                ? judge(identity, keys, claim.password())
                : judge(identity, claim.chain());
    }

    /** The decision about a device that has no key, by what it showed in the handshake, over MQTT as over HTTPS. */
    Verdict judge(DeviceIdentity identity, List<X509Certificate> chain) {
        if (identity.settings().authentication() instanceof DeviceAuthentication.CertificateAuthority) {
            return authorities
                    .refusal(identity.deviceId(), chain, clock.instant())
                    .<Verdict>map(Verdict.Refused::new)
                    .orElseGet(() -> new Verdict.Admitted(identity, end(chain), false));
        }
        if (!(identity.settings().authentication() instanceof DeviceAuthentication.SelfSigned registered)) {
            return new Verdict.Refused("The device is registered with authentication type "
                    + identity.settings().authentication().type());
        }
        return chain.stream()
                .findFirst()
                .map(certificate -> judge(identity, registered, certificate))
                .orElseGet(() -> new Verdict.Refused("The device sent no certificate"));
    }

    /** When the first certificate of a chain ends. */
    private static Instant end(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Verdict judge(DeviceIdentity identity, DeviceAuthentication.Sas keys, Optional<String> password) {
        try {
            return new Verdict.Admitted(identity, tokens.check(identity, keys, password), true);
        } catch (HubRefusal e) {
            return new Verdict.Refused(e.getMessage());
        }
    }

    private Verdict judge(
            DeviceIdentity identity, DeviceAuthentication.SelfSigned registered, X509Certificate certificate) {
        String sha1 = thumbprint(certificate, "SHA-1");
        String sha256 = thumbprint(certificate, "SHA-256");
        if (!registered.has(sha1, sha256)) {
            return new Verdict.Refused("Thumbprint does not match. SHA1Hash: " + sha1 + ", SHA2Hash: " + sha256
                    + ", primary: " + registered.primary() + ", secondary: " + registered.secondary());
        }
        Instant end = certificate.getNotAfter().toInstant();
        return clock.instant().isAfter(end)
                ? new Verdict.Refused("The certificate ended at " + end)
                : new Verdict.Admitted(identity, end, false);
    }

    /** The slash before the question mark is documented; the form without both is in wide use (talk2m-m2web 10). */
    private boolean userNameFits(Claim claim) {
        String[] parts = claim.userName().split("/", 3);
        return parts.length == 3
                && parts[0].equalsIgnoreCase(host)
                && !claim.clientId().isEmpty()
                && parts[1].equals(claim.clientId())
                && parts[2].matches("\\??(.*&)?api-version=[^&]+(&.*)?");
    }

    private static String thumbprint(X509Certificate certificate, String algorithm) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
            return HexFormat.of().withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }
}
