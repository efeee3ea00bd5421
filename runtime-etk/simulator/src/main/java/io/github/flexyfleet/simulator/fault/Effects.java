package io.github.flexyfleet.simulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What lasts for a while, each under a key until its end. Thread-safe. */
final class Effects {
    private final InstantSource clock;
    private final Map<Key, Instant> ends = new HashMap<>();

    /** What kind of effect. */
    enum Kind {
        OFFLINE,
        NO_NAMES,
        CLOSED_PORT,
        NO_HOST,
        QUOTA,
        THROTTLE,
        OUTAGE,
        DEAF,
        TWINS,
        MESSAGES_SPENT,
        ROUTED_AWAY,
        UNMARKED,
        TURNED_AWAY,
        ENDS_EXPIRED,
        LATE_REGISTRATION
    }

    private record Key(Kind kind, String of) {}

    Effects(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void begin(Kind kind, String of, Duration time) {
        ends.put(new Key(kind, of), clock.instant().plus(time));
    }

    /** Whether it lasts. */
    synchronized boolean last(Kind kind, String of) {
        Instant end = ends.get(new Key(kind, of));
        return end != null && clock.instant().isBefore(end);
    }

    synchronized void clear() {
        ends.clear();
    }
}
