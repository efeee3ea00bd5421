package io.github.flexyfleet.fleet.gateway;

import java.util.Optional;

/**
 * How a device was left by a release.
 *
 * @param autorun start command of the Java program that is in place again, if there was one
 * @param script what became of its BASIC program
 * @param keysErased whether the device has run the commands that overwrite and erase its private keys; flash may still
 *     hold what they stood on
 */
public record Released(Optional<String> autorun, Script script, boolean keysErased) {
    /** What became of the BASIC program. */
    public enum Script {
        /** None was parked. */
        UNTOUCHED,
        /** It runs again. */
        BACK,
        /** It is parked still, and neither the device nor the state folder has its text. */
        LOST
    }
}
