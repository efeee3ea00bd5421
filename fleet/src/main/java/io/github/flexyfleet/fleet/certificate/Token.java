package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.certificate.CertificateStoreException.Kind;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PKCS#11 token that this process is logged in to, by the JDK's own provider. Keys that are made on it never leave it.
 *
 * <p>A token locks itself after a few wrong PINs, and some can then only be erased. So each PIN is shown to a token once in
 * a process: one that was refused is not shown again, whoever asks. Thread-safe.
 */
final class Token {
    private static final String PROVIDER = "SunPKCS11";
    private static final int RSA_BITS = 3072;

    /** The login of a token is the process's, and so is what is known of it. */
    private static final Map<TokenPlace, Token> OPEN = new HashMap<>();

    private static final Map<TokenPlace, Set<Secret>> REFUSED = new HashMap<>();

    private final TokenPlace place;
    private final Provider provider;
    private final KeyStore keys;
    private final Secret pin;

    private Token(TokenPlace place, Provider provider, KeyStore keys, Secret pin) {
        this.place = place;
        this.provider = provider;
        this.keys = keys;
        this.pin = pin;
    }

    /**
     * A private key on the token, with what belongs to it.
     *
     * @param label its label
     * @param chain its own certificate first, then those that the token has above it
     */
    record Held(String label, PrivateKey key, List<X509Certificate> chain) {}

    /**
     * Logs in, or takes the login that there is.
     *
     * @throws CertificateStoreException when module, slot or PIN cannot be used
     */
    static Token open(TokenPlace place, Secret pin) {
        synchronized (OPEN) {
            Token present = OPEN.get(place);
            if (present != null && present.pin.equals(pin)) {
                return present;
            }
            if (present != null || REFUSED.getOrDefault(place, Set.of()).contains(pin)) {
                throw wrongPin(place, "it was refused before, or another one opened it");
            }
            Token opened = login(place, pin);
            OPEN.put(place, opened);
            return opened;
        }
    }

    private static Token login(TokenPlace place, Secret pin) {
        Provider provider = provider(place);
        char[] password = pin.reveal().toCharArray();
        try {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, password);
            return new Token(place, provider, keys, pin);
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            String reason = reason(e);
            if (reason.startsWith("CKR_PIN") || reason.startsWith("CKR_USER_PIN")) {
                REFUSED.computeIfAbsent(place, none -> new HashSet<>()).add(pin);
                throw wrongPin(place, reason);
            }
            throw new CertificateStoreException(
                    Kind.TOKEN,
                    place + ": there is no token that can be used (" + reason + "). Put it in, or name its slot with"
                            + " -Dflexy.tokenSlot");
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static Provider provider(TokenPlace place) {
        if (!Files.isRegularFile(place.module())) {
            throw new CertificateStoreException(
                    Kind.TOKEN,
                    place.module() + ": there is no such file; flexy.tokenModule is the PKCS#11 library of the token's"
                            + " maker");
        }
        Provider base = Security.getProvider(PROVIDER);
        if (base == null) {
            throw new CertificateStoreException(
                    Kind.TOKEN, "this Java has no " + PROVIDER + " (module jdk.crypto.cryptoki): take a whole JDK");
        }
        List<String> lines = new ArrayList<>(List.of("--name = flexyfleet"));
        lines.addAll(place.configuration());
        // What is made here stays on the token, and cannot be read out of it.
        for (String kind : List.of("CKK_RSA", "CKK_EC")) {
            lines.add("attributes(generate, CKO_PRIVATE_KEY, " + kind + ") = {");
            lines.add("CKA_SENSITIVE = true");
            lines.add("CKA_EXTRACTABLE = false");
            lines.add("CKA_SIGN = true");
            lines.add("}");
        }
        try {
            return base.configure(String.join("\n", lines));
        } catch (InvalidParameterException | UnsupportedOperationException | ProviderException e) {
            throw new CertificateStoreException(
                    Kind.TOKEN,
                    place + ": the module does not load, or has no such slot (" + reason(e)
                            + "); it must be the PKCS#11"
                            + " library of the token's maker, for this machine's processor");
        }
    }

    private static CertificateStoreException wrongPin(TokenPlace place, String reason) {
        return new CertificateStoreException(
                Kind.PIN,
                place + ": the token refuses the PIN (" + reason + "). It was shown once and will not be shown again in"
                        + " this run: a token locks after a few wrong ones. Correct FLEXY_CA_PASSWORD, or flexy-ca in"
                        + " settings.xml, before the next run");
    }

    /** What the module says of itself, such as {@code CKR_PIN_INCORRECT}; never a secret, since none goes into messages. */
    private static String reason(Throwable thrown) {
        String last = thrown.getClass().getSimpleName();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (text.startsWith("CKR_")) {
                return text;
            }
            last = cause.getMessage() == null ? last : cause.getMessage();
        }
        return last;
    }

