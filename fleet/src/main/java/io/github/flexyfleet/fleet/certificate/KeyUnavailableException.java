package io.github.flexyfleet.fleet.certificate;

/** A device lacks its private key, and this tool cannot give it one. Says why, never what was read. */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mend;

    KeyUnavailableException(String what, String mend) {
        super(what);
        this.mend = mend;
    }

    /** What mends it. */
    public String mend() {
        return mend;
    }
}
