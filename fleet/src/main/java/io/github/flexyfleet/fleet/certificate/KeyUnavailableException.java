package io.github.flexyfleet.fleet.certificate;

/** A private key is wanted, and this tool cannot give it. Says why, never what was read. */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mend;
    private final boolean withDevice;

    KeyUnavailableException(String what, String mend) {
        this(what, mend, false);
    }

    private KeyUnavailableException(String what, String mend, boolean withDevice) {
        super(what);
        this.mend = mend;
        this.withDevice = withDevice;
    }

    /** A key of which no copy was kept. */
    static KeyUnavailableException withDeviceAlone() {
        return new KeyUnavailableException(
                "no copy of the private key was kept: the device alone has it, or lost it",
                "deploy the device again: if it lacks the key, it gets a new certificate",
                true);
    }

    /** Whether no copy was kept, so that the device has it or nobody. */
    public boolean isWithDeviceAlone() {
        return withDevice;
    }

    /** What mends it. */
    public String mend() {
        return mend;
    }
}
