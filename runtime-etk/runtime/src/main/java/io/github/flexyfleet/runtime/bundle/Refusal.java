package io.github.flexyfleet.runtime.bundle;

/** A form is refused; the codes are those of the device protocol. */
public final class Refusal extends Exception {
    /** A field is missing or wrong. */
    public static final String BAD_REQUEST = "bad-request";

    /** A file arrived whole, but its SHA-256 is another. */
    public static final String BAD_DIGEST = "bad-digest";

    /** Files of the candidate are missing. */
    public static final String INCOMPLETE = "incomplete";

    /** Another candidate is on trial. */
    public static final String BUSY = "busy";

    /** The device configuration cannot be used. */
    public static final String BAD_CONFIG = "bad-config";

    /** The digest is not the candidate's. */
    public static final String NOT_CANDIDATE = "not-candidate";

    /** Flash is full or failing. */
    public static final String STORAGE = "storage";

    private static final String[] NONE = new String[0];

    private final String code;
    private final String[] missing;

    /** A refusal with a code of this class and words for people. */
    public Refusal(String code, String message) {
        this(code, message, NONE);
    }

    /** A refusal that names the missing files. */
    public Refusal(String code, String message, String[] missing) {
        super(message);
        this.code = code;
        this.missing = missing;
    }

    /** The code of the device protocol. */
    public String code() {
        return code;
    }

    /** Names of missing files; empty unless the code is {@link #INCOMPLETE}. */
    public String[] missing() {
        return missing;
    }
}
