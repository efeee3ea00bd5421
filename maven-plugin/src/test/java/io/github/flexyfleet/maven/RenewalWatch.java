package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.Stage;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceRegistry;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.time.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * Looks at the hub's registry every second of virtual time, and at every step of every device, and writes down when a
 * device holds a certificate or key that the hub does not trust. What a device holds follows from the steps it has gone: the
 * old one until it is confirmed with the new one, and the new one from its upload on. Thread-safe.
 *
 * @param <T> what a device shows the hub
 */
final class RenewalWatch<T> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final VirtualTime time;
    private final DeviceRegistry registry;
    private final Map<DeviceId, T> old;
    private final Map<DeviceId, T> fresh;
    private final BiPredicate<DeviceAuthentication, T> trusts;
    private final Map<DeviceId, Set<Stage>> reached = new ConcurrentHashMap<>();
    private final List<String> shutOut = new ArrayList<>();
    private final Worker worker;
    private long looks;

    RenewalWatch(
            VirtualTime time,
            DeviceRegistry registry,
            Map<DeviceId, T> old,
            Map<DeviceId, T> fresh,
            BiPredicate<DeviceAuthentication, T> trusts) {
        this.time = time;
        this.registry = registry;
        this.old = Map.copyOf(old);
        this.fresh = Map.copyOf(fresh);
        this.trusts = trusts;
        this.worker = time.worker("watch");
        lookAgain();
    }

    private void lookAgain() {
        worker.schedule(EVERY, () -> {
            look();
            lookAgain();
        });
    }

    void stop() {
        worker.stop();
    }

    /** Hears of a step before it is taken. */
    void hear(RolloutEvent event) {
        if (event instanceof RolloutEvent.StageReached step) {
            synchronized (this) {
                reached.computeIfAbsent(step.device(), device -> EnumSet.noneOf(Stage.class))
                        .add(step.stage());
            }
            look();
        }
    }

    private synchronized void look() {
        looks++;
        for (DeviceId device : old.keySet()) {
            Set<Stage> steps = reached.getOrDefault(device, Set.of());
            if (!steps.contains(Stage.CONFIRM)) {
                require(device, old.get(device), "old");
            }
            if (steps.contains(Stage.UPLOAD)) {
                require(device, fresh.get(device), "new");
            }
        }
    }

    /** Of a certificate, by its thumbprint. */
    static boolean trusts(DeviceAuthentication known, Fingerprint fingerprint) {
        return known instanceof DeviceAuthentication.SelfSigned registered && registered.has(fingerprint.hex());
    }

    private void require(DeviceId device, T held, String which) {
        boolean trusted = registry.find(device.value())
                .filter(identity -> identity.settings().enabled())
                .filter(identity -> trusts.test(identity.settings().authentication(), held))
                .isPresent();
        if (!trusted) {
            shutOut.add(time.instant() + " " + device + " holds its " + which + " one, which the hub refuses");
        }
    }

    /** When a device could not have connected. */
    synchronized List<String> shutOut() {
        return List.copyOf(shutOut);
    }

    synchronized long looks() {
        return looks;
    }
}
