package io.github.flexyfleet.fleet.model;

/**
 * The Device Provisioning Service that assigns hubs to devices (azure-iot-hub 3).
 *
 * @param idScope by which devices name it
 * @param host at which devices register
 * @param group name of the enrollment group of the fleet's authority
 */
public record Provisioning(String idScope, String host, String group) {
    /** Of the public cloud. */
    public static final String DEFAULT_HOST = "global.azure-devices-provisioning.net";
}
