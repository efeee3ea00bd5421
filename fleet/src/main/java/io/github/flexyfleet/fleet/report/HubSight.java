package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the hub shows of the messages of a fleet's devices. */
public sealed interface HubSight {
    /**
     * The hub was read.
     *
     * @param back how far back, at least zero
     * @param devices what was seen; devices without a message are missing
     */
    record Looked(Duration back, Map<DeviceId, Seen> devices) implements HubSight {
        /** Copies the map. */
        public Looked {
            devices = Map.copyOf(devices);
        }
    }

    /**
     * The hub could not be read.
     *
     * @param why in words, for people; holds no secret
     */
    record NotLooked(String why) implements HubSight {}

    /**
     * The messages of a device.
     *
     * @param last when the hub took the last one, by the hub's clock
     * @param lag from its making by the device's clock to the hub's taking it; empty when the message does not tell
     * @param messages how many came, duplicates not counted
     * @param missing how many have not come, by their numbers
     * @param duplicates how many came again
     * @param lost how often the hub told that its connection was lost
     */
    record Seen(Instant last, Optional<Duration> lag, int messages, long missing, long duplicates, int lost) {}

    /** What is known of a device; empty when the hub was not read, or nothing came. */
    default Optional<Seen> of(DeviceId device) {
        return this instanceof Looked looked
                ? Optional.ofNullable(looked.devices().get(device))
                : Optional.empty();
    }
}
