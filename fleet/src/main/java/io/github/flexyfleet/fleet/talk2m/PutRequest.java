package io.github.flexyfleet.fleet.talk2m;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * One chunk of one file of a candidate bundle, form {@code fleetPut} (docs/device-protocol.md).
 *
 * @param digest digest of the bundle, 64 lower-case hex characters
 * @param name name of the file, or {@link #MANIFEST}
 * @param size size of the whole file, bytes
 * @param sha256 of the whole file, 64 lower-case hex characters
 * @param offset where in the file the chunk begins, 0..size
 * @param base64 the chunk
 */
public record PutRequest(String digest, String name, long size, String sha256, long offset, String base64) {
    /** Name under which the manifest is put. */
    public static final String MANIFEST = "manifest";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,31}");

    /** Checks the form of all fields. */
    public PutRequest {
        Digests.check(digest);
        Digests.check(sha256);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a file name of a bundle: " + name);
        }
        if (offset < 0 || offset > size) {
            throw new IllegalArgumentException("offset " + offset + " is not within 0.." + size);
        }
    }

    Map<String, String> fields() {
        return Map.of(
                "digest", digest,
                "name", name,
                "size", Long.toString(size),
                "sha256", sha256,
                "offset", Long.toString(offset),
                "data", base64);
    }

    /** Leaves out the data, which can be a private key. */
    @Override
    public String toString() {
        return name + " of " + digest + " at " + offset + "/" + size;
    }
}
