package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.RolloutPolicy;
import java.time.Duration;
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
 */
public record WavePlan(List<Wave> waves, List<AbortRule> abort) {
    /**
     * A wave.
     *
     * @param name what people call it
     * @param soak how long it is left to itself before the next one
     * @param targets its devices, in the order in which they begin
     */
    public record Wave(String name, Duration soak, List<DeviceTarget> targets) {
        /** Takes a copy. */
        public Wave {
            targets = List.copyOf(targets);
        }
    }

    /** Takes copies. */
    public WavePlan {
        waves = List.copyOf(waves);
        abort = List.copyOf(abort);
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
    public static WavePlan of(RolloutPolicy policy, List<DeviceTarget> targets) {
        Map<DeviceId, DeviceTarget> byId =
                targets.stream().collect(Collectors.toMap(DeviceTarget::device, Function.identity()));
        return new WavePlan(
                policy.waves().stream()
                        .map(wave -> new Wave(
                                wave.name(),
                                wave.soak(),
                                wave.devices().stream()
                                        .map(byId::get)
                                        .filter(Objects::nonNull)
                                        .toList()))
                        .filter(wave -> !wave.targets().isEmpty())
                        .toList(),
                policy.abort());
    }

    /** All devices, wave by wave. */
    public List<DeviceTarget> targets() {
        return waves.stream().flatMap(wave -> wave.targets().stream()).toList();
    }
}
