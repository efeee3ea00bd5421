package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.GateRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Looks at devices for a gate. For one thread. */
interface GateJudge {
    /**
     * What a look shows.
     *
     * @param begun when the wave began to be looked at
     */
    Map<GatedDevice, Look> look(GateRule.Shows shows, List<GatedDevice> devices, Instant begun)
            throws InterruptedException;

    /** How long there is between two looks, for a gate that has so much time. */
    Duration every(Duration within);

    /** Talk2M calls that were spent on a device. */
    int calls(DeviceTarget target);
}
