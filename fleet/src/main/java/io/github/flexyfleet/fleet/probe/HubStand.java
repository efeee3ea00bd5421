package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * An identity at the hub that lives only as long as a probe: no other device's name, certificate or messages take part.
 * Its two keys are made anew each time and kept nowhere.
 */
final class HubStand {
    /** A probe that is cut off leaves keys that are soon of no use. */
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final IotHubRegistry registry;
    private final DeviceId device;

    /**
     * The stand of a gateway.
     *
     * @param serial of the gateway, which makes the name its own
     */
    HubStand(IotHubRegistry registry, String serial) {
        this.registry = registry;
        this.device = new DeviceId("flexyprobe-" + serial);
    }

    /** Its name at the hub. */
    DeviceId device() {
        return device;
    }

    /**
     * Registers the identity.
     *
     * @param patience for each thing that the gateway waits for
     * @return what the program on the gateway has to know, with the keys
     */
    Secret open(String host, List<X509Certificate> roots, Duration patience, InstantSource clock) {
        CertificateIssuer issuer = new CertificateIssuer(new SecureRandom(), clock);
        DeviceCertificate rsa = issuer.issue(device, VALIDITY);
        CertificateSettings curve = new CertificateSettings(
                KeyKind.EC_P256,
                VALIDITY,
                CertificateSettings.BUILT_IN.renewAt(),
                CertificateSettings.BUILT_IN.issuer(),
                CertificateSettings.BUILT_IN.custody(),
                Optional.empty());
        DeviceCertificate ec = issuer.issue(device, curve, Optional.empty());
        close();
        registry.trustAlso(registry.create(device, rsa.fingerprint()), ec.fingerprint());
        StringBuilder text = new StringBuilder();
        text.append("host=").append(host).append(";device=").append(device);
        text.append(";patience=").append(patience.toMillis());
        text.append(";rsa=").append(base64(rsa.certificate()));
        text.append(";ec=").append(base64(ec.certificate()));
        text.append(";k1=").append(body(rsa.keyPem()));
        text.append(";k8=").append(wrapped(rsa.keyPem()));
        text.append(";ke=").append(body(ec.keyPem()));
        for (int i = 0; i < roots.size(); i++) {
            text.append(";ca").append(i).append('=').append(base64(roots.get(i)));
        }
        return Secret.of(text.toString());
    }

    /** Removes the identity, if it is there. */
    void close() {
        Optional<HubIdentity> present = registry.find(device);
        present.ifPresent(registry::delete);
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static String body(Secret pem) {
        return pem.reveal().replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
    }

    /** The same RSA key as PKCS#8. */
    private static String wrapped(Secret pkcs1) {
        try {
            byte[] inner = Base64.getDecoder().decode(body(pkcs1));
            PrivateKeyInfo outer = new PrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    RSAPrivateKey.getInstance(inner));
            return Base64.getEncoder().encodeToString(outer.getEncoded());
        } catch (IOException e) {
            // The cause is left out: a parser's message can hold a piece of what it read.
            throw new IllegalStateException("a key that was made cannot be written");
        }
    }
}
