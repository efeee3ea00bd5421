package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
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

/**
 * Makes client certificates with the common name of their device: self-signed, or signed by an authority.
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

    private static final Duration SHORTEST_VALIDITY = Duration.ofMinutes(1);
    private static final int SERIAL_BITS = 128;

    private final SecureRandom random;
    private final InstantSource clock;

    /**
     * When a certificate of this tool was made, to the second: later than it begins to be valid. Of another one it is the
     * earliest moment at which it can have been.
     */
    public static Instant made(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant().plus(BACKDATED);
    }

    /** Takes the source of keys and serial numbers, and the clock. */
    public CertificateIssuer(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /** The same, whose certificates are made at this moment at the earliest, whatever the clock says. */
    CertificateIssuer notBefore(Instant earliest) {
        return new CertificateIssuer(random, () -> {
            Instant now = clock.instant();
            return now.isBefore(earliest) ? earliest : now;
        });
    }

    /**
     * Makes a new key pair and its self-signed certificate, RSA-2048.
     *
     * @param validity time from now to the end of validity, at least one minute, at most {@link #LONGEST_VALIDITY}
     * @throws IllegalArgumentException when {@code validity} is out of range
     */
    public DeviceCertificate issue(DeviceId device, Duration validity) {
        return issue(device, CertificateSettings.BUILT_IN.valid(validity), Optional.empty());
    }

    /**
     * Makes a new key pair and its certificate. One that an authority signs ends with the authority at the latest.
     *
     * @param settings kind of the key, and validity in the range of {@link #issue(DeviceId, Duration)}
     * @param authority signs it; empty for the key itself
     * @throws IllegalArgumentException when the validity is out of range
     * @throws CertificateStoreException when the authority's own certificate is over
     */
    public DeviceCertificate issue(
            DeviceId device, CertificateSettings settings, Optional<SigningAuthority> authority) {
        Duration validity = settings.validity();
        if (validity.compareTo(SHORTEST_VALIDITY) < 0 || validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw new IllegalArgumentException("validity " + validity + " is not within 1 minute and 100 years");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = authority
                .map(SigningAuthority::notAfter)
                .filter(over -> over.isBefore(now.plus(validity)))
                .orElse(now.plus(validity));
        authority.ifPresent(signer -> signer.requireBefore(now.plus(SHORTEST_VALIDITY)));
        try {
            KeyPair keys = KeyKinds.generate(settings.key(), random);
            Signer signer = authority
                    .map(found -> new Signer(found.key(), found.token(), Optional.of(found.certificate())))
                    .orElseGet(() -> new Signer(keys.getPrivate(), Optional.empty(), Optional.empty()));
            X509Certificate certificate = certificate(device, settings.key(), keys, signer, now, end);
            List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
            authority.ifPresent(found -> chain.addAll(found.chainBelowRoot()));
            return new DeviceCertificate(device, certificate, PemCertificates.toPem(chain), PemText.ofKey(keys));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            // RSA, EC and SHA-256 are in every JDK, and nothing here reads or writes: only a broken JDK comes here.
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /** Who signs: a key, which may lie on a token, and its certificate unless that is the one that is signed. */
    private record Signer(PrivateKey key, Optional<Provider> token, Optional<X509Certificate> certificate) {}

    private X509Certificate certificate(
            DeviceId device, KeyKind kind, KeyPair keys, Signer signer, Instant now, Instant end)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, device.value())
                .build();
        X500Name issuer = signer.certificate()
                .map(above ->
                        X500Name.getInstance(above.getSubjectX500Principal().getEncoded()))
                .orElse(name);
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        // Only an RSA key takes part in an exchange of keys by encryption.
        int usage = KeyUsage.digitalSignature | (kind == KeyKind.EC_P256 ? 0 : KeyUsage.keyEncipherment);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer, serial(random), Date.from(now.minus(BACKDATED)), Date.from(end), name, keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                .addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
        if (signer.certificate().isPresent()) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(
                            signer.certificate().get().getPublicKey()));
        }
        ContentSigner with = SigningAuthority.signer(signer.key(), signer.token(), random);
        return new JcaX509CertificateConverter().getCertificate(builder.build(with));
    }

    /** 128 random bits; a serial number must be positive (RFC 5280, 4.1.2.2). */
    static BigInteger serial(SecureRandom random) {
        BigInteger serial = new BigInteger(SERIAL_BITS, random);
        return serial.signum() > 0 ? serial : BigInteger.ONE;
    }
}
