package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.certificate.TrustedRoots;
import io.github.flexyfleet.fleet.compile.BundleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the roots that a device has fit the certificates that the hub shows. A Flexy tells nothing of them (flexy-etk 1):
 * the hub is looked at from this machine, and by its digest the device has the roots of the bundle that is here.
 */
final class RootsLook {
    private RootsLook() {}

    /** What came of it; empty when the hub or the roots could not be seen. */
    static Optional<Verdict> at(Patient patient) {
        Optional<BundleFile> file = patient.target().bundle().file("roots.pem");
        List<X509Certificate> shown = patient.hub().chain();
        if (file.isEmpty() || shown.isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> roots;
        try {
            roots = PemCertificates.parse(new String(file.get().content(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty();
        }
        String root = name(shown.get(shown.size() - 1).getIssuerX500Principal().getName());
        return Optional.of(
                TrustedRoots.trusts(roots, shown)
                        ? new Verdict.Ok("the device's roots fit the certificate that the hub shows this machine")
                        : new Verdict.Problem(
                                DoctorCode.WRONG_ROOTS,
                                "the hub shows this machine a certificate under " + root
                                        + ", and the device trusts only "
                                        + roots.stream()
                                                .map(one -> name(one.getSubjectX500Principal()
                                                        .getName()))
                                                .collect(Collectors.joining(", "))));
    }

    /** The common name, which is what people know a root by. */
    private static String name(String distinguished) {
        for (String part : distinguished.split("(?<!\\\\),", -1)) {
            if (part.strip().startsWith("CN=")) {
                return part.strip().substring("CN=".length());
            }
        }
        return distinguished;
    }
}
