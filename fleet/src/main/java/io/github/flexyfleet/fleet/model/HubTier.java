package io.github.flexyfleet.fleet.model;

/** Pricing tier of an IoT Hub. */
public enum HubTier {
    /** Free. */
    F1(true),
    /** Basic 1. */
    B1(false),
    /** Basic 2. */
    B2(false),
    /** Basic 3. */
    B3(false),
    /** Standard 1. */
    S1(true),
    /** Standard 2. */
    S2(true),
    /** Standard 3. */
    S3(true);

    private final boolean twins;

    HubTier(boolean twins) {
        this.twins = twins;
    }

    /** Whether devices have twins: not in the Basic tiers (azure-iot-hub 1). */
    public boolean twins() {
        return twins;
    }
}
