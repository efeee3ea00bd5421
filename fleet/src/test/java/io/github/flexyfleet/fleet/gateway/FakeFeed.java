package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of one fake gateway that the hub has for the next look. */
final class FakeFeed {
    private final List<DeviceMessage> waiting = new ArrayList<>();
    private final DeviceTarget target;
    private final Pace pace;
    private Runnable late = () -> {};

    FakeFeed(DeviceTarget target, Pace pace) {
        this.target = target;
        this.pace = pace;
    }

    /** Adds a message with the number that it got in a start of the runtime, which may be an earlier one. */
    void put(String digest, Optional<Fingerprint> fingerprint, String body, long boot, long number) {
        Map<String, String> properties = new HashMap<>(
                Map.of("cfg", digest.substring(0, 16), "boot", Long.toString(boot), "seq", Long.toString(number)));
        fingerprint.ifPresent(print -> properties.put("fp", print.abbreviated()));
        waiting.add(new DeviceMessage(target.device(), pace.now(), properties, body));
    }

    /** Adds two messages of the first start, after the first look that follows a switch. */
    void later(String digest, Fingerprint fingerprint) {
        late = () -> {
            for (int number = 1; number <= 2; number++) {
                put(digest, Optional.of(fingerprint), "{}", 1, number);
            }
        };
    }

    /** What a look finds. */
    List<DeviceMessage> take(boolean switched) {
        List<DeviceMessage> arrived = List.copyOf(waiting);
        waiting.clear();
        if (switched) {
            late.run();
            late = () -> {};
        }
        return arrived;
    }
}
