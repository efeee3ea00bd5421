package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Leaves a wave to itself, then looks at the devices that it changed once more. One that is just reconnecting is given
 * the time that evidence is given; one that cannot be reached tells nothing against what it runs.
 */
final class Soak {
    private final DeviceLinks links;
    private final RolloutSettings settings;
    private final Pace pace;
    private final Stops stops;
    private final AdaptiveLimit limit;

    Soak(DeviceLinks links, RolloutSettings settings, Pace pace, Stops stops, AdaptiveLimit limit) {
        this.links = links;
        this.settings = settings;
        this.pace = pace;
        this.stops = stops;
        this.limit = limit;
    }

    /** The wave's results as they are after the soak, in their order. */
    List<DeviceResult> of(WavePlan.Wave wave, List<DeviceResult> ended) throws InterruptedException {
        Map<DeviceTarget, DeviceResult> now = new HashMap<>();
        ended.forEach(result -> now.put(result.target(), result));
        List<DeviceTarget> open = ended.stream()
                .filter(result -> result.outcome() == Outcome.CONFIRMED)
                .map(DeviceResult::target)
                .collect(Collectors.toCollection(ArrayList::new));
        pace.pause(wave.soak());
        Instant deadline = pace.now().plus(settings.evidenceWithin());
        while (!open.isEmpty() && !stops.over()) {
            boolean last = !pace.now().isBefore(deadline);
            for (DeviceState state : new StatusReader(links, settings.concurrency(), pace::now).read(open, limit)) {
                DeviceTarget target = state.target();
                Optional<String> illness = illness(state);
                boolean told = illness.isEmpty() || last;
                DeviceResult before = now.get(target);
                now.put(
                        target,
                        told && illness.isPresent()
                                ? before.endedAs(Outcome.FAILED, state.calls(), problem(illness.get()))
                                : before.after(state.calls()));
                if (told) {
                    open.remove(target);
                }
            }
            if (!open.isEmpty()) {
                pace.pause(settings.deviceEvery());
            }
        }
        return ended.stream().map(result -> now.get(result.target())).toList();
    }

    private static Optional<String> illness(DeviceState state) {
        if (state.status().isEmpty()) {
            boolean silent = state.problem()
                    .filter(problem -> problem.code() == ProblemCode.RUNTIME_SILENT)
                    .isPresent();
            return silent ? Optional.of("no runtime answers") : Optional.empty();
        }
        RuntimeStatus status = state.status().get();
        if (state.comparison() != DeviceState.Comparison.CURRENT) {
            return Optional.of("it runs "
                    + status.bundles()
                            .running()
                            .map(digest -> "bundle " + digest)
                            .orElse("no bundle"));
        }
        if (status.hub().state() != RuntimeStatus.LinkState.CONNECTED) {
            return Optional.of("the device says hub " + status.hub().state().wire()
                    + status.hub().reason().map(reason -> " (" + reason + ")").orElse(""));
        }
        return Optional.empty();
    }

    private static DeviceProblem problem(String illness) {
        return new DeviceProblem(
                ProblemCode.NOT_WELL_AFTER_SOAK,
                "it was confirmed, but after the soak " + illness,
                "look at flexy:logs of the device");
    }
}
