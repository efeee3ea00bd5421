package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.Issuer;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What {@link TokenTest} has done in processes of their own: the login of a token is the process's, and SoftHSM finds its
 * tokens by an environment variable. Prints what the issue of each step was.
 */
final class TokenChild {
    private final Path folder;
    private final TokenPlace place;

    private TokenChild(Path folder, TokenPlace place) {
        this.folder = folder;
        this.place = place;
    }

    /** Takes a folder, a module, a slot ("-" for the first one), and steps, each a word with colons before its arguments. */
    public static void main(String[] given) {
        TokenChild child = new TokenChild(
                Path.of(given[0]), TokenPlace.of(Path.of(given[1]), given[2].equals("-") ? "" : given[2]));
        for (int at = 3; at < given.length; at++) {
            String[] step = given[at].split(":", -1);
            try {
                System.out.println(step[0] + ": " + child.step(step));
            } catch (CertificateStoreException e) {
                System.out.println(step[0] + ": " + e.kind() + " " + e.getMessage());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private String step(String[] step) throws java.io.IOException {
        return switch (step[0]) {
            case "create" -> {
                maker(step[1]).create("waterworks", place, Secret.of(step[2]));
                yield "made";
            }
            case "take" -> {
                Optional<String> label = Optional.of(step[3]).filter(text -> !text.isEmpty());
                Optional<Path> chain = step.length > 4 ? Optional.of(folder.resolve(step[4])) : Optional.empty();
                maker(step[1]).take(place, label, chain, Secret.of(step[2]));
                yield "taken";
            }
            case "issue" -> {
                CertificateAuthority authority = authority(step[1], step[2]);
                CertificateStore store = new CertificateStore(
                                folder.resolve("certificates"),
                                new CertificateIssuer(new SecureRandom(), InstantSource.system()),
                                InstantSource.system())
                        .with(PassPhrases.NONE, Optional.of(authority));
                DeviceCertificate issued = store.issueIfNeeded(
                        new DeviceId(step[3]),
                        CertificateSettings.BUILT_IN.valid(Duration.ofDays(100)).with(Issuer.CA));
                Files.writeString(folder.resolve(step[3] + ".crt"), issued.certificatePem());
                yield "issued";
            }
            case "proof" -> {
                SigningAuthority signer = authority(step[1], step[2]).open();
                Files.writeString(folder.resolve("proof.pem"), maker(step[1]).proof(signer, step[3]));
                yield "proven";
            }
            // A key that lies on a token has no form outside of it.
            case "key" -> authority(step[1], step[2]).open().key().getEncoded() == null ? "null" : "bytes";
            default -> throw new IllegalArgumentException(step[0]);
        };
    }

    private AuthorityMaker maker(String name) {
        return new AuthorityMaker(folder.resolve(name), new SecureRandom(), InstantSource.system());
    }

    private CertificateAuthority authority(String name, String pin) {
        return CertificateAuthority.in(folder.resolve(name), () -> Optional.of(Secret.of(pin)), "Give it")
                .orElseThrow();
    }
}
