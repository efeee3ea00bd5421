package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.time.Duration;

/**
 * How a virtual Flexy behaves in time, and where it fails. Durations are of the world's time.
 *
 * @param scriptDelay between a script command's arrival and its execution
 * @param rebootTime how long the gateway is away
 * @param mqttRetry between two tries of the native MQTT client to connect
 * @param tagScan between two looks at the tags for change events
 * @param flashFaults where the power is cut while writing
 */
public record Knobs(
        Duration scriptDelay, Duration rebootTime, Duration mqttRetry, Duration tagScan, FlashFaults flashFaults) {
    /** What suits most rehearsals: 300 ms, 500 ms, 3 s, 100 ms, no faults. */
    public static Knobs defaults() {
        return new Knobs(
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                FlashFaults.NONE);
    }
}
