package io.github.flexyfleet.fleet.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What a TLS client of ours trusts: the JDK's own roots (or those that {@code javax.net.ssl.trustStore} names), and a
 * few more.
 *
 * @param manager decides whether a server's chain is trusted
 * @param sockets makes TLS sockets that ask {@code manager}
 */
public record TrustedRoots(X509TrustManager manager, SSLSocketFactory sockets) {
    /**
     * Adds roots to those of the JDK.
     *
     * @throws IllegalStateException when the JDK's own trust store cannot be read
     */
    public static TrustedRoots withExtra(List<X509Certificate> extra) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate root : managerOf(null).getAcceptedIssuers()) {
                store.setCertificateEntry("jdk-" + number++, root);
            }
            for (X509Certificate root : extra) {
                store.setCertificateEntry("extra-" + number++, root);
            }
            X509TrustManager manager = managerOf(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return new TrustedRoots(manager, context.getSocketFactory());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the trust store of the JDK cannot be used", e);
        }
    }

    /**
     * Whether a server that shows this chain is trusted by roots alone.
     *
     * @param roots all that are trusted
     * @param chain the server's own certificate first
     */
    public static boolean trusts(List<X509Certificate> roots, List<X509Certificate> chain) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate root : roots) {
                store.setCertificateEntry("root-" + number++, root);
            }
            managerOf(store).checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return true;
        } catch (CertificateException e) {
            return false;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot judge a chain", e);
        }
    }

    private static X509TrustManager managerOf(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
