package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;

/**
 * Writes and reads PKCS#12 files with one private key and its certificates.
 *
 * <p>The key is encrypted by PBES2: AES-256-CBC under a key that PBKDF2 with HMAC-SHA-256 makes of the pass phrase. The
 * MAC over the whole is HMAC-SHA-256, and as dear to guess the pass phrase by: else it would be the cheaper way in.
 * Certificates are not encrypted, since they are no secret. {@code keytool} and {@code openssl pkcs12} open the files.
 *
 * <p>Not the JDK's own writer: there the rounds of the MAC can be set for the whole JVM only. Thread-safe.
 */
final class Keystores {
    /**
     * Rounds of PBKDF2 with HMAC-SHA-256 that OWASP's Password Storage Cheat Sheet asks for since 2023; about half a
     * second of one core.
     */
    static final int ROUNDS = 600_000;

    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";
    private static final int SALT_BYTES = 16;
    private static final int SHORTEST = 12;

    private final SecureRandom random;
    private final int rounds;

    Keystores(SecureRandom random, int rounds) {
        this.random = random;
        this.rounds = rounds;
    }

    /** What a file holds: the key, and its certificates, its own first. */
    record Content(PrivateKey key, List<X509Certificate> chain) {
        Content {
            chain = List.copyOf(chain);
        }

        /** Never the key. */
        @Override
        public String toString() {
            return "key of " + chain.get(0).getSubjectX500Principal().getName();
        }
    }

    /**
     * The bytes of a file.
     *
     * @throws CertificateStoreException when the pass phrase is too short, or has letters that not every program writes in
     *     the same way
     */
    byte[] of(String alias, Content content, Secret passPhrase) throws IOException {
        requireStrong(passPhrase);
        char[] password = passPhrase.reveal().toCharArray();
        try {
            X509Certificate own = content.chain().get(0);
            var id = new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublicKey());
            PKCS12SafeBag key = new JcaPKCS12SafeBagBuilder(content.key(), encryptor(password))
                    .addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(alias))
                    .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id)
                    .build();
            PKCS12SafeBag[] certificates = new PKCS12SafeBag[content.chain().size()];
            for (int i = 0; i < certificates.length; i++) {
                PKCS12SafeBagBuilder bag =
                        new JcaPKCS12SafeBagBuilder(content.chain().get(i));
                if (i == 0) {
                    bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(alias))
                            .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, id);
                }
                certificates[i] = bag.build();
            }
            PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
            file.addData(key);
            for (PKCS12SafeBag certificate : certificates) {
                file.addData(certificate);
            }
            return file.build(mac(), password).getEncoded();
        } catch (GeneralSecurityException | PKCSException e) {
            throw new IOException("cannot make a keystore: " + e.getClass().getSimpleName());
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static void requireStrong(Secret passPhrase) {
        if (passPhrase.reveal().length() < SHORTEST
                || !passPhrase.reveal().chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new CertificateStoreException("the pass phrase of a keystore has " + SHORTEST
                    + " characters or more, of ASCII only; nothing was written");
        }
    }

    /** The JDK's cipher of this name is PBES2 (RFC 8018), and its parameters say all that whoever decrypts must know. */
    private OutputEncryptor encryptor(char[] password) throws GeneralSecurityException, IOException {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Cipher cipher = Cipher.getInstance(SCHEME);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(SCHEME).generateSecret(new PBEKeySpec(password)),
                new PBEParameterSpec(salt, rounds),
                random);
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2,
                PBES2Parameters.getInstance(cipher.getParameters().getEncoded()));
        return new OutputEncryptor() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return algorithm;
            }

            @Override
            public OutputStream getOutputStream(OutputStream encrypted) {
                return new CipherOutputStream(encrypted, cipher);
            }

            @Override
            public GenericKey getKey() {
                throw new UnsupportedOperationException("nobody asks for it");
            }
        };
    }

    private BcPKCS12MacCalculatorBuilder mac() {
        BcPKCS12MacCalculatorBuilder mac = new BcPKCS12MacCalculatorBuilder(
                new SHA256Digest(), new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
        mac.setIterationCount(rounds);
        return mac;
    }

    /**
     * Reads a file, one of ours or another.
     *
     * @return empty when it cannot be opened with this pass phrase, is damaged, or holds no key with certificates
     * @throws IOException when it cannot be read from disk
     */
    static Optional<Content> read(Path file, Secret passPhrase) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        char[] password = passPhrase.reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password);
                Certificate[] chain = store.getCertificateChain(alias);
                if (key instanceof PrivateKey found && chain != null && chain.length > 0) {
                    return Optional.of(new Content(
                            found,
                            Arrays.stream(chain)
                                    .map(X509Certificate.class::cast)
                                    .toList()));
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException | IOException | ClassCastException e) {
            return Optional.empty(); // which of these it is, nobody can tell: the MAC does not fit
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
