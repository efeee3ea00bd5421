package io.github.flexyfleet.fleet.talk2m;

import java.util.Locale;
import java.util.Optional;

/**
 * A Flexy as Talk2M knows it (talk2m-m2web 2.4). There is no serial number in it: that takes a call to the device.
 *
 * @param id Talk2M's own number
 * @param name name for people
 * @param encodedName name for the path of a call, to be used letter for letter (talk2m-m2web 2.5)
 * @param status whether its VPN is up
 * @param m2webServer host that Talk2M prefers for calls to this device
 */
public record Talk2mDevice(long id, String name, String encodedName, Status status, Optional<String> m2webServer) {
    /** Refuses an encoded name that would lead to another path. */
    public Talk2mDevice {
        String plain = encodedName.toLowerCase(Locale.ROOT).replace("%2e", ".");
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            throw new IllegalArgumentException("not an encoded device name: \"" + encodedName + "\"");
        }
    }

    /** State of a device's VPN. */
    public enum Status {
        /** Calls can reach it. */
        ONLINE,
        /** Calls cannot reach it. */
        OFFLINE,
        /** Talk2M said something that is not known here. */
        UNKNOWN
    }
}
