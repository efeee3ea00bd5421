package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds devices to a plan: one that runs neither what the plan saw nor what it wants is refused before anything is written
 * to it. Compared once a device, with the first status of a rollout, which costs no call of its own. Thread-safe.
 */
public final class PlannedLinks implements DeviceLinks {
    private final DeviceLinks links;
    private final Map<DeviceId, PlannedDevice> planned;
    private final Set<DeviceId> compared = ConcurrentHashMap.newKeySet();

    /** Around the links of a rollout. */
    public PlannedLinks(Plan plan, DeviceLinks links) {
        this.links = links;
        this.planned = plan.byId();
    }

    @Override
    public DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException {
        DeviceLink link = links.open(target);
        PlannedDevice device = planned.get(target.device());
        return device == null || !compared.add(target.device()) ? link : new PlannedLink(device, link);
    }

    @Override
    public void openReserve() {
        links.openReserve();
    }

    @Override
    public String account(DeviceTarget target) {
        return links.account(target);
    }
}
