package io.github.flexyfleet.fleet.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate authority that can sign.
 *
 * @param chain its certificate first, its root last; one that is its own root has one
 * @param key its private key
 */
public record SigningAuthority(List<X509Certificate> chain, PrivateKey key) {
    /** Copies the list. */
    public SigningAuthority {
        chain = List.copyOf(chain);
    }

    /** The certificate of the key. */
    X509Certificate certificate() {
        return chain.get(0);
    }

    /** What a device sends beside its own certificate: whoever trusts the root has it already. */
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
