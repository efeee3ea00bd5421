package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** What this tool knows of kinds of keys: how they are made, told apart, used to sign, and judged. */
final class KeyKinds {
    /** The JDK's name of the curve P-256. */
    private static final String P256 = "secp256r1";

    private static final int P256_BITS = 256;

    private KeyKinds() {}

    static KeyPair generate(KeyKind kind, SecureRandom random) throws GeneralSecurityException {
        switch (kind) {
            case RSA_2048 -> {
                return rsa(2048, random);
            }
            case RSA_3072 -> {
                return rsa(3072, random);
            }
            case EC_P256 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(P256), random);
                return generator.generateKeyPair();
            }
        }
        throw new IllegalArgumentException(kind.word());
    }

    private static KeyPair rsa(int bits, SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits, random);
        return generator.generateKeyPair();
    }

    /** The kind of a public key; empty when it is none that this tool makes. */
    static Optional<KeyKind> of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return switch (rsa.getModulus().bitLength()) {
                case 2048 -> Optional.of(KeyKind.RSA_2048);
                case 3072 -> Optional.of(KeyKind.RSA_3072);
                default -> Optional.empty();
            };
        }
        boolean p256 =
                key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P256_BITS;
        return p256 ? Optional.of(KeyKind.EC_P256) : Optional.empty();
    }

    /** Name of the signature that a key of this algorithm makes. */
    static String signature(String algorithm) {
        return algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    /**
     * The certificate must hold the key's modulus and exponent, and the key's own parts must fit one another. That is
     * all that a trial signature would show, at a hundredth of its time.
     */
    static boolean belongTogether(PublicKey open, RSAPrivateKey key) {
        return open instanceof RSAPublicKey rsa
                && rsa.getModulus().equals(key.getModulus())
                && rsa.getPublicExponent().equals(key.getPublicExponent())
                && isSound(key);
    }

    /** The same for a key on P-256: its number must make the certificate's point. */
    static boolean belongTogether(PublicKey open, ECPrivateKey key) {
        if (!(open instanceof ECPublicKey ec) || of(open).isEmpty()) {
            return false;
        }
        X9ECParameters curve = CustomNamedCurves.getByName(P256);
        BigInteger number = key.getKey();
        if (number.signum() < 1 || number.compareTo(curve.getN()) >= 0) {
            return false;
        }
        ECPoint point = curve.getG().multiply(number).normalize();
        return point.getAffineXCoord().toBigInteger().equals(ec.getW().getAffineX())
                && point.getAffineYCoord().toBigInteger().equals(ec.getW().getAffineY());
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
