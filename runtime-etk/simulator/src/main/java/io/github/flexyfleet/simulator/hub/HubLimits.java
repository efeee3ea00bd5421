package io.github.flexyfleet.simulator.hub;

import java.time.Duration;

/**
 * What a hub takes of its clients, and how far behind its queries are (azure-iot-hub 1 and 4).
 *
 * @param units of its tier, 1 or more
 * @param throttled whether service clients get 429 for more than the tier takes
 * @param bulkInParts whether a bulk call that is too much fails for those of its devices that are; else as a whole. INFERRED
 *     that either may happen
 * @param queryLag how old the answers of queries are
 * @param longestToken how far ahead the token of a device may end at most, see {@link DeviceTokens}; zero for any
 */
public record HubLimits(int units, boolean throttled, boolean bulkInParts, Duration queryLag, Duration longestToken) {
    /** INFERRED: how many minutes the "minutes" of the facts are (azure-iot-hub 0). */
    public static final Duration MINUTES = Duration.ofMinutes(2);

    /** INFERRED: the hour for which SDKs and runtime make tokens, and the 5 minutes of the facts (azure-iot-hub 0, trap 7). */
    private static final Duration AN_HOUR_AND_5_MINUTES = Duration.ofMinutes(65);

    /** Checks the units. */
    public HubLimits {
        if (units < 1) {
            throw new IllegalArgumentException("a hub has at least one unit");
        }
    }

    /**
     * What a rehearsal has: the throttle of a tier with so many units. Queries are up to date, though no real hub's are:
     * who looks at what was just done would wait for minutes, or be told of the past.
     */
    public static HubLimits standard(int units) {
        return new HubLimits(units, true, false, Duration.ZERO, AN_HOUR_AND_5_MINUTES);
    }

    /** A hub that takes all that comes, for tests of something else. */
    public static HubLimits none() {
        return new HubLimits(1, false, false, Duration.ZERO, Duration.ZERO);
    }

    /** The same with queries that lag, by {@link #MINUTES} as a real hub's. */
    public HubLimits withQueryLag(Duration lag) {
        return new HubLimits(units, throttled, bulkInParts, lag, longestToken);
    }

    /** The same whose bulk calls fail in parts. */
    public HubLimits withBulkInParts() {
        return new HubLimits(units, throttled, true, queryLag, longestToken);
    }
}
