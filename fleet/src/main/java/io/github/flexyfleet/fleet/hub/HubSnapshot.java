package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Map;
import java.util.Set;

/**
 * What a hub says of many identities at once; up to minutes old.
 *
 * @param identities those that were found
 * @param looked the devices of which it is known whether they have an identity
 * @param reported what runtimes reported to their twins
 * @param complete whether all identities with the fleet's mark are among them
 */
public record HubSnapshot(
        Map<DeviceId, SeenIdentity> identities,
        Set<DeviceId> looked,
        Map<DeviceId, ReportedState> reported,
        boolean complete) {
    /** Nothing is known. */
    public static final HubSnapshot NONE = new HubSnapshot(Map.of(), Set.of(), Map.of(), false);

    /** Takes copies. */
    public HubSnapshot {
        identities = Map.copyOf(identities);
        looked = Set.copyOf(looked);
        reported = Map.copyOf(reported);
    }
}
