package io.github.flexyfleet.fleet.certificate;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority that can sign.
 *
 * @param chain its certificate first, its root last; one that is its own root has one
 * @param key its private key
 * @param token who signs with the key when it lies on a token; empty for a key in memory
 */
public record SigningAuthority(List<X509Certificate> chain, PrivateKey key, Optional<Provider> token) {
    /** Copies the list. */
    public SigningAuthority {
        chain = List.copyOf(chain);
    }

    /** An authority whose key is in memory. */
    public SigningAuthority(List<X509Certificate> chain, PrivateKey key) {
        this(chain, key, Optional.empty());
    }

    /** Signs with its key. */
    ContentSigner signer(SecureRandom random) throws OperatorCreationException {
        return signer(key, token, random);
    }

    /** Signs with a key, by a token's provider when it lies there. */
    static ContentSigner signer(PrivateKey key, Optional<Provider> token, SecureRandom random)
            throws OperatorCreationException {
        JcaContentSignerBuilder builder =
                new JcaContentSignerBuilder(KeyKinds.signature(key.getAlgorithm())).setSecureRandom(random);
        token.ifPresent(builder::setProvider);
        return builder.build(key);
    }

    /** The certificate of the key. */
    X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * What a device sends beside its own certificate: whoever trusts the root has it already. A hub that knows devices by
     * their authority wants the whole chain (azure-iot-hub 2). INFERRED: that a Flexy sends all certificates of the one file
     * that its MQTT client takes (flexy-etk 1.2, option CERTFILE), in their order; a hub to which an issuing authority is
     * registered itself needs no more than the first.
     */
    List<X509Certificate> chainBelowRoot() {
        return chain.subList(0, chain.size() - 1);
    }

    /** End of its life: that of the first certificate of the chain to end. */
    Instant notAfter() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    void requireBefore(Instant time) {
        if (notAfter().isBefore(time)) {
            throw new CertificateStoreException("the certificate authority ended at " + notAfter()
                    + " and signs nothing any more: make a new one with mvn flexy:ca");
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "signing authority " + certificate().getSubjectX500Principal().getName();
    }
}
