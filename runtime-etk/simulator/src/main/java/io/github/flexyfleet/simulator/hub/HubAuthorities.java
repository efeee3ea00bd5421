package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The certificate authorities of a hub, 25 at most. One counts only when somebody has shown that its key is in his hands: a
 * certificate that it signed, whose common name is the code that the hub gave (azure-iot-hub 2). Kept in a folder, an
 * authority a file. Thread-safe.
 *
 * <p>The real hub takes them over Azure's resource manager, which this world has not. INFERRED: that the purpose of a
 * client's certificate (extended key usage) is not looked at, and that the chain may end at a registered authority that is
 * no root.
 */
public final class HubAuthorities {
    private static final int MOST = 25;
    private static final int CODE_BITS = 192;
    private static final String VERIFIED = "verified";

    private final Path folder;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, Authority> all = new TreeMap<>();

    private record Authority(X509Certificate certificate, String code, boolean verified) {}

    private HubAuthorities(Path folder, InstantSource clock, SecureRandom random) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    static HubAuthorities open(Path folder, InstantSource clock, SecureRandom random) throws IOException {
        HubAuthorities opened = new HubAuthorities(folder, clock, random);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    opened.read(file);
                }
            }
        }
        return opened;
    }

    private void read(Path file) throws IOException {
        String[] words = Files.readString(file).split("\n", 3);
        try {
            all.put(
                    file.getFileName().toString(),
                    new Authority(certificate(words[2]), words[0], words[1].equals(VERIFIED)));
        } catch (GeneralSecurityException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + ": no authority of a hub", e);
        }
    }

    private static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Registers an authority, not verified yet.
     *
     * @param name how it is called at the hub
     * @param pem its certificate
     * @return the code to be proven
     * @throws HubRefusal when the name is taken, the text is no certificate of an authority, or there are 25 already
     */
    public synchronized String add(String name, String pem) throws HubRefusal {
        if (!name.matches("[A-Za-z0-9._-]{1,64}") || all.containsKey(name) || all.size() >= MOST) {
            throw new HubRefusal(
                    HubError.ARGUMENT_INVALID,
                    "a name of 1 to 64 letters that is not there yet; 25 authorities at most");
        }
        X509Certificate certificate;
        try {
            certificate = certificate(pem);
        } catch (GeneralSecurityException e) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "no certificate");
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "no certificate authority");
        }
        String code = new BigInteger(CODE_BITS, random).toString(36).toUpperCase(Locale.ROOT);
        keep(name, pem, new Authority(certificate, code, false));
        return code;
    }

    /**
     * Takes the proof that somebody has an authority's key.
     *
     * @param name the authority's
     * @param pem the certificate that its key signed, perhaps by an authority below it that follows in the text
     * @throws HubRefusal when there is no such authority, or this proves nothing
     */
    public synchronized void verify(String name, String pem) throws HubRefusal {
        Authority authority = all.get(name);
        if (authority == null) {
            throw new HubRefusal(HubError.DEVICE_NOT_FOUND, "no such authority");
        }
        try {
            X509Certificate proof = certificate(pem);
            proof.verify(authority.certificate().getPublicKey());
            if (!commonName(proof).equals(Optional.of(authority.code()))
                    || proof.getNotAfter().toInstant().isBefore(clock.instant())) {
                throw new HubRefusal(
                        HubError.ARGUMENT_INVALID, "the common name is not the code, or the proof is over");
            }
        } catch (GeneralSecurityException e) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "the proof was not signed by the authority's key");
        }
        keep(name, pemOf(name), new Authority(authority.certificate(), authority.code(), true));
    }

    /** Removes an authority; connections that are open stay (azure-iot-hub 2: certificates are checked at each connect). */
    public synchronized void remove(String name) {
        all.remove(name);
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of those that count. */
    public synchronized Set<String> verified() {
        Set<String> names = new HashSet<>();
        all.forEach((name, authority) -> {
            if (authority.verified()) {
                names.add(name);
            }
        });
        return names;
    }

    private String pemOf(String name) {
        try {
            return Files.readString(folder.resolve(name)).split("\n", 3)[2];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(String name, String pem, Authority authority) {
        try {
            PrivateFiles.folder(folder);
            String state = authority.verified() ? VERIFIED : "waiting";
            PrivateFiles.write(
                    folder.resolve(name),
                    (authority.code() + '\n' + state + '\n' + pem).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.put(name, authority);
    }

    /**
     * Why a chain does not let a device in; empty when it does.
     *
     * @param chain the device's certificate first, then those that it sent besides
     */
    Optional<String> refusal(String deviceId, List<X509Certificate> chain, Instant now) {
        if (chain.isEmpty()) {
            return Optional.of("The device sent no certificate");
        }
        X509Certificate own = chain.get(0);
        if (!commonName(own).equals(Optional.of(deviceId))) {
            return Optional.of("The common name of the certificate is not the device id");
        }
        if (now.isAfter(own.getNotAfter().toInstant())) {
            return Optional.of("The certificate ended at " + own.getNotAfter().toInstant());
        }
        Set<TrustAnchor> anchors = anchors();
        if (anchors.isEmpty()) {
            return Optional.of("The hub has no verified certificate authority");
        }
        try {
            build(own, chain, anchors, now);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("The chain of the certificate does not end at a verified certificate authority");
        }
    }

    private synchronized Set<TrustAnchor> anchors() {
        Set<TrustAnchor> anchors = new HashSet<>();
        all.values().stream()
                .filter(Authority::verified)
                .forEach(authority -> anchors.add(new TrustAnchor(authority.certificate(), null)));
        return anchors;
    }

    @SuppressWarnings("JavaUtilDate") // the JDK's interface
    private static void build(X509Certificate own, List<X509Certificate> chain, Set<TrustAnchor> anchors, Instant now)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(own);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(new ArrayList<>(chain))));
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }

    /** The only common name of a certificate. */
    private static Optional<String> commonName(X509Certificate certificate) {
        RDN[] names = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.CN);
        return names.length == 1
                ? Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()))
                : Optional.empty();
    }
}
