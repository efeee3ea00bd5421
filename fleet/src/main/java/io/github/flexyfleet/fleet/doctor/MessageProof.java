package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks devices for a message and waits for it at the hub. Only what the hub takes after that counts: what it had before is
 * read first and put aside, by its place in the hub and by no clock.
 */
final class MessageProof {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Doctor.Sides sides;
    private final Doctor.Settings settings;
    private final Pace pace;

    MessageProof(Doctor.Sides sides, Doctor.Settings settings, Pace pace) {
        this.sides = sides;
        this.settings = settings;
        this.pace = pace;
    }

    /**
     * A device that could not be asked for a message.
     *
     * @param why in words
     * @param missed what it means when none comes by itself either
     */
    private record Unasked(String why, Verdict missed) {}

    /** A verdict for each device. */
    Map<DeviceId, Verdict> prove(List<Patient> patients, EventFeed feed) throws InterruptedException {
        Map<DeviceId, Patient> waiting = new LinkedHashMap<>();
        patients.forEach(patient -> waiting.put(patient.target().device(), patient));
        Map<DeviceId, Verdict> verdicts = new HashMap<>();
        Map<DeviceId, DeviceMessage> strange = new HashMap<>();
        Map<DeviceId, Unasked> unasked = new HashMap<>();
        try {
            if (!putAside(feed)) {
                Verdict.NotLooked late =
                        new Verdict.NotLooked("what the hub holds of the last minutes could not be read" + " within "
                                + settings.patience().toSeconds() + " s");
                waiting.keySet().forEach(device -> verdicts.put(device, late));
                return verdicts;
            }
            Instant begun = pace.now();
            waiting.keySet().forEach(device -> ask(device).ifPresent(why -> unasked.put(device, why)));
            // A device that does not answer keeps the others from being asked for a while; that is none of their time.
            Instant end = pace.now().plus(settings.patience());
            while (!waiting.isEmpty() && pace.now().isBefore(end)) {
                for (DeviceMessage message : feed.poll()) {
                    Patient patient = waiting.get(message.device());
                    if (patient != null && isOf(message, patient)) {
                        waiting.remove(message.device());
                        Duration after = Duration.between(begun, pace.now());
                        verdicts.put(message.device(), seen(message, patient, after, unasked.get(message.device())));
                    } else if (patient != null && !isOwnWill(message, patient)) {
                        strange.put(message.device(), message);
                    }
                }
                pace.pause(EVERY);
            }
        } catch (EventFeedException e) {
            waiting.keySet().forEach(device -> verdicts.put(device, HubProblems.of(e)));
            return verdicts;
        }
        for (Map.Entry<DeviceId, Patient> one : waiting.entrySet()) {
            DeviceId device = one.getKey();
            verdicts.put(
                    device,
                    missed(
                            one.getValue(),
                            Optional.ofNullable(strange.get(device)),
                            Optional.ofNullable(unasked.get(device))));
        }
        return verdicts;
    }

    /** Reads what the hub has by now, which proves nothing; answers whether that came to an end in time. */
    private boolean putAside(EventFeed feed) throws InterruptedException {
        feed.mark();
        Instant end = pace.now().plus(settings.patience());
        while (!feed.hasCaughtUp()) {
            if (!pace.now().isBefore(end)) {
                return false;
            }
            feed.poll();
            pace.pause(EVERY);
        }
        feed.poll();
        return true;
    }

    private Optional<Unasked> ask(DeviceId device) {
        if (!settings.methods()) {
            String why = "a hub of this tier asks devices for nothing";
            return Optional.of(new Unasked(why, new Verdict.NotLooked(none() + ", and " + why)));
        }
        try {
            sides.hub().flush(device);
            return Optional.empty();
        } catch (IotHubException e) {
            if (HubProblems.isOfLogin(e)) {
                String why = "this login at the hub may ask devices for nothing (right service connect)";
                return Optional.of(new Unasked(why, new Verdict.NotLooked(none() + ", and " + why)));
            }
            Verdict missed = HubProblems.of(e);
            boolean known = missed instanceof Verdict.Problem problem && problem.code() != DoctorCode.UNKNOWN;
            return Optional.of(
                    known
                            ? new Unasked("the hub did not pass the question on", missed)
                            : new Unasked(
                                    "it did not answer when the hub asked it",
                                    new Verdict.Problem(
                                            DoctorCode.NOT_ASKED,
                                            "the hub could not ask it for a message (" + words(e.failure()) + "), and "
                                                    + none())));
        }
    }

