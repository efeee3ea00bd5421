package io.github.flexyfleet.fleet.model;

/**
 * The IoT Hub of a fleet.
 *
 * @param host full host name
 * @param tier pricing tier
 * @param units 1..200
 * @param consumerGroup with which its messages are read
 */
public record HubSettings(String host, HubTier tier, int units, String consumerGroup) {
    /** The consumer group that every hub has. */
    public static final String DEFAULT_GROUP = "$Default";

    /** A hub whose messages are read with the consumer group that every hub has. */
    public HubSettings(String host, HubTier tier, int units) {
        this(host, tier, units, DEFAULT_GROUP);
    }
}
