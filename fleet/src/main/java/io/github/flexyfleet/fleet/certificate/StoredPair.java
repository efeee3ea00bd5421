package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Reads one key with its certificate back and judges whether they can be used. */
final class StoredPair {
    private StoredPair() {}

    /** Empty when a file is missing or broken, the two do not belong together, or they are another device's. */
    static Optional<DeviceCertificate> read(DeviceId device, Path certificateFile, Path keyFile) {
        try {
            List<X509Certificate> certificates = PemCertificates.read(certificateFile);
            Secret keyPem = Secret.of(Files.readString(keyFile, StandardCharsets.US_ASCII));
            X509Certificate certificate = certificates.get(0);
            DeviceCertificate pair =
                    new DeviceCertificate(device, certificate, PemCertificates.toPem(certificates), keyPem);
            boolean usable = certificates.size() == 1
                    && namedAfter(certificateFile, pair)
                    && certificate.getSubjectX500Principal().getName().equals("CN=" + device.value())
                    && belongTogether(certificate, PemText.readKey(keyPem));
            return usable ? Optional.of(pair) : Optional.empty();
        } catch (InvalidPemException | IOException e) {
            return Optional.empty();
        }
    }

    /** A certificate under a name that is not its fingerprint would be missed by whoever looks for it by name. */
    private static boolean namedAfter(Path file, DeviceCertificate pair) {
        return file.getFileName().toString().startsWith(pair.fingerprint().abbreviated());
    }

    /** A signature made with the key must be good under the certificate. */
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        byte[] probe = certificate.getSignature();
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
