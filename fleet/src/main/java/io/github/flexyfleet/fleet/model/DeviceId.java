package io.github.flexyfleet.fleet.model;

import java.util.regex.Pattern;

/**
 * Identity of a device at the IoT Hub, case-sensitive. Narrower than what the hub allows, so that it is also a file
 * name, a certificate's common name and an MQTT client id (azure-iot-hub 2).
 *
 * @param value 1..64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Checks the form. */
    public DeviceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a device id: " + value);
        }
    }

    /** Tells whether {@code value} can be a device id. The names {@code .} and {@code ..} cannot. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches() && !value.equals(".") && !value.equals("..");
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
