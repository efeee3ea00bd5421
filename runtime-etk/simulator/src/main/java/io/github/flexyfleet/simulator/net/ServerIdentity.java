package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate of a server of this world with its key.
 *
 * @param key private key
 * @param chain the server's certificate, then its issuers, the root left out
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    /** Copies the chain. */
    public ServerIdentity {
        chain = List.copyOf(chain);
    }

    /** Key managers that present this identity. */
    public KeyManagerFactory keyManagers() {
        char[] none = new char[0];
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, none);
            store.setKeyEntry("server", key, none, chain.toArray(new Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, none);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java has no in-memory PKCS#12 key store", e);
        }
    }

    /** Names the server; the key is left out. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}
