package io.github.flexyfleet.fleet.model;

/**
 * The IoT Hub of a fleet.
 *
 * @param host full host name
 * @param tier pricing tier
 * @param units 1..200
 */
public record HubSettings(String host, HubTier tier, int units) {}
