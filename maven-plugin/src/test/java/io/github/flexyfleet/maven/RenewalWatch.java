package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceRegistry;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.time.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Looks every second of virtual time at the flash of twenty gateways in turn and at the hub's registry, and at every step of
 * every device, and writes down when a gateway would show something that the hub does not trust. Thread-safe.
 *
 * @param <T> what a device shows the hub
 */
final class RenewalWatch<T> {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** In a second, so that a large fleet is watched as fast as a small one; each is looked at at its steps, too. */
    private static final int AT_ONCE = 20;

    private final VirtualTime time;
    private final DeviceRegistry registry;
    private final Map<DeviceId, Supplier<Set<T>>> held;
    private final BiPredicate<DeviceAuthentication, T> trusts;
    private final Map<DeviceId, Set<T>> seen = new TreeMap<>();
    private final Deque<DeviceId> turn;
    private final List<String> shutOut = new ArrayList<>();
    private final Worker worker;
    private long looks;

    /**
     * Begins to watch.
     *
     * @param held what each gateway would show by its flash; see {@link HeldOnFlash}
     * @param trusts whether an identity at the hub takes it
     */
    RenewalWatch(
            VirtualTime time,
            DeviceRegistry registry,
            Map<DeviceId, Supplier<Set<T>>> held,
            BiPredicate<DeviceAuthentication, T> trusts) {
        this.time = time;
        this.registry = registry;
        this.held = Map.copyOf(held);
        this.turn = new ArrayDeque<>(held.keySet());
        this.trusts = trusts;
        this.worker = time.worker("watch");
        lookAgain();
    }

    private void lookAgain() {
        worker.schedule(EVERY, () -> {
            for (int i = 0; i < Math.min(AT_ONCE, turn.size()); i++) {
                DeviceId next = turn.removeFirst();
                turn.addLast(next);
                look(next);
            }
            lookAgain();
        });
    }

    void stop() {
        worker.stop();
    }

    /** Looks at one gateway. */
    synchronized void look(DeviceId device) {
        looks++;
        Set<T> before = held.get(device).get();
        Optional<DeviceAuthentication> known = registry.find(device.value())
                .filter(identity -> identity.settings().enabled())
                .map(identity -> identity.settings().authentication());
        // What it held before and after the look at the registry, it held at the time of that.
        Set<T> after = held.get(device).get();
        for (T one : before) {
            seen.computeIfAbsent(device, any -> new HashSet<>()).add(one);
            if (after.contains(one)
                    && known.filter(trust -> trusts.test(trust, one)).isEmpty()) {
                shutOut.add(time.instant() + " " + device + " holds one of " + before.size() + " that the hub refuses");
            }
        }
    }

    /** When a device could not have connected. */
    synchronized List<String> shutOut() {
        return List.copyOf(shutOut);
    }

    /** All that a gateway was seen to hold, confirmed or on trial. */
    synchronized Map<DeviceId, Set<T>> seen() {
        return new TreeMap<>(seen);
    }

    synchronized long looks() {
        return looks;
    }
}
