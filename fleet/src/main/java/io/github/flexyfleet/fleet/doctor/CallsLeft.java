package io.github.flexyfleet.fleet.doctor;

import java.io.IOException;

/** The calls that a Talk2M account has today. */
public interface CallsLeft {
    /** What the fleet file calls the account. */
    String account();

    /** How many are left. */
    long left() throws IOException;

    /** How many of them are kept for deploys. */
    long kept();
}
