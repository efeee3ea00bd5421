package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.model.OnAbort;
import io.github.flexyfleet.fleet.model.RolloutPolicy;
import io.github.flexyfleet.fleet.model.SideBySide;
import io.github.flexyfleet.fleet.model.Site;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is rolled out to whom, in which order.
 *
 * @param waves one after the other, at least one
 * @param abort when no further device is begun
 * @param onAbort what becomes of confirmed devices when something went wrong
 * @param sideBySide which devices may be worked on at the same time
 * @param needs what devices need besides their bundles, where they need anything
 */
public record WavePlan(
        List<Wave> waves,
        List<AbortRule> abort,
        OnAbort onAbort,
        SideBySide sideBySide,
        Map<DeviceId, DeviceNeeds> needs) {
    /**
     * A wave.
     *
     * @param name what people call it
     * @param soak how long it is left to itself before the next one
     * @param targets its devices, in the order in which they begin
     * @param gates what they have to show before the next one
     * @param approved whether somebody has to approve it first
     */
    public record Wave(String name, Duration soak, List<DeviceTarget> targets, List<GateRule> gates, boolean approved) {
        /** Takes copies. */
        public Wave {
            targets = List.copyOf(targets);
            gates = List.copyOf(gates);
        }

        /** A wave without gates, which nobody has to approve. */
        public Wave(String name, Duration soak, List<DeviceTarget> targets) {
            this(name, soak, targets, List.of(), false);
        }
    }

    /** Takes copies. */
    public WavePlan {
        waves = List.copyOf(waves);
        abort = List.copyOf(abort);
        needs = Map.copyOf(needs);
    }

    /** Waves whose devices need nothing. */
    public WavePlan(List<Wave> waves, List<AbortRule> abort) {
        this(waves, abort, OnAbort.KEEP, SideBySide.FREE, Map.of());
    }

    /** All devices at once, whatever happens to some of them. */
    public static WavePlan atOnce(List<DeviceTarget> targets) {
        return new WavePlan(List.of(new Wave("all", Duration.ZERO, targets)), List.of());
    }

    /**
     * What a fleet file says.
     *
     * @param targets the devices that are to be done; waves without any of them are left out
     */
    public static WavePlan of(Fleet fleet, List<DeviceTarget> targets) {
        RolloutPolicy policy = fleet.rollout();
        Map<DeviceId, DeviceTarget> byId =
                targets.stream().collect(Collectors.toMap(DeviceTarget::device, Function.identity()));
        Map<DeviceId, DeviceNeeds> needs = new HashMap<>();
        for (Site site : fleet.sites()) {
            for (Device device : site.devices()) {
                if (byId.containsKey(device.id())) {
                    needs.put(device.id(), DeviceNeeds.of(device, site, policy.timing()));
                }
            }
        }
        return new WavePlan(
                policy.waves().stream()
                        .map(wave -> new Wave(
                                wave.name(),
                                wave.soak(),
                                wave.devices().stream()
                                        .map(byId::get)
                                        .filter(Objects::nonNull)
                                        .toList(),
                                wave.gates(),
                                wave.approved()))
                        .filter(wave -> !wave.targets().isEmpty())
                        .toList(),
                policy.abort(),
                policy.onAbort(),
                policy.sideBySide(),
                needs);
    }

    /** All devices, wave by wave. */
    public List<DeviceTarget> targets() {
        return waves.stream().flatMap(wave -> wave.targets().stream()).toList();
    }

    /** What a device needs. */
    public DeviceNeeds needsOf(DeviceTarget target) {
        return needs.getOrDefault(target.device(), DeviceNeeds.NOTHING);
    }
}
