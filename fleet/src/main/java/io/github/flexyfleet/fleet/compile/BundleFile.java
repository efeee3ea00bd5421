package io.github.flexyfleet.fleet.compile;

import java.security.MessageDigest;
import java.util.Objects;
import java.util.regex.Pattern;

/** One file of a bundle. Immutable: content is copied in and out. */
public final class BundleFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,31}");

    private final String name;
    private final byte[] content;
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
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a bundle file name: " + name);
        }
        this.name = name;
        this.content = content.clone();
        this.secret = secret;
        this.digest = Digest.of(content);
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /** A copy of the bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** Number of bytes. */
    public int size() {
        return content.length;
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
                && MessageDigest.isEqual(content, that.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, digest);
    }

    /** Name, size and digest, never content. */
    @Override
    public String toString() {
        return name + " (" + content.length + " bytes, " + digest.abbreviated() + ")";
    }
}
