package io.github.flexyfleet.fleet.probe;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a probe may do, and with what.
 *
 * @param tool version of the tool
 * @param jar the probe's jar
 * @param url where the gateway fetches it; without it nothing is asked from inside
 * @param hub host of the hub that is connected to; empty when none may be
 * @param roots of which one vouches for the hub, the likeliest first
 * @param stopsJava whether another Java program may be stopped for the time of the probe
 * @param patience for each thing that the program on the gateway waits for
 * @param record notes what has to be put back
 */
public record ProbeSettings(
        String tool,
        ByteBuffer jar,
        Optional<URI> url,
        Optional<String> hub,
        List<X509Certificate> roots,
        boolean stopsJava,
        Duration patience,
        ProbeRecord record) {
    /** File name of the jar, beside the runtime at the same server. */
    public static final String JAR = "flexyfleet-probe.jar";

    /** A TLS handshake over a slow link and the client's own pause (flexy-etk 1.2). */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Copies the list. */
    public ProbeSettings {
        jar = jar.asReadOnlyBuffer();
        roots = List.copyOf(roots);
    }

    /** The jar's bytes. */
    byte[] content() {
        byte[] bytes = new byte[jar.remaining()];
        jar.duplicate().get(bytes);
        return bytes;
    }
}
