package io.github.flexyfleet.fleet.compile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of some bytes; a bundle's digest is that of its manifest (docs/device-protocol.md).
 *
 * @param hex 64 lower-case hex characters
 */
public record Digest(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form. */
    public Digest {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a lower-case SHA-256 digest: " + hex);
        }
    }

    /** Computes the digest of some bytes. */
    public static Digest of(byte[] bytes) {
        try {
            return new Digest(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 16 characters: what a message's property bag and a table show. */
    public String abbreviated() {
        return hex.substring(0, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
