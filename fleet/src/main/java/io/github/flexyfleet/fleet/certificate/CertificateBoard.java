package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which certificates a fleet has and when they end, from the store alone: opens no keystore, issues nothing, asks nobody. */
public final class CertificateBoard {
    private CertificateBoard() {}

    /** How a certificate stands. */
    public enum Standing {
        /** It stays. */
        GOOD("good"),
        /** The next deploy brings another one: its share of life is over, or another kind of key or issuer is wanted. */
        DUE("due"),
        /** The hub refuses it: its life is over (azure-iot-hub 2). */
        EXPIRED("expired"),
        /** The device has none yet; the next deploy makes it. */
        MISSING("none yet");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        /** The word in lists. */
        public String word() {
            return word;
        }
    }

    /**
     * A device with a certificate.
     *
     * @param device its id
     * @param site name of its site
     * @param standing how the certificate stands
     * @param held the certificate; empty when there is none yet
     */
    public record Row(DeviceId device, String site, Standing standing, Optional<Held> held) {}

    /**
     * A certificate.
     *
     * @param fingerprint SHA-256
     * @param key kind of its key; empty for one that this tool does not make
     * @param issuer name of whoever signed it
     * @param place where this tool has its private key
     * @param life when it begins, is to be renewed, and ends
     */
    public record Held(
            Fingerprint fingerprint,
            Optional<CertificateSettings.KeyKind> key,
            String issuer,
            KeyPlace place,
            Life life) {}

    /**
     * A certificate's life.
     *
     * @param from beginning of its validity
     * @param due from when on a deploy renews it
     * @param until end of its validity
     * @param daysLeft whole days from now to the end; negative once it is over
     */
    public record Life(Instant from, Instant due, Instant until, long daysLeft) {}

    /** The devices with certificates, those that end first at the top, and above them those without one. */
    public static List<Row> of(Fleet fleet, CertificateStore store, Instant now) {
        return fleet.devices().stream()
                .filter(device -> device.hubAccess().auth() instanceof HubAccess.Auth.X509)
                .map(device -> row(device, store, now))
                .sorted(Comparator.<Row, Instant>comparing(row ->
                                row.held().map(held -> held.life().until()).orElse(Instant.MIN))
                        .thenComparing(Row::device))
                .toList();
    }

    private static Row row(Device device, CertificateStore store, Instant now) {
        CertificateSettings settings = device.certificate();
        Optional<DeviceCertificate> found = store.inUse(device.id(), settings);
        Standing standing = found.map(certificate -> standing(certificate, settings, store, now))
                .orElse(Standing.MISSING);
        return new Row(
                device.id(),
                device.siteName(),
                standing,
                found.map(certificate -> held(certificate, settings, store, now)));
    }

    private static Standing standing(
            DeviceCertificate certificate, CertificateSettings settings, CertificateStore store, Instant now) {
        if (certificate.certificate().getNotAfter().toInstant().isBefore(now)) {
            return Standing.EXPIRED;
        }
        return store.isDue(certificate, settings) ? Standing.DUE : Standing.GOOD;
    }

    private static Held held(
            DeviceCertificate certificate, CertificateSettings settings, CertificateStore store, Instant now) {
        Instant until = certificate.certificate().getNotAfter().toInstant();
        return new Held(
                certificate.fingerprint(),
                CertificateStore.kindOf(certificate),
                certificate.certificate().getIssuerX500Principal().getName(),
                store.placeOf(certificate),
                new Life(
                        certificate.certificate().getNotBefore().toInstant(),
                        CertificateStore.dueAt(certificate, settings),
                        until,
                        Duration.between(now, until).toDays()));
    }
}