    private static String words(IotHubFailure failure) {
        return failure instanceof IotHubFailure.NotFound ? "it is not connected there" : failure.words();
    }

    private String none() {
        return "none came by itself within " + settings.patience().toSeconds() + " s";
    }

    /** Of a device that could not be asked what it runs, each message of the runtime counts. */
    private static boolean isOf(DeviceMessage message, Patient patient) {
        return message.sequence().isPresent() && (!patient.isReached() || isUnder(message, patient));
    }

    /** The hub's word that a connection was lost has no number, and was left there by the runtime itself. */
    private static boolean isOwnWill(DeviceMessage message, Patient patient) {
        return message.kind().equals(Optional.of(DeviceMessage.Kind.LOST))
                && (!patient.isReached() || isUnder(message, patient));
    }

    private static boolean isUnder(DeviceMessage message, Patient patient) {
        return message.configuration()
                        .filter(patient.running().abbreviated()::equals)
                        .isPresent()
                && message.fingerprint().equals(patient.fingerprint().map(print -> print.abbreviated()));
    }

    private static Verdict seen(DeviceMessage message, Patient patient, Duration after, Unasked unasked) {
        if (!message.form().isReadable()) {
            return new Verdict.Problem(
                    DoctorCode.BODY_FORM,
                    "its message came with content type \"" + message.form().type() + "\" and encoding \""
                            + message.form().encoding() + "\", not application/json and utf-8");
        }
        String when = "message " + message.sequence().orElse(0) + " seen " + after.toSeconds() + " s after "
                + (unasked == null
                        ? "it was asked for"
                        : "the doctor began to wait; it came by itself, " + unasked.why());
        return new Verdict.Ok(when + ", " + under(message, patient) + ", as JSON in UTF-8");
    }

    private static String under(DeviceMessage message, Patient patient) {
        if (isUnder(message, patient)) {
            boolean right = patient.isAsWanted();
            return "under the " + (right ? "right " : "") + "configuration"
                    + (message.fingerprint().isPresent() ? " and certificate" : "")
                    + (right ? "" : " that it says it has");
        }
        return "under configuration " + message.configuration().orElse("none")
                + (patient.target().isWhole() ? ", which is not that of the fleet file" : "");
    }

    private Verdict missed(Patient patient, Optional<DeviceMessage> strange, Optional<Unasked> unasked)
            throws InterruptedException {
        if (strange.isPresent()) {
            return new Verdict.Problem(
                    DoctorCode.OTHER_MESSAGE,
                    "messages come, but under configuration "
                            + strange.get().configuration().orElse("none") + " and certificate "
                            + strange.get().fingerprint().orElse("none"));
        }
        String time = " within " + settings.patience().toSeconds() + " s";
        if (unasked.isEmpty()) {
            return new Verdict.Problem(DoctorCode.NO_MESSAGE, "none came" + time);
        }
        return hasMadeOne(patient)
                ? new Verdict.Problem(DoctorCode.NO_MESSAGE, "it has made some since, and none came" + time)
                : unasked.get().missed();
    }

    /** A device that sends once an hour has nothing to show in the meantime; whether it had it says itself. */
    private boolean hasMadeOne(Patient patient) throws InterruptedException {
        if (!patient.isReached()) {
            return false;
        }
        RuntimeStatus before = patient.status();
        try {
            return sides.devices().status(List.of(patient.target())).stream()
                    .map(DeviceState::status)
                    .flatMap(Optional::stream)
                    .anyMatch(now -> now.program().boot() != before.program().boot()
                            || now.queue().sequence() > before.queue().sequence());
        } catch (DeviceProblemException e) {
            return false;
        }
    }
}
