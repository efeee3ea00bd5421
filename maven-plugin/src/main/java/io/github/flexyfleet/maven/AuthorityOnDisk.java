package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.AuthorityMaker;
import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.TokenPlace;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/** The fleet's certificate authority in its folder, under the pass phrase that the user gives. */
final class AuthorityOnDisk {
    private static final String HOW =
            "there is no certificate authority; to make one: mvn flexy:ca -Dflexy.create=true";

    private final Path folder;
    private final CredentialReader credentials;
    private final AuthorityMaker maker;

    AuthorityOnDisk(Path folder, CredentialReader credentials) {
        this.folder = folder;
        this.credentials = credentials;
        this.maker = new AuthorityMaker(folder, new SecureRandom(), InstantSource.system());
    }

    void create(String fleet) throws MojoFailureException {
        maker.create(fleet, passPhrase());
    }

    void take(Path keystore) throws MojoFailureException {
        maker.take(keystore, passPhrase());
    }

    /**
     * Makes an authority on a token, or takes over the one that it has.
     *
     * @param label of the key that is taken over; null when the token has one only
     * @param chain of that key, when the token has not all of it
     */
    void onToken(String fleet, TokenPlace place, boolean create, String label, Optional<Path> chain)
            throws MojoFailureException {
        if (create) {
            maker.create(fleet, place, passPhrase());
        } else {
            maker.take(place, Optional.ofNullable(label), chain, passPhrase());
        }
    }

    /** Writes a proof of possession into a folder. */
    Path writeProof(String code, Path into) throws MojoFailureException, IOException {
        CertificateAuthority authority = found().orElseThrow(() -> new MojoFailureException(HOW));
        Path file = Files.createDirectories(into).resolve("ca-proof.pem");
        return Files.writeString(file, maker.proof(authority.open(), code));
    }

    List<String> lines() {
        Optional<CertificateAuthority> authority = found();
        if (authority.isEmpty()) {
            return List.of(HOW);
        }
        List<String> lines = new ArrayList<>();
        authority
                .get()
                .chain()
                .forEach(certificate ->
                        lines.add(certificate.getSubjectX500Principal().getName() + ", until "
                                + certificate.getNotAfter().toInstant() + ", SHA-256 " + Fingerprint.of(certificate)));
        if (authority.get().onToken()) {
            lines.add("its key is on a PKCS#11 token: " + folder.resolve("issuing.token") + " says where");
        }
        lines.add("certificate for a hub that is to trust it: " + maker.hubCertificate(authority.get()));
        return lines;
    }

    private Secret passPhrase() throws MojoFailureException {
        Secret phrase = credentials.requiredPassPhrase(
                "pass phrase or PIN of the fleet's certificate authority", SecretPlace.AUTHORITY);
        credentials.check("");
        return phrase;
    }

    private Optional<CertificateAuthority> found() {
        return KeyCustody.authority(folder, credentials);
    }
}
