package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks devices for a message and waits for it at the hub. */
final class MessageProof {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final HubSide hub;
    private final boolean methods;
    private final Duration patience;
    private final Pace pace;

    /**
     * Prepares.
     *
     * @param methods whether the hub can call devices; else their next message by themselves counts
     * @param patience how long to wait
     */
    MessageProof(HubSide hub, boolean methods, Duration patience, Pace pace) {
        this.hub = hub;
        this.methods = methods;
        this.patience = patience;
        this.pace = pace;
    }

    /** A verdict for each device. */
    Map<DeviceId, Verdict> prove(List<DeviceTarget> targets, EventFeed feed) throws InterruptedException {
        Map<DeviceId, DeviceTarget> waiting = new LinkedHashMap<>();
        Map<DeviceId, Verdict> verdicts = new HashMap<>();
        Map<DeviceId, DeviceMessage> strange = new HashMap<>();
        Instant begun = pace.now();
        for (DeviceTarget target : targets) {
            waiting.put(target.device(), target);
            ask(target.device());
        }
        // A device that does not answer keeps the others from being asked for a while; that is none of their time.
        Instant end = pace.now().plus(patience);
        try {
            while (!waiting.isEmpty() && pace.now().isBefore(end)) {
                for (DeviceMessage message : feed.poll()) {
                    DeviceTarget target = waiting.get(message.device());
                    if (target != null && isUnder(message, target)) {
                        waiting.remove(message.device());
                        verdicts.put(message.device(), seen(message, begun));
                    } else if (target != null) {
                        strange.put(message.device(), message);
                    }
                }
                pace.pause(EVERY);
            }
        } catch (EventFeedException e) {
            waiting.keySet().forEach(device -> verdicts.put(device, HubProblems.of(e)));
            return verdicts;
        }
        waiting.keySet().forEach(device -> verdicts.put(device, missed(strange.get(device))));
        return verdicts;
    }

    private void ask(DeviceId device) {
        if (methods) {
            try {
                hub.flush(device);
            } catch (IotHubException e) {
                // A device that cannot be called still sends by itself; whether it does is what counts.
                return;
            }
        }
    }

    private static boolean isUnder(DeviceMessage message, DeviceTarget target) {
        return message.configuration()
                        .filter(target.digest().abbreviated()::equals)
                        .isPresent()
                && message.fingerprint().equals(target.fingerprint().map(print -> print.abbreviated()))
                && message.sequence().isPresent();
    }

    private Verdict seen(DeviceMessage message, Instant begun) {
        Duration after = Duration.between(begun, pace.now());
        return new Verdict.Ok("message " + message.sequence().orElse(0) + " seen " + after.toSeconds()
                + " s after it was asked for, under the right configuration"
                + (message.fingerprint().isPresent() ? " and certificate" : ""));
    }

    private Verdict missed(DeviceMessage strange) {
        return strange == null
                ? new Verdict.Problem(DoctorCode.NO_MESSAGE, "none came within " + patience.toSeconds() + " s")
                : new Verdict.Problem(
                        DoctorCode.OTHER_MESSAGE,
                        "messages come, but under configuration "
                                + strange.configuration().orElse("none") + " and certificate "
                                + strange.fingerprint().orElse("none"));
    }
}
