package io.github.flexyfleet.simulator.hub;

/** The tiers of a hub. Basic ones have no twins, methods and cloud-to-device messages (azure-iot-hub 1). */
public enum HubTier {
    F1(true),
    B1(false),
    B2(false),
    B3(false),
    S1(true),
    S2(true),
    S3(true);

    private final boolean twins;

    HubTier(boolean twins) {
        this.twins = twins;
    }

    /** Messages that a unit takes in a day (azure-iot-hub 1, table). */
    long messagesPerUnit() {
        return switch (this) {
            case F1 -> 8_000;
            case B1, S1 -> 400_000;
            case B2, S2 -> 6_000_000;
            case B3, S3 -> 300_000_000;
        };
    }

    /** Whether the hub talks to its devices: twins, methods, cloud-to-device messages. */
    public boolean twins() {
        return twins;
    }
}
