package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.List;

/**
 * Devices that are rolled out to together.
 *
 * @param name unique in the fleet
 * @param devices in the fleet file's order, each in one wave
 * @param soak how long the wave is left to itself before it is looked at again and the next one begins
 * @param gates what it has to show before the next one begins
 * @param approved whether somebody has to approve it before it begins
 */
public record Wave(String name, List<DeviceId> devices, Duration soak, List<GateRule> gates, boolean approved) {
    /** Takes copies. */
    public Wave {
        devices = List.copyOf(devices);
        gates = List.copyOf(gates);
    }
}
