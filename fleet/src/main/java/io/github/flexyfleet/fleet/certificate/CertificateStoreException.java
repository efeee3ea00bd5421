package io.github.flexyfleet.fleet.certificate;

import java.nio.file.Path;

/** Keys and certificates cannot be read, written or made. Names files, never their content. */
public final class CertificateStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CertificateStoreException(Path path, String problem, Throwable cause) {
        super(path + ": " + problem, cause);
    }

    CertificateStoreException(String problem) {
        super(problem);
    }
}
