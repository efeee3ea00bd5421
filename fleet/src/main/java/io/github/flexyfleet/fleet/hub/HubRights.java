package io.github.flexyfleet.fleet.hub;

/**
 * What the tool's login must be allowed at the hub, for people (azure-iot-hub 4, Auth); whoever tells it takes it from here,
 * and a test holds those to it that cannot. INFERRED: the roles IoT Hub Registry Contributor and IoT Hub Twin Contributor
 * together do not cover methods, by which a device is asked for a message.
 */
public final class HubRights {
    /** All that the tool does. */
    public static final String ALL =
            "the policy of the connection string needs registry read, registry write and service"
                    + " connect; with access: entra, whoever signs in needs the role IoT Hub Data Contributor at the hub";

    /** To ask a device something. */
    public static final String TO_ASK =
            "that takes service connect, or with access: entra the role IoT Hub Data Contributor at the hub";

    private HubRights() {}
}
