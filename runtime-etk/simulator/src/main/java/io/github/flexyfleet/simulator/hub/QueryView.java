package io.github.flexyfleet.simulator.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The twins as queries see them: as they were a while ago (azure-iot-hub 0 and 4). Thread-safe. */
final class QueryView {
    private final DeviceRegistry registry;
    private final TwinStore twins;
    private final Duration lag;
    private final InstantSource clock;
    private final Map<String, Deque<Seen>> past = new TreeMap<>();

    /** What a twin was from some time on; nothing while there was none. */
    private record Seen(Instant since, Optional<ObjectNode> twin) {}

    private QueryView(DeviceRegistry registry, TwinStore twins, Duration lag, InstantSource clock) {
        this.registry = registry;
        this.twins = twins;
        this.lag = lag;
        this.clock = clock;
    }

    /** The view of a hub that was just opened: what it has is old. */
    static QueryView of(DeviceRegistry registry, TwinStore twins, Duration lag, InstantSource clock) {
        QueryView view = new QueryView(registry, twins, lag, clock);
        if (!lag.isZero()) {
            registry.list(Integer.MAX_VALUE).forEach(one -> view.note(one.deviceId(), Instant.MIN));
            registry.onChange(view::changed);
            twins.onChange(view::changed);
        }
        return view;
    }

    private void changed(String id) {
        note(id, clock.instant());
    }

    private synchronized void note(String id, Instant since) {
        Deque<Seen> states = past.computeIfAbsent(id, none -> new ArrayDeque<>());
        states.addLast(new Seen(since, now(id)));
        forget(states);
    }

    private Optional<ObjectNode> now(String id) {
        return registry.find(id).map(twins::forService);
    }

    /** Keeps what queries see now, and what they will see. */
    private void forget(Deque<Seen> states) {
        Instant seen = clock.instant().minus(lag);
        while (states.size() > 1 && !second(states).since().isAfter(seen)) {
            states.removeFirst();
        }
    }

    private static Seen second(Deque<Seen> states) {
        return states.stream().skip(1).findFirst().orElseThrow();
    }

    /** The ids of all twins, in order. */
    List<String> ids() {
        if (lag.isZero()) {
            return registry.list(Integer.MAX_VALUE).stream()
                    .map(DeviceIdentity::deviceId)
                    .toList();
        }
        synchronized (this) {
            return List.copyOf(past.keySet());
        }
    }

    /** A twin, which the caller must not change. */
    Optional<ObjectNode> find(String id) {
        if (lag.isZero()) {
            return now(id);
        }
        synchronized (this) {
            Deque<Seen> states = past.getOrDefault(id, new ArrayDeque<>());
            forget(states);
            return Optional.ofNullable(states.peekFirst())
                    .filter(first -> !first.since().isAfter(clock.instant().minus(lag)))
                    .flatMap(Seen::twin);
        }
    }
}
