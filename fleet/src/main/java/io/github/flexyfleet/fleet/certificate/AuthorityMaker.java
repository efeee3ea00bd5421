package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;

/** Makes a certificate authority in a folder, takes one over, and proves its possession. A file that is there is never written again. */
public final class AuthorityMaker {
    /** A root outlives what it signs: 30 years. */
    static final Duration ROOT_VALIDITY = Duration.ofDays(30L * 365);

    /** 20 years, so that device certificates of 10 years can be made for the first 10. */
    static final Duration ISSUING_VALIDITY = Duration.ofDays(20L * 365);

    /** A proof is uploaded at once. */
    private static final Duration PROOF_VALIDITY = Duration.ofDays(7);

    private static final Duration BACKDATED = Duration.ofDays(2);

    /** An authority's key need not fit on a Flexy, and signs for decades. */
    private static final KeyKind KIND = KeyKind.RSA_3072;

    private final Path folder;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Keystores keystores;

    /** Takes the folder, which need not exist yet. */
    public AuthorityMaker(Path folder, SecureRandom random, InstantSource clock) {
        this(folder, random, clock, Keystores.ROUNDS);
    }

    AuthorityMaker(Path folder, SecureRandom random, InstantSource clock, int rounds) {
        this.folder = folder;
        this.random = random;
        this.clock = clock;
        this.keystores = new Keystores(random, rounds);
    }

