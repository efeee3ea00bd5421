package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes self-signed client certificates: RSA-2048, SHA-256, common name = device id.
 *
 * <p>RSA-2048 in an unencrypted PEM file is the only kind of key that a Flexy is known to take (flexy-etk 1.3), and IoT
 * Hub takes any certificate whose thumbprint it knows (azure-iot-hub 2). Safe for use by many threads when the
 * {@code SecureRandom} is, as the JDK's are.
 */
public final class CertificateIssuer {
    /**
     * How long before its making a certificate begins to be valid, so that a device whose clock is slow can use it at
     * once.
     */
    public static final Duration BACKDATED = Duration.ofDays(1);

    /** The longest validity that is issued: 100 years. */
    public static final Duration LONGEST_VALIDITY = Duration.ofDays(36_525);

    private static final int KEY_BITS = 2048;
    private static final int SERIAL_BITS = 128;

    private final SecureRandom random;
    private final InstantSource clock;

    /** Takes the source of keys and serial numbers, and the clock. */
    public CertificateIssuer(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a new key pair and its certificate.
     *
     * @param validity time from now to the end of validity, at least one minute, at most {@link #LONGEST_VALIDITY}
     * @throws IllegalArgumentException when {@code validity} is out of range
     */
    public DeviceCertificate issue(DeviceId device, Duration validity) {
        if (validity.compareTo(Duration.ofMinutes(1)) < 0 || validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw new IllegalArgumentException("validity " + validity + " is not within 1 minute and 100 years");
        }
        try {
            KeyPair keys = newKeys();
            X509Certificate certificate = sign(device, keys, validity);
            return new DeviceCertificate(
                    device, certificate, PemText.ofCertificate(certificate), PemText.ofKey(keys.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            // RSA and SHA-256 are in every JDK, and nothing here reads or writes: only a broken JDK comes here.
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS, random);
        return generator.generateKeyPair();
    }

    private X509Certificate sign(DeviceId device, KeyPair keys, Duration validity)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, device.value())
                .build();
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        name,
                        serial(),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(validity)),
                        name,
                        keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                .addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA")
                .setSecureRandom(random)
                .build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** A serial number must be positive (RFC 5280, 4.1.2.2). */
    private BigInteger serial() {
        BigInteger serial = new BigInteger(SERIAL_BITS, random);
        return serial.signum() > 0 ? serial : BigInteger.ONE;
    }
}
