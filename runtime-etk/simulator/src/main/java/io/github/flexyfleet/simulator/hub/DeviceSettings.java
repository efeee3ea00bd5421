package io.github.flexyfleet.simulator.hub;

import java.util.regex.Pattern;

/**
 * What a service client decides about a device identity.
 *
 * @param deviceId 1..128 characters, case-sensitive (azure-iot-hub 2)
 * @param enabled whether the device may connect
 * @param statusReason why, at most 128 characters
 * @param authentication how it shows who it is
 */
public record DeviceSettings(
        String deviceId, boolean enabled, String statusReason, DeviceAuthentication authentication) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1,128}");
    private static final int LONGEST_REASON = 128;

    /**
     * Checks id and reason.
     *
     * @throws IllegalArgumentException when one is not what the hub takes
     */
    public DeviceSettings {
        if (!ID.matcher(deviceId).matches()) {
            throw new IllegalArgumentException("not a device id");
        }
        if (statusReason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("statusReason is longer than " + LONGEST_REASON);
        }
    }

    /** An enabled device with a certificate. */
    public static DeviceSettings selfSigned(String deviceId, String primary, String secondary) {
        return new DeviceSettings(deviceId, true, "", new DeviceAuthentication.SelfSigned(primary, secondary));
    }
}
