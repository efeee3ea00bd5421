package io.github.flexyfleet.fleet.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest firmware that is deployed to: 14.5, which HMS's own remote tools demand (talk2m-m2web 6; INFERRED as our floor). */
public final class FirmwareFloor {
    private static final int HIGH = 14;
    private static final int LOW = 5;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    private FirmwareFloor() {}

    /** Refuses a version such as {@code 14.4s0} that is older; one that cannot be read counts as older. */
    public static void check(String version) throws DeviceProblemException {
        if (isBelow(version)) {
            Matcher parts = VERSION.matcher(version);
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.FIRMWARE_TOO_OLD,
                    "firmware " + (parts.matches() ? version : "that cannot be read (\"" + version + "\")")
                            + " is older than " + HIGH + "." + LOW,
                    "update the firmware with eBuddy first");
        }
    }

    /** Whether a version such as {@code 14.4s0} is older; one that cannot be read counts as older. */
    public static boolean isBelow(String version) {
        Matcher parts = VERSION.matcher(version);
        int high = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
        int low = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        return high < HIGH || (high == HIGH && low < LOW);
    }
}
