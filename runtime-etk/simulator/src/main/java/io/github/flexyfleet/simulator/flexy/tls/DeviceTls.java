package io.github.flexyfleet.simulator.flexy.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads PEM files and makes the managers of a TLS client. */
public final class DeviceTls {
    private DeviceTls() {}

    /**
     * Trust in these authorities only; certificates are judged at the gateway's time.
     *
     * @throws GeneralSecurityException without any authority
     */
    @SuppressWarnings("JavaUtilDate") // the JDK's interface
    public static TrustManagerFactory trust(Collection<X509Certificate> authorities, Instant now)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors =
                authorities.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory;
    }

    /** Which private keys a client takes. */
    @FunctionalInterface
    public interface KeyChoice {
        /**
         * Whether it takes one.
         *
         * @param algorithm RSA or EC
         * @param pkcs8 whether it is wrapped as PKCS#8
         */
        boolean takes(String algorithm, boolean pkcs8);
    }

    /** A client certificate with its key. */
    public static KeyManagerFactory identity(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        // Not PKCS#12, which derives a key from the empty password by 10,000 rounds at each connection.
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        char[] none = {};
        store.setKeyEntry("client", key, none, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, none);
        return factory;
    }

    /**
     * The certificates of a PEM file, in order.
     *
     * @throws IOException when it holds none
     */
    public static List<X509Certificate> certificates(byte[] pem) throws IOException, CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        for (Object item : items(pem)) {
            if (item instanceof X509CertificateHolder holder) {
                found.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        if (found.isEmpty()) {
            throw new IOException("no certificate");
        }
        return found;
    }

    /**
     * The first key of a PEM file that is taken, not encrypted. Only RSA was ever seen on a gateway (flexy-etk 1.2).
     *
     * @throws IOException when it holds none
     */
    public static PrivateKey key(byte[] pem, KeyChoice choice) throws IOException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        for (Object item : items(pem)) {
            boolean wrapped = item instanceof PrivateKeyInfo;
            PrivateKey key = item instanceof PEMKeyPair pair
                    ? converter.getPrivateKey(pair.getPrivateKeyInfo())
                    : item instanceof PrivateKeyInfo info ? converter.getPrivateKey(info) : null;
            String algorithm = key == null ? "" : key.getAlgorithm().equals("RSA") ? "RSA" : "EC";
            if (key != null && choice.takes(algorithm, wrapped)) {
                return key;
            }
        }
        throw new IOException("no key that can be used");
    }

    private static List<Object> items(byte[] pem) throws IOException {
        List<Object> items = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                items.add(item);
            }
        }
        return items;
    }
}
