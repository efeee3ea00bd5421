package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of one certificate, all under the first 16 characters of its fingerprint.
 *
 * @param device whose it is
 * @param certificate {@code .crt}: the certificate in PEM, and those of the authorities that signed it
 * @param key {@code .key}: the private key in PEM
 * @param keystore {@code .p12}: the private key under a pass phrase
 * @param digest {@code .key.sha256}: SHA-256 and size of the key in PEM, while that is not here
 * @param retired {@code .retired}: the certificate is not to be used any more
 */
record StoredPair(DeviceId device, Path certificate, Path key, Path keystore, Path digest, Path retired) {
    static final String CERTIFICATE_SUFFIX = ".crt";

    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{64}) ([1-9][0-9]{0,5})\n");

    /** The files that belong to a certificate's file. */
    static StoredPair at(DeviceId device, Path certificate) {
        String file = certificate.getFileName().toString();
        String name = file.substring(0, file.length() - CERTIFICATE_SUFFIX.length());
        return new StoredPair(
                device,
                certificate,
                certificate.resolveSibling(name + ".key"),
                certificate.resolveSibling(name + ".p12"),
                certificate.resolveSibling(name + ".key.sha256"),
                certificate.resolveSibling(name + ".retired"));
    }

    /** The files of a certificate in a device's folder. */
    static StoredPair of(Path folder, DeviceCertificate certificate) {
        return at(certificate.device(), folder.resolve(certificate.fingerprint().abbreviated() + CERTIFICATE_SUFFIX));
    }

    /**
     * Reads it; empty when a file is missing or broken, the key is another's, or the certificate another device's, or
     * retired.
     *
     * @param phrase opens the keystore, when there is one
     */
    Optional<DeviceCertificate> read(Optional<Secret> phrase) {
        try {
            if (Files.exists(retired)) {
                return Optional.empty();
            }
            List<X509Certificate> chain = PemCertificates.read(certificate);
            X509Certificate own = chain.get(0);
            Optional<DeviceKey> found = deviceKey(own, phrase);
            if (found.isEmpty() || !own.getSubjectX500Principal().getName().equals("CN=" + device.value())) {
                return Optional.empty();
            }
            DeviceCertificate pair = new DeviceCertificate(device, own, PemCertificates.toPem(chain), found.get());
            return Optional.of(pair).filter(this::isNamedAfter);
        } catch (InvalidPemException | IOException e) {
            return Optional.empty();
        }
    }

    /** The certificate alone; empty when it is broken. */
    Optional<CertificateStore.Made> made() {
        try {
            List<X509Certificate> chain = PemCertificates.read(certificate);
            byte[] pem = PemCertificates.toPem(chain).getBytes(StandardCharsets.US_ASCII);
            return Optional.of(new CertificateStore.Made(
                    Fingerprint.of(chain.get(0)), chain.get(0).getNotBefore().toInstant(), DeviceKey.sha256(pem)));
        } catch (InvalidPemException e) {
            return Optional.empty();
        }
    }

    /** A certificate under a name that is not its fingerprint would be missed by whoever looks for it by name. */
    private boolean isNamedAfter(DeviceCertificate pair) {
        return certificate
                .getFileName()
                .toString()
                .startsWith(pair.fingerprint().abbreviated());
    }

    private Optional<DeviceKey> deviceKey(X509Certificate own, Optional<Secret> phrase) throws IOException {
        if (Files.exists(key)) {
            Secret pem = Secret.of(Files.readString(key, StandardCharsets.US_ASCII));
            return PemText.belongsTo(pem, own.getPublicKey()) ? Optional.of(DeviceKey.of(pem)) : Optional.empty();
        }
        if (!Files.exists(digest)) {
            return Optional.empty();
        }
        Matcher told = DIGEST.matcher(Files.readString(digest, StandardCharsets.US_ASCII));
        return told.matches()
                ? Optional.of(
                        DeviceKey.elsewhere(told.group(1), Integer.parseInt(told.group(2)), () -> fetch(own, phrase)))
                : Optional.empty();
    }

    /** Gets the key out of the keystore. */
    private Secret fetch(X509Certificate own, Optional<Secret> phrase) {
        if (!Files.exists(keystore)) {
            throw KeyUnavailableException.withDeviceAlone();
        }
        try {
            return PemText.ofKey(open(phrase).key(), own.getPublicKey());
        } catch (IOException e) {
            throw new KeyUnavailableException(keystore + " cannot be read", "make it readable, then deploy again");
        }
    }

    /**
     * Opens the keystore.
     *
     * @throws KeyUnavailableException when the pass phrase is missing or wrong
     */
    Keystores.Content open(Optional<Secret> phrase) throws IOException {
        Secret given = phrase.orElseThrow(() -> new KeyUnavailableException(
                "the private key is in a keystore, and no pass phrase is given for it",
                "write custody: keystore for the device and give the pass phrase, or let flexy:revoke make a new key"));
        return Keystores.read(keystore, given)
                .orElseThrow(() -> new KeyUnavailableException(
                        keystore + " cannot be opened: the pass phrase is another one, or the file is damaged",
                        "give the right pass phrase, or remove the file's folder: a new certificate is made then"));
    }

    /** Writes the digest of the key, which stays when the key goes. */
    void writeDigest(DeviceKey of) throws IOException {
        PrivateFiles.write(digest, of.sha256() + " " + of.size() + "\n");
    }

    /** Takes the certificate out of use; what it is made of stays. */
    void retire() {
        try {
            PrivateFiles.write(retired, "");
        } catch (IOException e) {
            throw new CertificateStoreException(retired, "cannot be written", e);
        }
    }
}
