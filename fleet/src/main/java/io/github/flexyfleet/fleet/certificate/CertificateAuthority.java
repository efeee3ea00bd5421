package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fleet's own certificate authority, in a folder:
 *
 * <pre>
 * issuing.crt    the certificate that signs those of devices, then its root, PEM
 * issuing.p12    its private key, under a pass phrase
 * issuing.token  instead of that, when the key lies on a PKCS#11 token: where that is
 * hub.crt        the certificate that signs those of devices alone, PEM: what a hub is given, which then wants a proof of
 *                that very key
 * root.crt       the root alone, PEM
 * root.p12       the root's private key; only needed to make another issuing certificate, so it may lie elsewhere
 * </pre>
 *
 * <p>Nothing is opened before something has to be signed, and then once. Thread-safe.
 */
public final class CertificateAuthority {
    static final String ISSUING_CERTIFICATE = "issuing.crt";
    static final String ISSUING_KEYSTORE = "issuing.p12";
    static final String TOKEN = "issuing.token";
    static final String HUB_CERTIFICATE = "hub.crt";
    static final String ROOT_CERTIFICATE = "root.crt";
    static final String ROOT_KEYSTORE = "root.p12";

    private final Path folder;
    private final List<X509Certificate> chain;
    private final Supplier<Optional<Secret>> passPhrase;
    private final String mend;
    private Optional<SigningAuthority> opened = Optional.empty();
    private Optional<CertificateStoreException> refused = Optional.empty();

    private CertificateAuthority(
            Path folder, List<X509Certificate> chain, Supplier<Optional<Secret>> passPhrase, String mend) {
        this.folder = folder;
        this.chain = List.copyOf(chain);
        this.passPhrase = passPhrase;
        this.mend = mend;
    }

    /**
     * The authority of a folder.
     *
     * @param passPhrase opens its key; asked when something has to be signed
     * @param mend where a missing pass phrase is to be given, in words for people
     * @return empty when there is none
     * @throws CertificateStoreException when its certificate cannot be read
     */
    public static Optional<CertificateAuthority> in(Path folder, Supplier<Optional<Secret>> passPhrase, String mend) {
        Path certificates = folder.resolve(ISSUING_CERTIFICATE);
        if (!Files.exists(certificates)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CertificateAuthority(folder, PemCertificates.read(certificates), passPhrase, mend));
        } catch (InvalidPemException e) {
            throw new CertificateStoreException(certificates, "cannot be used", e);
        }
    }

    /** Its certificate first, its root last. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The certificate that signs those of devices. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Whether this authority signed a certificate. */
    public boolean signed(X509Certificate certificate) {
        try {
            if (!certificate.getIssuerX500Principal().equals(certificate().getSubjectX500Principal())) {
                return false;
            }
            certificate.verify(certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether its key lies on a PKCS#11 token. */
    public boolean onToken() {
        return Files.exists(folder.resolve(TOKEN));
    }

    /**
     * Opens the key that signs. What was refused once is refused again without another try: a token locks after a few.
     *
     * @throws CertificateStoreException when the pass phrase or PIN is missing or wrong, the token cannot be reached, or the
     *     key is not the certificate's
     */
    public synchronized SigningAuthority open() {
        if (refused.isPresent()) {
            throw refused.get();
        }
        if (opened.isEmpty()) {
            Secret given = passPhrase
                    .get()
                    .orElseThrow(
                            () -> new CertificateStoreException("a certificate has to be signed (issuer: ca), and the "
                                    + (onToken() ? "PIN of the token with the key" : "pass phrase")
                                    + " of the fleet's certificate authority is not given; nothing was done. " + mend));
            try {
                opened = Optional.of(onToken() ? onToken(given) : inFile(given));
            } catch (CertificateStoreException e) {
                refused = Optional.of(e);
                throw e;
            }
        }
        return opened.get();
    }

    private SigningAuthority onToken(Secret pin) {
        Token token = Token.open(TokenPlace.read(folder.resolve(TOKEN)), pin);
        return new SigningAuthority(chain, token.keyOf(certificate()).key(), Optional.of(token.provider()));
    }

    private SigningAuthority inFile(Secret given) {
        Path keystore = folder.resolve(ISSUING_KEYSTORE);
        Keystores.Content content = contentOf(keystore, given);
        if (!content.chain().get(0).equals(certificate())) {
            throw new CertificateStoreException(keystore + ": holds another key than " + ISSUING_CERTIFICATE);
        }
        return new SigningAuthority(chain, content.key());
    }

    static Keystores.Content contentOf(Path keystore, Secret passPhrase) {
        try {
            return Keystores.read(keystore, passPhrase)
                    .orElseThrow(() -> new CertificateStoreException(keystore
                            + ": cannot be opened: the pass phrase is another one, the file is damaged, or it holds no"
                            + " key with a certificate"));
        } catch (IOException e) {
            throw new CertificateStoreException(keystore, "cannot be read", e);
        }
    }
}
