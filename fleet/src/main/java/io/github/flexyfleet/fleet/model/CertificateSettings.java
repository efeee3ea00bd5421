package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a device's certificate is made, and where its key is kept.
 *
 * @param key kind of its key pair
 * @param validity of a newly made certificate: 1 d to 36500 d
 * @param renewAt share of its life after which it is made anew: 10 % to 95 %
 * @param issuer who signs it
 * @param custody where the tool keeps the private key
 * @param secret where the pass phrase of the key's keystore is kept; left out, at the default place
 * @param trust by what the hub knows it; the authority only with {@link Issuer#CA}
 */
public record CertificateSettings(
        KeyKind key,
        Duration validity,
        Share renewAt,
        Issuer issuer,
        Custody custody,
        Optional<SecretRef> secret,
        Trust trust) {
    /** What holds when the fleet file says nothing (azure-iot-hub 2: renew at about 80 % of life). */
    public static final CertificateSettings BUILT_IN = new CertificateSettings(
            KeyKind.RSA_2048, Duration.ofDays(3650), new Share(8000), Issuer.SELF, Custody.FILES, Optional.empty());

    /** A certificate that the hub knows by its thumbprint. */
    public CertificateSettings(
            KeyKind key, Duration validity, Share renewAt, Issuer issuer, Custody custody, Optional<SecretRef> secret) {
        this(key, validity, renewAt, issuer, custody, secret, Trust.THUMBPRINT);
    }

    /** By what a hub knows a certificate (azure-iot-hub 2). */
    public enum Trust {
        /** By its thumbprint, whoever signed it. */
        THUMBPRINT("thumbprint"),
        /** By a registered and verified authority that signed it, and its common name. */
        AUTHORITY("authority");

        private final String word;

        Trust(String word) {
            this.word = word;
        }

        /** The word in the fleet file. */
        public String word() {
            return word;
        }

        static Optional<Trust> of(String word) {
            return Arrays.stream(values())
                    .filter(trust -> trust.word.equals(word))
                    .findFirst();
        }
    }

    /** Kinds of key pairs. */
    public enum KeyKind {
        /** The only kind that a Flexy is known to take (flexy-etk 1.3). */
        RSA_2048("rsa-2048"),
        /** RSA with a longer modulus. */
        RSA_3072("rsa-3072"),
        /** The curve that is also called secp256r1 and prime256v1. */
        EC_P256("ec-p256");

        private final String word;

        KeyKind(String word) {
            this.word = word;
        }

        /** The word in the fleet file. */
        public String word() {
            return word;
        }

        static Optional<KeyKind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    /** Who signs certificates. */
    public enum Issuer {
        /** The device's own key. */
        SELF("self"),
        /** The fleet's own certificate authority. */
        CA("ca");

        private final String word;

        Issuer(String word) {
            this.word = word;
        }

        /** The word in the fleet file. */
        public String word() {
            return word;
        }

        static Optional<Issuer> of(String word) {
            return Arrays.stream(values())
                    .filter(issuer -> issuer.word.equals(word))
                    .findFirst();
        }
    }

    /** Where the tool keeps private keys. */
    public enum Custody {
        /** In PEM files that only their owner can read. */
        FILES("files"),
        /** In PKCS#12 files that a pass phrase protects. */
        KEYSTORE("keystore"),
        /** Nowhere, once the device is confirmed. */
        DEVICE_ONLY("device-only");

        private final String word;

        Custody(String word) {
            this.word = word;
        }

        /** The word in the fleet file. */
        public String word() {
            return word;
        }

        static Optional<Custody> of(String word) {
            return Arrays.stream(values())
                    .filter(custody -> custody.word.equals(word))
                    .findFirst();
        }
    }

    /** The same with another validity. */
    public CertificateSettings valid(Duration other) {
        return new CertificateSettings(key, other, renewAt, issuer, custody, secret, trust);
    }

    /** The same with another kind of key. */
    public CertificateSettings with(KeyKind other) {
        return new CertificateSettings(other, validity, renewAt, issuer, custody, secret, trust);
    }

    /** The same by another issuer. */
    public CertificateSettings with(Issuer other) {
        return new CertificateSettings(key, validity, renewAt, other, custody, secret, trust);
    }

    /** The same with the key kept elsewhere. */
    public CertificateSettings with(Custody other) {
        return new CertificateSettings(key, validity, renewAt, issuer, other, secret, trust);
    }
}
