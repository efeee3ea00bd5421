package io.github.flexyfleet.fleet.certificate;

import java.nio.file.Path;

/** Keys and certificates cannot be read, written or made. Names files, never their content. */
public final class CertificateStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What cannot be used. */
    public enum Kind {
        /** Files with keys and certificates, or what stands in them. */
        FILES,
        /** The module that leads to a token, or the token in its slot. */
        TOKEN,
        /** The PIN of a token. */
        PIN,
        /** The key on a token. */
        TOKEN_KEY
    }

    private final Kind kind;

    CertificateStoreException(Path path, String problem, Throwable cause) {
        super(path + ": " + problem, cause);
        kind = Kind.FILES;
    }

    CertificateStoreException(String problem) {
        this(Kind.FILES, problem);
    }

    CertificateStoreException(Kind kind, String problem) {
        super(problem);
        this.kind = kind;
    }

    /** What cannot be used. */
    public Kind kind() {
        return kind;
    }
}
