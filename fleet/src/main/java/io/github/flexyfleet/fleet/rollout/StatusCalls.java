package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks devices for their status, one Talk2M call each time, and counts. For one thread. */
final class StatusCalls {
    private final DeviceLinks links;
    private final RolloutSettings settings;
    private final AdaptiveLimit limit;
    private final InstantSource clock;
    private final Map<DeviceTarget, Integer> spent = new HashMap<>();

    StatusCalls(DeviceLinks links, RolloutSettings settings, AdaptiveLimit limit, InstantSource clock) {
        this.links = links;
        this.settings = settings;
        this.limit = limit;
        this.clock = clock;
    }

    Map<DeviceTarget, DeviceState> ask(List<DeviceTarget> targets) throws InterruptedException {
        Map<DeviceTarget, DeviceState> states = new HashMap<>();
        if (targets.isEmpty()) {
            return states;
        }
        for (DeviceState state : new StatusReader(links, settings.concurrency(), clock).read(targets, limit)) {
            states.put(state.target(), state);
            spent.merge(state.target(), state.calls(), Math::max);
        }
        return states;
    }

    /** Calls that a device's link has counted so far; 0 when it was not asked. */
    int of(DeviceTarget target) {
        return spent.getOrDefault(target, 0);
    }
}
