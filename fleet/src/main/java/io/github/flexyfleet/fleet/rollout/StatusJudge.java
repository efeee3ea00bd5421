package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges devices by what they say of themselves, where there is no view of the hub: one Talk2M call a device and look.
 * Lengths of time are those that the device itself has measured; its clock plays no part.
 */
final class StatusJudge implements GateJudge {
    /** So often a device is asked at most for a gate. */
    private static final int LOOKS = 20;

    private final StatusCalls calls;
    private final RolloutSettings settings;
    private final Pace pace;
    private final Map<DeviceTarget, Progress> progress = new HashMap<>();

    /** How far a device's delivered messages had come, and when it was seen that they went on. */
    private record Progress(Mark mark, Optional<Instant> advanced) {}

    StatusJudge(StatusCalls calls, RolloutSettings settings, Pace pace) {
        this.calls = calls;
        this.settings = settings;
        this.pace = pace;
    }

    @Override
    public Map<GatedDevice, Look> look(GateRule.Shows shows, List<GatedDevice> devices, Instant begun)
            throws InterruptedException {
        Map<DeviceTarget, DeviceState> states =
                calls.ask(devices.stream().map(GatedDevice::target).toList());
        Map<GatedDevice, Look> looks = new LinkedHashMap<>();
        for (GatedDevice device : devices) {
            looks.put(device, look(shows, device, states.get(device.target()), begun));
        }
        return looks;
    }

    private Look look(GateRule.Shows shows, GatedDevice device, DeviceState state, Instant begun) {
        if (state.status().isEmpty()) {
            return Look.inconclusive(state.problem().map(DeviceProblem::what).orElse("it does not answer"));
        }
        RuntimeStatus status = state.status().get();
        if (state.comparison() != DeviceState.Comparison.CURRENT) {
            return Look.fail("it runs "
                    + status.bundles()
                            .running()
                            .map(running -> "bundle " + running)
                            .orElse("no bundle"));
        }
        List<Look> looks = new ArrayList<>();
        shows.messages().ifPresent(wanted -> looks.add(messages(status, device.baseline(), wanted)));
        shows.connectedFor().ifPresent(wanted -> looks.add(connected(status, wanted)));
        shows.fresh().ifPresent(wanted -> looks.add(fresh(device, status, wanted, begun)));
        if (shows.noNewErrors()) {
            looks.add(errors(state, device.baseline()));
        }
        return Look.all(looks);
    }

    private static Look messages(RuntimeStatus status, Baseline baseline, int wanted) {
        boolean sameStart = status.program().boot() == baseline.mark().boot();
        long droppedBefore = sameStart ? baseline.dropped() : 0;
        if (status.queue().dropped() > droppedBefore) {
            return Look.fail("the device dropped " + (status.queue().dropped() - droppedBefore) + " messages");
        }
        long delivered = delivered(status);
        long counted = Math.max(0, sameStart ? delivered - baseline.mark().sequence() : delivered);
        String words = "the hub has read " + counted + " of " + wanted + " messages";
        return counted >= wanted ? Look.pass(words) : Look.inconclusive(words);
    }

    /** Number of the last message that the hub is known to have read; on a hub that tells nothing, that was handed over. */
    private static long delivered(RuntimeStatus status) {
        RuntimeStatus.Queue queue = status.queue();
        if (status.hub().barrier()) {
            return queue.acknowledged();
        }
        return queue.waiting() == 0 ? queue.sequence() : 0;
    }

    private static Look connected(RuntimeStatus status, Duration wanted) {
        if (status.hub().state() != RuntimeStatus.LinkState.CONNECTED) {
            return Look.inconclusive("the device says hub "
                    + status.hub().state().wire()
                    + status.hub().reason().map(reason -> " (" + reason + ")").orElse(""));
        }
        Duration held = status.hub().since();
        String words = "it has been connected for " + held.toSeconds() + " of " + wanted.toSeconds() + " s";
        return held.compareTo(wanted) >= 0 ? Look.pass(words) : Look.inconclusive(words);
    }

    /** Single groups cannot be seen here: that messages go on at all, within the shortest of their periods. */
    private Look fresh(GatedDevice device, RuntimeStatus status, int wanted, Instant begun) {
        Optional<Duration> period = device.periods().values().stream().min(Comparator.naturalOrder());
        if (period.isEmpty()) {
            return Look.pass("no tag group is sent by the clock");
        }
        Mark now = new Mark(status.program().boot(), delivered(status));
        // The first look shows how far it has come, and not when.
        Progress before = progress.getOrDefault(device.target(), new Progress(now, Optional.empty()));
        Progress known = before.mark().isBefore(now.boot(), now.sequence())
                ? new Progress(now, Optional.of(pace.now()))
                : before;
        progress.put(device.target(), known);
        Duration idle = Duration.between(known.advanced().orElse(begun), pace.now());
        if (idle.compareTo(period.get().multipliedBy(wanted)) > 0) {
            return Look.fail("the hub has read nothing new in " + idle.toSeconds() + " s");
        }
        return known.advanced().isPresent()
                ? Look.pass("the hub has read new messages")
                : Look.inconclusive("the hub has read nothing new");
    }

    /** Whether a device names a problem that it did not name before. */
    static Look errors(DeviceState state, Baseline baseline) {
        if (state.status().isEmpty()) {
            return Look.inconclusive(state.problem().map(DeviceProblem::what).orElse("it does not answer"));
        }
        String error = state.status().get().error();
        String code = Baseline.code(error);
        return code.isEmpty() || code.equals(baseline.error())
                ? Look.pass("it names no new problem")
                : Look.fail("it names a new problem: " + error);
    }

    @Override
    public Duration every(Duration within) {
        Duration part = within.dividedBy(LOOKS);
        return part.compareTo(settings.deviceEvery()) > 0 ? part : settings.deviceEvery();
    }

    @Override
    public int calls(DeviceTarget target) {
        return calls.of(target);
    }
}
