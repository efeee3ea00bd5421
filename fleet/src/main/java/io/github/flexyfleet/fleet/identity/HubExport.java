package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A hub's export, {@code devices.txt}: one identity a line (azure-iot-hub 4). Keys in it are not kept.
 *
 * @param identities those with ids that this tool can have
 * @param unreadable numbers of lines that are no identity, from 1
 */
public record HubExport(Map<DeviceId, SeenIdentity> identities, List<Integer> unreadable) {
    /** That of a hub of which nothing is known. */
    public static final HubExport NONE = new HubExport(Map.of(), List.of());

    /** Takes copies. */
    public HubExport {
        identities = Map.copyOf(identities);
        unreadable = List.copyOf(unreadable);
    }

    /** Reads an export; blank lines and a byte order mark mean nothing. */
    public static HubExport read(String text) {
        Map<DeviceId, SeenIdentity> identities = new HashMap<>();
        List<Integer> unreadable = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.replace("\uFEFF", "").strip();
            if (content.isEmpty()) {
                continue;
            }
            Optional<SeenIdentity> identity = SeenIdentity.ofExport(content);
            if (identity.isPresent()) {
                identities.put(identity.get().device(), identity.get());
            } else if (!SeenIdentity.isOthersExport(content)) {
                unreadable.add(number);
            }
        }
        return new HubExport(identities, unreadable);
    }

    /** What it says of a fleet; it is the whole hub. */
    public HubSnapshot snapshot(Collection<DeviceId> devices) {
        return new HubSnapshot(identities, Set.copyOf(devices), Map.of(), true);
    }
}
