package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.HubTier;

/**
 * What a hub takes a minute (azure-iot-hub 1, Metering).
 *
 * @param registry operations of the identity registry
 * @param queries queries of twins, each page one
 */
public record HubRates(int registry, int queries) {
    /** What a hub of this tier takes. */
    public static HubRates of(HubTier tier, int units) {
        return switch (tier) {
            case F1, B1, B2, S1, S2 -> new HubRates(100 * units, 20 * units);
            case B3, S3 -> new HubRates(5_000 * units, 1_000 * units);
        };
    }
}
