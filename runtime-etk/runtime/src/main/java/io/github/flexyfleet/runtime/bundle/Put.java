package io.github.flexyfleet.runtime.bundle;

/** One chunk of a file as {@code fleetPut} brings it; the values are checked already. */
public final class Put {
    /** Digest of the bundle that the file belongs to. */
    public final String digest;

    /** File name, {@link Manifest#NAME} for the manifest. */
    public final String name;

    /** Size of the whole file in bytes. */
    public final int size;

    /** SHA-256 of the whole file. */
    public final String sha256;

    /** Where the chunk begins in the file. */
    public final int offset;

    /** The chunk. */
    public final byte[] data;

    /** Puts the values together; the array is not copied. */
    public Put(String digest, String name, int size, String sha256, int offset, byte[] data) {
        this.digest = digest;
        this.name = name;
        this.size = size;
        this.sha256 = sha256;
        this.offset = offset;
        this.data = data;
    }

    /** What the device holds after a chunk. */
    public static final class Result {
        /** Bytes of the file that the device holds. */
        public final long have;

        /** Whether the whole file is there and its SHA-256 right. */
        public final boolean complete;

        /** Names of the files that are not complete. */
        public final String[] missing;

        Result(long have, boolean complete, String[] missing) {
            this.have = have;
            this.complete = complete;
            this.missing = missing;
        }
    }
}
