package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.HubRights;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks devices for a message and waits for it at the hub. Only what the hub takes after that counts: what it had before is
 * read first and put aside, by its place in the hub and by no clock.
 */
final class MessageProof {
    private static final Duration EVERY = Duration.ofMillis(250);

    /** Told of one device, they are no fault of the next. */
    private static final Set<DoctorCode> OF_HUB =
            EnumSet.of(DoctorCode.HUB_UNREACHABLE, DoctorCode.HUB_THROTTLED, DoctorCode.HUB_QUOTA);

    private static final String HUB_SILENT = "the hub did not pass the question on";

    /** INFERRED: how the hub says that a device did not answer a method in time. */
    private static final int GATEWAY_TIMEOUT = 504;

    private final DeviceSide devices;
    private final HubInRun hub;
    private final Doctor.Settings settings;
    private final Pace pace;
    /** The last message of each device that proves nothing. */
    private final Map<DeviceId, DeviceMessage> aside = new HashMap<>();

    private final Map<DeviceId, Patient> waiting = new LinkedHashMap<>();
    private final Map<DeviceId, Instant> asked = new HashMap<>();
    private final Map<DeviceId, Unasked> unasked = new HashMap<>();
    private final Map<DeviceId, DeviceMessage> strange = new HashMap<>();
    private final Map<DeviceId, Verdict> verdicts = new HashMap<>();

