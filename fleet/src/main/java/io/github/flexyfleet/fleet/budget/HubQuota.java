package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;

/**
 * What a hub takes in a day (azure-iot-hub 1, table).
 *
 * @param messagesPerDay metered messages of the whole hub from 00:00 to 24:00 UTC
 * @param meterBytes a message counts once for each started piece of this size
 */
record HubQuota(long messagesPerDay, int meterBytes) {
    private static final int METER = 4096;
    private static final int FREE_METER = 512;

    static HubQuota of(HubSettings hub) {
        return new HubQuota(perUnit(hub.tier()) * hub.units(), hub.tier() == HubTier.F1 ? FREE_METER : METER);
    }

    static long perUnit(HubTier tier) {
        return switch (tier) {
            case F1 -> 8_000;
            case B1, S1 -> 400_000;
            case B2, S2 -> 6_000_000;
            case B3, S3 -> 300_000_000;
        };
    }

    /** How often a message counts. */
    long metered(long bytes) {
        return Math.max(1, (bytes + meterBytes - 1) / meterBytes);
    }
}
