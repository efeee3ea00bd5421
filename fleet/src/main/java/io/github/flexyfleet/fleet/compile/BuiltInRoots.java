package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.RootFiles;
import io.github.flexyfleet.fleet.source.Located;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The two roots that the public cloud's hubs chain to, and no intermediate (azure-iot-hub 2). */
public final class BuiltInRoots {
    private static final List<String> FILES = List.of("DigiCertGlobalRootG2.pem", "MicrosoftRSARootCA2017.pem");

    private BuiltInRoots() {}

    /** The built-in roots. */
    public static List<X509Certificate> certificates() {
        return FILES.stream().flatMap(name -> load(name).stream()).toList();
    }

    /**
     * The built-in roots and those that a fleet adds: what devices shall trust.
     *
     * @throws IOException when a file of the fleet cannot be read any more
     */
    public static List<X509Certificate> with(Fleet fleet) throws IOException {
        List<X509Certificate> roots = new ArrayList<>(certificates());
        for (Located<Path> file : fleet.roots()) {
            try {
                roots.addAll(RootFiles.read(file.value()));
            } catch (CertificateException e) {
                throw new IOException(file.span() + ": the root certificate's file has changed", e);
            }
        }
        return List.copyOf(roots);
    }

    private static List<X509Certificate> load(String name) {
        try (InputStream in = BuiltInRoots.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return RootFiles.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new IllegalStateException("broken built-in root " + name, e);
        }
    }
}
