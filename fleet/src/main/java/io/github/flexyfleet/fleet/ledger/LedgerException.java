package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;

/** What a ledger or its lease refuses, with words and a mend. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String mend;

    /** A refusal with the exception behind it, which may be null. */
    public LedgerException(ProblemCode code, String what, String mend, Throwable cause) {
        super(what, cause);
        this.code = code;
        this.mend = mend;
    }

    /** A refusal. */
    public LedgerException(ProblemCode code, String what, String mend) {
        this(code, what, mend, null);
    }

    /** Stable code. */
    public ProblemCode code() {
        return code;
    }

    /** How to mend it. */
    public String mend() {
        return mend;
    }

    /** The same for a device, or for a run that does not begin. */
    public DeviceProblemException asProblem(Outcome outcome) {
        return new DeviceProblemException(outcome, code, getMessage(), mend, this);
    }
}
