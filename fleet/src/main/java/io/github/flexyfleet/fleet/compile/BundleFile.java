package io.github.flexyfleet.fleet.compile;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One file of a bundle. Immutable: content is copied in and out. What a file is can be told without its content, which
 * may lie in a keystore, or on the device alone.
 */
public final class BundleFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,31}");

    private final String name;
    private final Supplier<byte[]> content;
    private final int size;
    private final boolean secret;
    private final Digest digest;

    /**
     * Makes a file.
     *
     * @param name {@code [a-z0-9][a-z0-9.-]{0,31}} (docs/device-protocol.md)
     * @param content the bytes
     * @param secret whether the content must not be seen
     */
    public BundleFile(String name, byte[] content, boolean secret) {
        this(name, content.length, Digest.of(content), secret, holding(content));
    }

    private BundleFile(String name, int size, Digest digest, boolean secret, Supplier<byte[]> content) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a bundle file name: " + name);
        }
        this.name = name;
        this.size = size;
        this.digest = digest;
        this.secret = secret;
        this.content = content;
    }

    /**
     * A secret file that is elsewhere.
     *
     * @param name as above
     * @param size bytes
     * @param digest SHA-256 of the content
     * @param content gets it when somebody needs it; may throw what {@link #content} then throws
     */
    public static BundleFile elsewhere(String name, int size, Digest digest, Supplier<byte[]> content) {
        return new BundleFile(name, size, digest, true, content);
    }

    private static Supplier<byte[]> holding(byte[] content) {
        byte[] own = content.clone();
        return own::clone;
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /**
     * A copy of the bytes.
     *
     * @throws io.github.flexyfleet.fleet.certificate.KeyUnavailableException when it is a private key that this tool cannot
     *     get
     */
    public byte[] content() {
        return content.get();
    }

    /** Number of bytes. */
    public int size() {
        return size;
    }

    /** Whether the content must not be seen. */
    public boolean secret() {
        return secret;
    }

    /** SHA-256 of the content. */
    public Digest digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BundleFile that
                && name.equals(that.name)
                && secret == that.secret
                && size == that.size
                && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, digest);
    }

    /** Name, size and digest, never content. */
    @Override
    public String toString() {
        return name + " (" + size + " bytes, " + digest.abbreviated() + ")";
    }
}
