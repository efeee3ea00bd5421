package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** When devices get the key of the other slot (decision 25). */
public final class KeyRotation {
    private KeyRotation() {}

    /** The devices of a fleet whose marks say that it is time, by the identities of an export or a list. Pure. */
    public static Set<DeviceId> due(Fleet fleet, Map<DeviceId, SeenIdentity> identities, Instant now) {
        return fleet.devices().stream()
                .filter(device -> device.hubAccess().auth() instanceof HubAccess.Auth.Sas sas
                        && sas.secret().isEmpty()
                        && Optional.ofNullable(identities.get(device.id()))
                                .flatMap(SeenIdentity::mark)
                                .filter(mark -> mark.fleet().equals(fleet.name()))
                                .flatMap(IdentityMark::use)
                                .filter(use -> use.isDue(sas.rotateAfter(), now))
                                .isPresent())
                .map(Device::id)
                .collect(Collectors.toSet());
    }

    /**
     * Asks for other keys: the next deploy brings the devices the keys of the other slots. A device goes on connecting
     * meanwhile. Writes the marks only.
     *
     * @param mayWrite asked before each write
     * @return what was done, and why not with others
     */
    public static IdentityReport ask(
            IotHubRegistry registry, String fleet, Collection<DeviceId> devices, BooleanSupplier mayWrite) {
        int changed = 0;
        TreeMap<DeviceId, String> failed = new TreeMap<>();
        for (DeviceId device : devices) {
            if (!mayWrite.getAsBoolean()) {
                failed.put(device, "the lease was lost");
                continue;
            }
            try {
                Optional<HubIdentity> found = registry.find(device);
                Optional<IdentityMark.KeyUse> use = found.flatMap(HubIdentity::mark)
                        .filter(mark -> mark.fleet().equals(fleet))
                        .flatMap(IdentityMark::use);
                if (use.isEmpty() || !found.get().enabled()) {
                    failed.put(
                            device,
                            found.isEmpty()
                                    ? "it is not there"
                                    : "the hub has no key of fleet " + fleet
                                            + " for it that it is known to use: deploy it first");
                } else if (use.get().since().isPresent()) {
                    IdentityMark asked = IdentityMark.of(
                            fleet, new IdentityMark.KeyUse(use.get().slot(), Optional.empty()));
                    registry.rewrite(found.get().claimedBy(asked));
                    changed++;
                }
            } catch (IotHubException e) {
                failed.put(device, e.getMessage());
            }
        }
        return new IdentityReport(0, changed, 0, List.of(), failed);
    }
}
