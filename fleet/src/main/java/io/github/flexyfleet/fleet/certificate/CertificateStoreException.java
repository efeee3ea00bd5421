package io.github.flexyfleet.fleet.certificate;

import java.nio.file.Path;

/** The folder of keys and certificates cannot be read or written. Names the file, never its content. */
public final class CertificateStoreException extends RuntimeException {
    private final transient Path path;

    CertificateStoreException(Path path, String problem, Throwable cause) {
        super(path + ": " + problem, cause);
        this.path = path;
    }

    /** The file or folder. */
    public Path path() {
        return path;
    }
}
