package io.github.flexyfleet.maven;

/** What goes wrong in a case of the matrix, at one call to the device. */
enum MatrixFault {
    /** Nothing. */
    NONE,
    /** The call never arrives: unavailable. */
    UNAVAILABLE,
    /** The call never arrives: a timeout. */
    TIMEOUT,
    /** The call never arrives: unreachable. */
    UNREACHABLE,
    /** The call never arrives: 429. */
    TOO_MANY,
    /** The call never arrives: the connection is lost. */
    CALL_LOST,
    /** The call never arrives: its session has ended. */
    SESSION_ENDED,
    /** The call arrives twice. */
    TWICE,
    /** The deed is done, the answer is a timeout. */
    ANSWER_TIMEOUT,
    /** The deed is done, the connection is lost. */
    ANSWER_LOST,
    /** The deed is done, the connection is lost within the body. */
    ANSWER_CUT,
    /** The answer takes 40 s. */
    SLOW,
    /** The power is cut before the call, for two minutes. */
    POWER_CUT_BEFORE,
    /** The power is cut when the deed is done, for two minutes. */
    POWER_CUT_AFTER,
    /** The power is cut at a change of the flash, at this call or later, for two minutes. */
    POWER_CUT_IN_WRITE,
    /** The gateway reboots before the call. */
    REBOOT_BEFORE,
    /** The gateway reboots when the deed is done. */
    REBOOT_AFTER,
    /** From the call on nothing reaches the gateway for a quarter of an hour. */
    OFFLINE,
    /** From the call on the hub knows none of the device's certificates. */
    CERTIFICATE_REFUSED,
    /** From the call on the hub has the identity disabled, for four minutes. */
    IDENTITY_DISABLED,
    /** From the call on the hub throttles its service side and its devices, for four minutes. */
    HUB_THROTTLES,
    /** From the call on the gateway's clock is years behind, for five minutes. */
    CLOCK_WRONG;

    /** Whether flash can hold less afterwards than what was written. */
    boolean cutsPower() {
        return switch (this) {
            case POWER_CUT_BEFORE, POWER_CUT_AFTER, POWER_CUT_IN_WRITE -> true;
            case NONE,
                    UNAVAILABLE,
                    TIMEOUT,
                    UNREACHABLE,
                    TOO_MANY,
                    CALL_LOST,
                    SESSION_ENDED,
                    TWICE,
                    ANSWER_TIMEOUT,
                    ANSWER_LOST,
                    ANSWER_CUT,
                    SLOW,
                    REBOOT_BEFORE,
                    REBOOT_AFTER,
                    OFFLINE,
                    CERTIFICATE_REFUSED,
                    IDENTITY_DISABLED,
                    HUB_THROTTLES,
                    CLOCK_WRONG -> false;
        };
    }
}
