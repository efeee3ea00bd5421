package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;
import java.util.function.Supplier;

/** Rights of the device user (talk2m-m2web 6): which one a form needs, and what to say when it is not there. */
enum DeviceRights {
    EXPORT("eWON file access (EBD)"),
    SCRIPT("Change configuration and Force outputs"),
    JVM("Control Java JVM"),
    FORMS("Java Forms access");

    private static final int FORBIDDEN = 403;

    private final String words;

    DeviceRights(String words) {
        this.words = words;
    }

    /** Makes a call that needs this right. */
    <T> T with(Supplier<T> call) throws DeviceProblemException {
        try {
            return call.get();
        } catch (M2WebException e) {
            if (isForbidden(e)) {
                throw missing(e);
            }
            throw e;
        }
    }

    /** The same for a call without an answer. */
    void run(Runnable call) throws DeviceProblemException {
        with(() -> {
            call.run();
            return null;
        });
    }

    /** INFERRED: a Flexy answers 403 to a user who is known and may not do it. */
    static boolean isForbidden(M2WebException e) {
        return e.failure() instanceof M2WebFailure.Unexpected unexpected && unexpected.status() == FORBIDDEN;
    }

    DeviceProblemException missing(Throwable cause) {
        return new DeviceProblemException(
                Outcome.REJECTED,
                ProblemCode.RIGHT_MISSING,
                "the device user has not the right: " + words,
                "give it on the Flexy under Setup, Users; docs/security.md lists all rights that are needed",
                cause);
    }
}
