package io.github.flexyfleet.fleet.gateway;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The runtime jar that belongs to this tool, and where the Flexys fetch it.
 *
 * @param version its Implementation-Version
 * @param sha256 SHA-256 of the jar, 64 lower-case hex characters
 * @param jar the jar itself
 * @param url where a Flexy downloads it; a final URL, since whether a Flexy follows redirects is not known
 *     (talk2m-m2web 4.2)
 */
public record RuntimeRelease(String version, String sha256, ByteBuffer jar, Optional<String> url) {
    /** Main class of the runtime: how a jvmrun file of ours is known. */
    public static final String MAIN_CLASS = "io.github.flexyfleet.runtime.Main";

    /** Heap that every published connector runs with; less may crash (flexy-etk 2.2). */
    private static final String HEAP = "25M";

    /** How every command line of ours begins. */
    private static final String COMMAND_START = "-heapsize " + HEAP + " -classpath /usr/flexyfleet-";

    /** Checks for null. */
    public RuntimeRelease {
        Objects.requireNonNull(version, "version is null");
        Objects.requireNonNull(sha256, "sha256 is null");
        Objects.requireNonNull(url, "url is null");
        jar = jar.asReadOnlyBuffer();
    }

    /** The bytes of the jar. */
    public byte[] content() {
        byte[] bytes = new byte[jar.remaining()];
        jar.duplicate().get(bytes);
        return bytes;
    }

    /** Describes a jar. */
    public static RuntimeRelease of(String version, byte[] jar, Optional<String> url) {
        return new RuntimeRelease(version, sha256(jar), ByteBuffer.wrap(jar.clone()), url);
    }

    /**
     * Path of the jar on the Flexy. It lies in {@code /usr} itself, because no BASIC command that makes a folder is
     * proven; the name carries version and content, so that an update never overwrites the jar that runs.
     */
    public String path() {
        return "/usr/flexyfleet-" + version + "-" + sha256.substring(0, 8) + ".jar";
    }

    /**
     * Whether the text of a jvmrun file starts a runtime of ours, of any version, or was meant to: what a power cut left
     * of it starts nothing and may be replaced.
     */
    public static boolean isOurs(String autorun) {
        String text = autorun.strip();
        return text.startsWith(COMMAND_START) || COMMAND_START.startsWith(text) || text.contains(MAIN_CLASS);
    }

    /** Arguments of the Java VM: the content of jvmrun without its line end, and of jvmCmd's runCmd. */
    public String commandLine() {
        return "-heapsize " + HEAP + " -classpath " + path() + " -emain " + MAIN_CLASS;
    }

    /** Whether these bytes are the jar. */
    public boolean isJar(byte[] content) {
        return sha256(content).equals(sha256);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