    /**
     * Makes a root and an authority below it.
     *
     * @param name of the fleet, which the common names begin with
     * @throws CertificateStoreException when there is an authority already, or the folder cannot be written
     */
    public void create(String name, Secret passPhrase) {
        requireNone();
        try {
            KeyPair keys = KeyKinds.generate(KIND, random);
            Half root = made(rootOf(name), keys, ROOT_VALIDITY, null, 1, Optional.empty());
            KeyPair below = KeyKinds.generate(KIND, random);
            Half issuing = made(issuingOf(name), below, ISSUING_VALIDITY, root, 0, Optional.empty());
            prepare();
            PrivateFiles.write(
                    folder.resolve(CertificateAuthority.ROOT_KEYSTORE),
                    keystores.of("root", new Keystores.Content(root.key(), List.of(root.certificate())), passPhrase));
            write(new Keystores.Content(issuing.key(), List.of(issuing.certificate(), root.certificate())), passPhrase);
        } catch (IOException e) {
            throw new CertificateStoreException(folder, "cannot be written", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate authority", e);
        }
    }

    private static String rootOf(String fleet) {
        return fleet + " root";
    }

    private static String issuingOf(String fleet) {
        return fleet + " devices";
    }

    /**
     * Makes a root and an authority below it on a PKCS#11 token: RSA-3072 keys that never leave it, under their common
     * names as labels.
     *
     * @param name of the fleet, which the common names begin with
     * @throws CertificateStoreException when there is an authority already, on the token or in the folder, or the token
     *     cannot be used
     */
    public void create(String name, TokenPlace place, Secret pin) {
        requireNone();
        Token token = Token.open(place, pin);
        token.requireFree(rootOf(name));
        token.requireFree(issuingOf(name));
        try {
            Optional<Provider> by = Optional.of(token.provider());
            Half root = made(rootOf(name), token.generate(), ROOT_VALIDITY, null, 1, by);
            Half issuing = made(issuingOf(name), token.generate(), ISSUING_VALIDITY, root, 0, by);
            token.keep(rootOf(name), root.key(), List.of(root.certificate()));
            token.keep(issuingOf(name), issuing.key(), List.of(issuing.certificate(), root.certificate()));
            write(List.of(issuing.certificate(), root.certificate()), place);
        } catch (IOException e) {
            throw new CertificateStoreException(folder, "cannot be written", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate authority on a token", e);
        }
    }

    /**
     * Takes over an authority whose key is on a PKCS#11 token, with its certificate beside it.
     *
     * @param label of the key; empty when the token has one only
     * @param chain PEM file with the authority's certificate and those above it, up to the root; empty when the token has
     *     them all
     * @throws CertificateStoreException when there is an authority already, or the token or what is on it cannot be used
     */
    public void take(TokenPlace place, Optional<String> label, Optional<Path> chain, Secret pin) {
        requireNone();
        Token token = Token.open(place, pin);
        List<X509Certificate> certificates;
        if (chain.isPresent()) {
            try {
                certificates = PemCertificates.read(chain.get());
            } catch (InvalidPemException e) {
                throw new CertificateStoreException(chain.get(), "cannot be used", e);
            }
            token.keyOf(certificates.get(0));
        } else {
            certificates = token.key(label).chain();
        }
        checkChain(chain.map(Path::toString).orElse(place.toString()), certificates);
        try {
            write(certificates, place);
        } catch (IOException e) {
            throw new CertificateStoreException(folder, "cannot be written", e);
        }
    }

    private void write(List<X509Certificate> chain, TokenPlace place) throws IOException {
        prepare();
        PrivateFiles.write(folder.resolve(CertificateAuthority.TOKEN), place.text());
        writeCertificates(chain);
    }

    /**
     * Takes over an authority that is there already: a PKCS#12 file with its key and its chain up to the root.
     *
     * @param passPhrase of that file, and from now on of the copy of it
     * @throws CertificateStoreException when there is an authority already, or the file holds none that may sign
     */
    public void take(Path keystore, Secret passPhrase) {
        requireNone();
        Keystores.Content content = CertificateAuthority.contentOf(keystore, passPhrase);
        checkChain(keystore.toString(), content.chain());
        try {
            prepare();
            write(content, passPhrase);
        } catch (IOException e) {
            throw new CertificateStoreException(folder, "cannot be written", e);
        }
    }

    /** The folder is used by {@link CertificateAuthority} once the certificate is there, so that comes last. */
    private void write(Keystores.Content content, Secret passPhrase) throws IOException {
        List<X509Certificate> chain = content.chain();
        PrivateFiles.write(
                folder.resolve(CertificateAuthority.ISSUING_KEYSTORE), keystores.of("devices", content, passPhrase));
        writeCertificates(chain);
    }

    private void writeCertificates(List<X509Certificate> chain) throws IOException {
        PrivateFiles.write(
                folder.resolve(CertificateAuthority.HUB_CERTIFICATE), PemCertificates.toPem(List.of(chain.get(0))));
        PrivateFiles.write(
                folder.resolve(CertificateAuthority.ROOT_CERTIFICATE),
                PemCertificates.toPem(List.of(chain.get(chain.size() - 1))));
        PrivateFiles.write(folder.resolve(CertificateAuthority.ISSUING_CERTIFICATE), PemCertificates.toPem(chain));
    }

    private void prepare() throws IOException {
        PrivateFiles.prepareSecretFolder(folder);
    }

    private void requireNone() {
        if (Files.exists(folder.resolve(CertificateAuthority.ISSUING_CERTIFICATE))) {
            throw new CertificateStoreException(folder
                    + ": there is a certificate authority already; to make another one, move that folder away: every"
                    + " device gets a new certificate then");
        }
    }

    private void checkChain(String where, List<X509Certificate> chain) {
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate one = chain.get(i);
            X509Certificate above = chain.get(Math.min(i + 1, chain.size() - 1));
            String name = one.getSubjectX500Principal().getName();
            boolean[] usage = one.getKeyUsage();
            if (one.getBasicConstraints() < 0 || (usage != null && !usage[5])) {
                throw new CertificateStoreException(
                        where + ": " + name + " is no certificate authority and may not sign");
            }
            if (one.getNotAfter().toInstant().isBefore(clock.instant())) {
                throw new CertificateStoreException(
                        where + ": " + name + " ended at " + one.getNotAfter().toInstant());
            }
            try {
                one.verify(above.getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new CertificateStoreException(where + ": the chain is not whole: there is nobody who signed "
                        + name + ", up to a self-signed root");
            }
        }
    }

    /**
     * The file with what a hub is given, which folders of earlier versions lack: the certificate that signs those of
     * devices. Not the root: the hub wants a proof of the key of what it is given, and the root's key is locked up.
     * INFERRED: that a hub takes an authority that is no root, as the Device Provisioning Service does (azure-iot-hub 3).
     *
     * @throws CertificateStoreException when it cannot be written
     */
    public Path hubCertificate(CertificateAuthority authority) {
        Path file = folder.resolve(CertificateAuthority.HUB_CERTIFICATE);
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, PemCertificates.toPem(List.of(authority.certificate())));
            }
            return file;
        } catch (IOException e) {
            throw new CertificateStoreException(folder, "cannot be written", e);
        }
    }

    /**
     * A certificate that proves to a hub that whoever shows it has the authority's key: its common name is the code that
     * the hub gave (azure-iot-hub 2). PEM.
     *
     * @param code as the hub shows it: 1 to 64 letters, digits and hyphens
     */
    public String proof(SigningAuthority authority, String code) {
        if (!code.matches("[A-Za-z0-9-]{1,64}")) {
            throw new CertificateStoreException(
                    "a verification code is 1 to 64 letters, digits and hyphens: copy it from the hub as it is");
        }
        try {
            Half signer = new Half(authority.certificate(), authority.key(), authority.token());
            KeyPair keys = KeyKinds.generate(KeyKind.RSA_2048, random);
            return PemText.ofCertificate(made(code, keys, PROOF_VALIDITY, signer, -1, Optional.empty())
                    .certificate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a proof", e);
        }
    }

    private record Half(X509Certificate certificate, PrivateKey key, Optional<Provider> token) {}

    /**
     * Makes a certificate.
     *
     * @param above who signs; null for the key itself
     * @param levels how many authorities may be below it; -1 for none, not even itself
     * @param token where its key lies; empty for memory
     */
    private Half made(
            String commonName, KeyPair keys, Duration validity, Half above, int levels, Optional<Provider> token)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        X500Name issuer = above == null
                ? name
                : X500Name.getInstance(
                        above.certificate().getSubjectX500Principal().getEncoded());
        PrivateKey signing = above == null ? keys.getPrivate() : above.key();
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        CertificateIssuer.serial(random),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(validity)),
                        name,
                        keys.getPublic())
                .addExtension(
                        Extension.basicConstraints,
                        true,
                        levels < 0 ? new BasicConstraints(false) : new BasicConstraints(levels))
                .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(levels < 0 ? KeyUsage.digitalSignature : KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
        if (above != null) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(above.certificate().getPublicKey()));
        }
        ContentSigner signer = SigningAuthority.signer(signing, above == null ? token : above.token(), random);
        return new Half(
                new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys.getPrivate(), token);
    }
}
