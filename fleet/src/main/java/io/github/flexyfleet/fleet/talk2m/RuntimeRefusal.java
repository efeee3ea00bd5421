package io.github.flexyfleet.fleet.talk2m;

import java.util.List;

/** The runtime answered, and refused the request (docs/device-protocol.md). Nothing was changed on the device. */
public final class RuntimeRefusal extends RuntimeException {
    private final Code code;
    private final String reason;
    private final List<String> missing;

    RuntimeRefusal(String call, Code code, String reason, List<String> missing) {
        super(call + ": " + code.wire() + ": " + reason);
        this.code = code;
        this.reason = reason;
        this.missing = List.copyOf(missing);
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** The runtime's words for people, one short line. */
    public String reason() {
        return reason;
    }

    /** With {@link Code#INCOMPLETE}, the names of the files that the device lacks. */
    public List<String> missing() {
        return missing;
    }

    /** Why a request was refused. */
    public enum Code {
        /** A field is missing or wrong. */
        BAD_REQUEST("bad-request"),
        /** A whole file came, but not with this SHA-256; the device dropped it. */
        BAD_DIGEST("bad-digest"),
        /** Files are missing. */
        INCOMPLETE("incomplete"),
        /** Another candidate is on trial. */
        BUSY("busy"),
        /** The device's configuration cannot be used. */
        BAD_CONFIG("bad-config"),
        /** The digest is confirmed and cannot be taken back. */
        NOT_CANDIDATE("not-candidate"),
        /** The flash is full or failing. */
        STORAGE("storage"),
        /** The runtime does not know the form: it is older than this tool. */
        UNKNOWN_FORM("unknown-form"),
        /** The runtime failed. */
        INTERNAL("internal");

        private final String wire;

        Code(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }
}
