package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

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

    /**
     * The certificate must hold the key's modulus and exponent, and the key's own parts must fit one another. That is
     * all that a trial signature would show, at a hundredth of its time.
     */
    private static boolean belongTogether(X509Certificate certificate, RSAPrivateKey key) {
        return certificate.getPublicKey() instanceof RSAPublicKey open
                && open.getModulus().equals(key.getModulus())
                && open.getPublicExponent().equals(key.getPublicExponent())
                && isSound(key);
    }

    /** The relations between the numbers of a key with two primes (RFC 8017, 3.2). */
    private static boolean isSound(RSAPrivateKey key) {
        BigInteger p = key.getPrime1();
        BigInteger q = key.getPrime2();
        BigInteger e = key.getPublicExponent();
        return p.compareTo(BigInteger.ONE) > 0
                && q.compareTo(BigInteger.ONE) > 0
                && p.multiply(q).equals(key.getModulus())
                && isInverse(e, key.getExponent1(), p.subtract(BigInteger.ONE))
                && isInverse(e, key.getExponent2(), q.subtract(BigInteger.ONE))
                && isInverse(e, key.getPrivateExponent(), p.subtract(BigInteger.ONE))
                && isInverse(e, key.getPrivateExponent(), q.subtract(BigInteger.ONE))
                && isInverse(q, key.getCoefficient(), p);
    }

    private static boolean isInverse(BigInteger one, BigInteger other, BigInteger modulus) {
        return one.multiply(other).mod(modulus).equals(BigInteger.ONE);
    }
}