    MessageProof(DeviceSide devices, HubInRun hub, Doctor.Settings settings, Pace pace) {
        this.devices = devices;
        this.hub = hub;
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

    /** A verdict for each device. To be called once. */
    Map<DeviceId, Verdict> prove(List<Patient> patients, EventFeed feed) throws InterruptedException {
        patients.forEach(patient -> waiting.put(patient.target().device(), patient));
        try {
            if (!putAside(feed)) {
                Verdict.NotLooked late =
                        new Verdict.NotLooked("what the hub holds of the last minutes could not be read within "
                                + settings.patience().toSeconds() + " s");
                waiting.keySet().forEach(device -> verdicts.put(device, late));
                return verdicts;
            }
            Instant begun = pace.now();
            for (Patient patient : patients) {
                DeviceId device = patient.target().device();
                if (waiting.containsKey(device)) {
                    asked.put(device, pace.now());
                    ask(device).ifPresent(why -> unasked.put(device, why));
                }
                // Each time, since what is read late seems to have come late.
                take(feed, begun);
            }
            // A device that does not answer keeps the others from being asked for a while; that is none of their time.
            Instant end = pace.now().plus(settings.patience());
            while (!waiting.isEmpty() && pace.now().isBefore(end)) {
                take(feed, begun);
                pace.pause(EVERY);
            }
        } catch (EventFeedException e) {
            waiting.keySet().forEach(device -> verdicts.put(device, HubProblems.of(e)));
            return verdicts;
        }
        Set<DoctorCode> told = EnumSet.noneOf(DoctorCode.class);
        for (Patient patient : waiting.values()) {
            Verdict verdict = missed(patient);
            boolean again = verdict instanceof Verdict.Problem problem
                    && OF_HUB.contains(problem.code())
                    && !told.add(problem.code());
            verdicts.put(
                    patient.target().device(),
                    again ? new Verdict.NotLooked(none() + ", and " + HUB_SILENT + ", see above") : verdict);
        }
        return verdicts;
    }

    private void take(EventFeed feed, Instant begun) {
        for (DeviceMessage message : feed.poll()) {
            DeviceId device = message.device();
            Patient patient = waiting.get(device);
            if (patient != null && isOf(message, patient)) {
                waiting.remove(device);
                Instant from = asked.getOrDefault(device, begun);
                verdicts.put(device, seen(message, patient, Duration.between(from, pace.now())));
            } else if (patient != null && !isOwnWill(message, patient)) {
                strange.put(device, message);
            }
        }
    }

    /** Reads what the hub has by now, which proves nothing; answers whether that came to an end in time. */
    private boolean putAside(EventFeed feed) throws InterruptedException {
        feed.mark();
        Instant end = pace.now().plus(settings.patience());
        while (!feed.hasCaughtUp()) {
            if (!pace.now().isBefore(end)) {
                return false;
            }
            feed.poll().forEach(this::putAside);
            pace.pause(EVERY);
        }
        feed.poll().forEach(this::putAside);
        return true;
    }

    private void putAside(DeviceMessage message) {
        Patient patient = waiting.get(message.device());
        if (patient != null && isOf(message, patient)) {
            aside.put(message.device(), message);
        }
    }

    private Optional<Unasked> ask(DeviceId device) {
        if (!settings.methods()) {
            String why = "a hub of this tier asks devices for nothing";
            return Optional.of(new Unasked(why, new Verdict.NotLooked(none() + ", and " + why)));
        }
        try {
            hub.flush(device);
            return Optional.empty();
        } catch (IotHubException e) {
            if (HubProblems.isOfLogin(e)) {
                String why = "this login at the hub may ask devices for nothing: " + HubRights.TO_ASK;
                return Optional.of(new Unasked(why, new Verdict.NotLooked(none() + ", and " + why)));
            }
            Verdict missed = HubProblems.of(e);
            boolean late = e.failure() instanceof IotHubFailure.Unexpected unexpected
                    && unexpected.status() == GATEWAY_TIMEOUT;
            boolean known = missed instanceof Verdict.Problem problem && problem.code() != DoctorCode.UNKNOWN && !late;
            return Optional.of(
                    known
                            ? new Unasked(HUB_SILENT, missed)
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

    private Verdict seen(DeviceMessage message, Patient patient, Duration after) {
        if (!message.form().isReadable()) {
            return new Verdict.Problem(
                    DoctorCode.BODY_FORM,
                    "its message came with content type \"" + message.form().type() + "\" and encoding \""
                            + message.form().encoding() + "\", not application/json and utf-8");
        }
        DeviceId device = patient.target().device();
        Optional<String> why = asked.containsKey(device)
                ? Optional.ofNullable(unasked.get(device)).map(Unasked::why)
                : Optional.of("before it was asked for");
        String when = "message " + message.sequence().orElse(0) + " seen " + after.toSeconds() + " s after "
                + why.map(words -> "the doctor began to wait for it; it came by itself, " + words)
                        .orElse("it was asked for");
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

    private Verdict missed(Patient patient) throws InterruptedException {
        DeviceMessage other = strange.get(patient.target().device());
        if (other != null) {
            return new Verdict.Problem(
                    DoctorCode.OTHER_MESSAGE,
                    "messages come, but under configuration "
                            + other.configuration().orElse("none") + " and certificate "
                            + other.fingerprint().orElse("none"));
        }
        String time = " within " + settings.patience().toSeconds() + " s";
        Unasked why = unasked.get(patient.target().device());
        if (why == null) {
            return new Verdict.Problem(DoctorCode.NO_MESSAGE, "none came" + time);
        }
        return hasHandedOver(patient)
                ? new Verdict.Problem(DoctorCode.NO_MESSAGE, "it has sent some since, and none came" + time)
                : why.missed();
    }

    /**
     * A device that sends once an hour has nothing to show in the meantime, and what waits on it shows nothing of the hub;
     * whether it has handed one over since says itself.
     */
    private boolean hasHandedOver(Patient patient) throws InterruptedException {
        if (!patient.isReached()) {
            return false;
        }
        RuntimeStatus before = patient.status();
        try {
            return devices.status(List.of(patient.target())).stream()
                    .map(DeviceState::status)
                    .flatMap(Optional::stream)
                    .anyMatch(now -> hasHandedOver(now, before, patient.target().device()));
        } catch (DeviceProblemException e) {
            return false;
        }
    }

    /** By the numbers of its messages, which begin anew at each start. */
    private boolean hasHandedOver(RuntimeStatus now, RuntimeStatus before, DeviceId device) {
        long boot = now.program().boot();
        boolean same = boot == before.program().boot();
        // What came before the doctor began to wait is no message that is missing.
        long came = Optional.ofNullable(aside.get(device))
                .filter(message -> message.boot().orElse(-1) == boot)
                .map(message -> message.sequence().orElse(0))
                .orElse(0L);
        long made = Math.max(came, same ? before.queue().sequence() : 0);
        boolean nothingLeft = now.hub().state() == RuntimeStatus.LinkState.CONNECTED
                && now.queue().waiting() == 0;
        return now.queue().acknowledged() > made || (now.queue().sequence() > made && nothingLeft);
    }
}