    /** Signs with the keys of this token. */
    Provider provider() {
        return provider;
    }

    /**
     * Makes a key pair on the token; it is kept when a certificate comes to it.
     *
     * @throws CertificateStoreException when the token does not do it
     */
    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException | ProviderException e) {
            throw cannot("make a key", e);
        }
    }

    /**
     * Keeps a key pair that was made here, under a label.
     *
     * @throws CertificateStoreException when the token has that label already, or does not do it
     */
    synchronized void keep(String label, PrivateKey key, List<X509Certificate> chain) {
        requireFree(label);
        try {
            keys.setKeyEntry(label, key, null, chain.toArray(new X509Certificate[0]));
        } catch (GeneralSecurityException | ProviderException e) {
            throw cannot("keep a key", e);
        }
    }

    /** Refuses a label that is taken: what is there shall not be written over. */
    synchronized void requireFree(String label) {
        try {
            if (keys.containsAlias(label)) {
                throw new CertificateStoreException(
                        Kind.TOKEN_KEY,
                        place + ": the token has a key " + label + " already; take it over (without flexy.create), or"
                                + " delete it there");
            }
        } catch (GeneralSecurityException e) {
            throw cannot("be read", e);
        }
    }

    private CertificateStoreException cannot(String what, Exception e) {
        return new CertificateStoreException(Kind.TOKEN, place + ": the token cannot " + what + " (" + reason(e) + ")");
    }

    /** The private keys that have a certificate; others cannot be told from one another. */
    private List<Held> held() {
        List<Held> found = new ArrayList<>();
        try {
            for (String alias : Collections.list(keys.aliases())) {
                Certificate[] chain = keys.getCertificateChain(alias);
                Key key = keys.isKeyEntry(alias) ? keys.getKey(alias, null) : null;
                if (key instanceof PrivateKey own && chain != null && chain.length > 0) {
                    found.add(new Held(
                            alias,
                            own,
                            Arrays.stream(chain)
                                    .map(X509Certificate.class::cast)
                                    .toList()));
                }
            }
        } catch (GeneralSecurityException | ProviderException e) {
            throw cannot("be read", e);
        }
        return found;
    }

    /**
     * The key of a certificate.
     *
     * @throws CertificateStoreException when it is not there
     */
    synchronized Held keyOf(X509Certificate certificate) {
        return held().stream()
                .filter(one -> one.chain().get(0).getPublicKey().equals(certificate.getPublicKey()))
                .findFirst()
                .orElseThrow(() -> new CertificateStoreException(
                        Kind.TOKEN_KEY,
                        place + ": the token has no key of "
                                + certificate.getSubjectX500Principal().getName() + "; " + labels()));
    }

    /**
     * The key under a label; without one, the only key.
     *
     * @throws CertificateStoreException when it is not there, or there are several
     */
    synchronized Held key(Optional<String> label) {
        List<Held> fitting = held().stream()
                .filter(one -> label.isEmpty() || one.label().equals(label.get()))
                .toList();
        if (fitting.size() != 1) {
            throw new CertificateStoreException(
                    Kind.TOKEN_KEY,
                    place + ": "
                            + (fitting.isEmpty() ? "the token has no such key" : "the token has several keys")
                            + "; name one with -Dflexy.tokenKey=LABEL. " + labels());
        }
        return fitting.get(0);
    }

    private String labels() {
        List<String> labels = held().stream().map(Held::label).sorted().toList();
        return labels.isEmpty()
                ? "It has no private key with a certificate of the same id (CKA_ID): write the authority's certificate to"
                        + " the token, for instance by pkcs11-tool --write-object"
                : "Keys with certificates there: " + String.join(", ", labels);
    }
}
