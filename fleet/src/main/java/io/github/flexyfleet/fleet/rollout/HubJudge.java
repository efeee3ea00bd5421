package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.GateRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges devices by their messages at the hub, which costs no Talk2M call. Only for new errors a device is asked itself,
 * once all else is shown.
 */
final class HubJudge implements GateJudge {
    private final EvidenceBoard board;
    private final StatusCalls calls;
    private final RolloutSettings settings;
    private final Pace pace;

    HubJudge(EvidenceBoard board, StatusCalls calls, RolloutSettings settings, Pace pace) {
        this.board = board;
        this.calls = calls;
        this.settings = settings;
        this.pace = pace;
    }

    @Override
    public Map<GatedDevice, Look> look(GateRule.Shows shows, List<GatedDevice> devices, Instant begun)
            throws InterruptedException {
        Map<GatedDevice, Look> looks = new LinkedHashMap<>();
        List<GatedDevice> toAsk = new ArrayList<>();
        for (GatedDevice device : devices) {
            Look look = look(shows, device, begun);
            looks.put(device, look);
            if (shows.noNewErrors() && look.verdict() == Verdict.PASS) {
                toAsk.add(device);
            }
        }
        Map<DeviceTarget, DeviceState> states =
                calls.ask(toAsk.stream().map(GatedDevice::target).toList());
        toAsk.forEach(device -> looks.put(device, StatusJudge.errors(states.get(device.target()), device.baseline())));
        return looks;
    }

    private Look look(GateRule.Shows shows, GatedDevice device, Instant begun) {
        HubTrail trail = board.trail(device.target(), device.baseline().mark());
        if (trail.departed().isPresent()) {
            return Look.fail(
                    "it sends under another configuration (" + trail.departed().get() + ")");
        }
        List<Look> looks = new ArrayList<>();
        shows.messages().ifPresent(wanted -> looks.add(messages(trail, wanted)));
        shows.connectedFor().ifPresent(wanted -> looks.add(connected(trail, wanted)));
        shows.fresh().ifPresent(wanted -> looks.add(fresh(trail, device.periods(), wanted, begun)));
        return Look.all(looks);
    }

    private static Look messages(HubTrail trail, int wanted) {
        String seen = trail.inARow() + " of " + wanted + " messages in a row were seen";
        if (trail.lost().isPresent()) {
            return Look.fail(trail.lost().get());
        }
        return trail.inARow() >= wanted ? Look.pass(seen) : Look.inconclusive(seen);
    }

    /** As long as there are messages and no word of a lost connection: from the first to the last of them. */
    private static Look connected(HubTrail trail, Duration wanted) {
        if (trail.heldSince().isEmpty()) {
            return Look.inconclusive(
                    trail.last().isEmpty()
                            ? "no message was seen"
                            : "it lost its connection, and no message came since");
        }
        Duration held = Duration.between(trail.heldSince().get(), trail.last().orElseThrow());
        String words = "it held its connection for " + held.toSeconds() + " of " + wanted.toSeconds() + " s";
        return held.compareTo(wanted) >= 0 ? Look.pass(words) : Look.inconclusive(words);
    }

    private Look fresh(HubTrail trail, Map<String, Duration> periods, int wanted, Instant begun) {
        List<Look> looks = new ArrayList<>();
        Map<String, Duration> sorted = new TreeMap<>(periods);
        sorted.forEach((group, period) -> {
            Instant seen = trail.groups().get(group);
            Duration most = period.multipliedBy(wanted);
            String words = "tag group " + group
                    + (seen == null
                            ? " was not seen"
                            : " was seen last "
                                    + Duration.between(seen, pace.now()).toSeconds() + " s ago");
            if (seen != null && isWithin(seen, most)) {
                looks.add(Look.pass(words));
            } else if (isWithin(begun, most)) {
                looks.add(Look.inconclusive(words));
            } else {
                looks.add(Look.fail(words + ", in more than " + wanted + " periods of " + period.toSeconds() + " s"));
            }
        });
        return Look.all(looks);
    }

    private boolean isWithin(Instant moment, Duration most) {
        return Duration.between(moment, pace.now()).compareTo(most) <= 0;
    }

    @Override
    public Duration every(Duration within) {
        return settings.deviceEvery();
    }

    @Override
    public int calls(DeviceTarget target) {
        return calls.of(target);
    }
}
