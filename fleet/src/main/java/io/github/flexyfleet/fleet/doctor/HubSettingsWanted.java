package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;

/**
 * What a fleet wants of its hub.
 *
 * @param hub as the fleet file says
 * @param messages how many it is reckoned to send in a day, as they are metered
 * @param worst how many at worst
 */
public record HubSettingsWanted(HubSettings hub, long messages, long worst) {
    static final HubSettingsWanted NOTHING = new HubSettingsWanted(new HubSettings("", HubTier.S1, 1), 0, 0);
}
