package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.Value;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the list of additional root certificates and checks each file. */
final class RootsReader {
    /** SHA-256 of Baltimore CyberTrust Root: left by the hub in 2023, expired in 2025 (azure-iot-hub 2). */
    private static final String BALTIMORE = "16af57a9f676b0ab126095aa5ebadef22ab31119d644ac95cd4b93dbf3f26aeb";

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    private final Path projectFolder;
    private final Path fleetFolder;
    private final Instant now;
    private final Findings findings;

    RootsReader(Path projectFolder, Path fleetFolder, Instant now, Findings findings) {
        this.projectFolder = projectFolder;
        this.fleetFolder = fleetFolder;
        this.now = now;
        this.findings = findings;
    }

    List<Located<Path>> read(MapValue root) {
        List<Located<Path>> files = new ArrayList<>();
        List<Value> items = root.list("roots").map(ListValue::items).orElse(List.of());
        for (Value item : items) {
            Scalars.text(item)
                    .filter(text -> !text.value().isEmpty())
                    .flatMap(this::file)
                    .ifPresent(files::add);
        }
        return files;
    }

    private Optional<Located<Path>> file(Located<String> text) {
        try {
            Path file = fleetFolder.resolve(text.value()).toRealPath();
            if (!file.startsWith(projectFolder.toRealPath())) {
                findings.add(
                        FindingCode.FILE_OUTSIDE_PROJECT,
                        text.span(),
                        Text.quote(text.value()) + " lies outside the project folder");
                return Optional.empty();
            }
            List<X509Certificate> certificates = RootFiles.read(file);
            if (certificates.isEmpty()) {
                unreadable(text, " holds no certificate");
            }
            certificates.forEach(certificate -> check(certificate, text));
            return Optional.of(new Located<>(file, text.span()));
        } catch (InvalidPathException | IOException | CertificateException e) {
            unreadable(text, " is missing, or holds something else than PEM certificates");
            return Optional.empty();
        }
    }

    private void unreadable(Located<String> text, String what) {
        findings.add(FindingCode.ROOT_UNREADABLE, text.span(), Text.quote(text.value()) + what);
    }

    private void check(X509Certificate certificate, Located<String> file) {
        String shown = Text.quote(certificate.getSubjectX500Principal().getName()) + " in " + Text.quote(file.value());
        if (isBaltimore(certificate)) {
            findings.add(FindingCode.ROOT_RETIRED, file.span(), shown + " is not the hub's root any more");
        } else if (!isSelfSigned(certificate)) {
            findings.add(FindingCode.ROOT_NOT_SELF_SIGNED, file.span(), shown + " is not self-signed");
        } else if (isEndEntity(certificate)) {
            findings.add(
                    FindingCode.ROOT_NOT_SELF_SIGNED,
                    file.span(),
                    shown + " is self-signed but says of itself that it is no certificate authority");
        } else if (now.isAfter(certificate.getNotAfter().toInstant())) {
            String expiry = certificate.getNotAfter().toInstant().toString();
            findings.add(FindingCode.ROOT_NOT_VALID, file.span(), shown + " expired at " + expiry);
        } else if (now.isBefore(certificate.getNotBefore().toInstant())) {
            String start = certificate.getNotBefore().toInstant().toString();
            findings.add(FindingCode.ROOT_NOT_VALID, file.span(), shown + " is not valid before " + start);
        }
    }

    private static boolean isBaltimore(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(hash).equals(BALTIMORE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Old roots say nothing of themselves; a server's own certificate mostly says that it is no authority. */
    private static boolean isEndEntity(X509Certificate certificate) {
        return certificate.getExtensionValue(BASIC_CONSTRAINTS) != null && certificate.getBasicConstraints() < 0;
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
