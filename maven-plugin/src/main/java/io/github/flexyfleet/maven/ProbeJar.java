package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.compile.BuiltInRoots;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.fleet.probe.ProbeRecord;
import io.github.flexyfleet.fleet.probe.ProbeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/** The jar that answers a probe on the gateway; it travels inside the plugin. */
final class ProbeJar {
    private static final String RESOURCE = "/META-INF/flexyfleet/probe.jar";

    private final byte[] content;

    private ProbeJar(byte[] content) {
        this.content = content;
    }

    static ProbeJar load() throws IOException {
        try (InputStream resource = ProbeJar.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("this build of the plugin has no probe jar in it");
            }
            return new ProbeJar(resource.readAllBytes());
        }
    }

    byte[] content() {
        return content.clone();
    }

    /** Writes it for people to put on a web server. */
    Path write(Path folder) throws IOException {
        Path file = folder.resolve("probe").resolve(ProbeSettings.JAR);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** Writes what was found out. */
    Path write(Path folder, ProbeProfile profile) throws IOException {
        Path file = folder.resolve("probe").resolve("profile-" + profile.serial() + ".json");
        return Files.writeString(file, profile.json());
    }

    /**
     * What a probe works with.
     *
     * @param url where the gateway fetches the jar; null for the place of the runtime
     * @throws MojoFailureException when the URL is none
     */
    ProbeSettings settings(Fleet fleet, Surroundings surroundings, String url, boolean hub, boolean stopJava)
            throws IOException, MojoFailureException {
        Optional<URI> given = Optional.ofNullable(url).flatMap(Addresses::read);
        if (url != null && given.isEmpty()) {
            throw new MojoFailureException("flexy.probe.url is no address that a gateway can fetch; nothing was done."
                    + " Write it as https://HOST/PATH, without a user or a password");
        }
        List<X509Certificate> roots = new ArrayList<>(surroundings.extraRoots());
        roots.addAll(BuiltInRoots.with(fleet));
        Optional<URI> beside =
                surroundings.release().url().map(runtime -> URI.create(runtime).resolve(ProbeSettings.JAR));
        return new ProbeSettings(
                surroundings.release().version(),
                ByteBuffer.wrap(content),
                given.or(() -> beside),
                Optional.of(fleet.hub().host()).filter(host -> hub),
                roots,
                stopJava,
                ProbeSettings.PATIENCE,
                new ProbeRecord(surroundings.certificates().resolveSibling("probe")));
    }
}
