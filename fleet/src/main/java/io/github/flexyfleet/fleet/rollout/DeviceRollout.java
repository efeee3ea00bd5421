package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FirmwareFloor;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubRights;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes one device to its wanted digest, or leaves it as it was and says why. Reads first, and writes only what
 * differs; a run that was cut off is finished by the next one from what the device says.
 */
final class DeviceRollout {
    private final DeviceTarget target;
    private final DeviceLink link;
    private final HubIdentities identities;
    private final Optional<EvidenceBoard> board;
    private final RolloutSettings settings;
    private final RootsCheck roots;
    private final Pace pace;
    private final Consumer<RolloutEvent> listener;
    private final BeforeChange before;
    private Optional<Baseline> baseline = Optional.empty();

    DeviceRollout(DeviceTarget target, DeviceLink link, Workshop workshop, BeforeChange before) {
        this.target = target;
        this.link = link;
        this.identities = workshop.identities();
        this.board = workshop.board();
        this.settings = workshop.settings();
        this.roots = workshop.roots();
        this.pace = workshop.pace();
        this.listener = workshop.listener();
        this.before = before;
    }

    /** How the device was before it was changed; empty before it was reached. */
    Optional<Baseline> baseline() {
        return baseline;
    }

    /** Does the work; a problem comes out as {@link DeviceProblemException}. */
    DeviceResult run() throws DeviceProblemException, InterruptedException {
        reached(Stage.OBSERVE);
        Optional<RuntimeStatus> observed = link.status();
        if (observed.isPresent()) {
            checkMachine(observed.get());
        }
        boolean current = RuntimeTrial.settled(link, observed);
        if (current && runsWanted(observed.get())) {
            reached(Stage.IDENTITY);
            // Whatever problem it names now came with what it runs.
            baseline = Optional.of(Baseline.of(observed.get(), ""));
            link.silenceScript(observed.get());
            // A run that was cut off between confirm and settle is finished here: a certificate that stays in the hub's
            // second slot would be dropped by the next change, together with the device's way back.
            settle();
            return result(Outcome.UNCHANGED, Evidence.none());
        }
        if (observed.isEmpty()) {
            // A device that is refused shall not have become an identity at the hub.
            link.inspect();
        }
        if (observed.filter(this::onTrial).isEmpty()) {
            // What an earlier run has begun is finished whatever the time.
            before.check(link);
            checkRoots(observed);
        }
        String errorBefore =
                observed.map(RuntimeStatus::error).map(Baseline::code).orElse("");
        trust(observed);
        if (!current) {
            reached(Stage.INSTALL);
            if (observed.isPresent()) {
                observed = Optional.of(withoutTrial(observed.get()));
            }
            observed = Optional.of(new RuntimeTrial(link, settings, pace).bring(observed));
        }
        RuntimeStatus status = observed.orElseThrow(RuntimeTrial::silent);
        checkMachine(status);
        status = withoutAbandonedTrial(status);
        baseline = Optional.of(Baseline.of(status, errorBefore));
        link.silenceScript(status);
        if (!runsWanted(status)) {
            if (!onTrial(status)) {
                send();
            }
            Evidence evidence = awaitEvidence(true, Mark.of(status));
            reached(Stage.CONFIRM);
            link.confirm(target.digest());
            settle();
            return result(Outcome.CONFIRMED, evidence);
        }
        // Only the runtime was new; the bundle it runs was confirmed before.
        Evidence evidence = awaitEvidence(false, Mark.startOf(status));
        settle();
        return result(Outcome.CONFIRMED, evidence);
    }

    /**
     * Ends a trial of another bundle that an interrupted run of this tool began; after that the device runs what was
     * confirmed. A trial that somebody else began is left alone.
     */
    private RuntimeStatus withoutAbandonedTrial(RuntimeStatus status)
            throws DeviceProblemException, InterruptedException {
        return onTrial(status) ? status : withoutTrial(status);
    }

    /** The same for a trial of whatever bundle; a runtime is not replaced while one lasts. */
    private RuntimeStatus withoutTrial(RuntimeStatus status) throws DeviceProblemException, InterruptedException {
        RuntimeStatus.Bundles bundles = status.bundles();
        if (bundles.state() != RuntimeState.TRIAL) {
            return status;
        }
        if (!bundles.lastRequest().startsWith(DeviceLink.OUR_APPLY)
                || bundles.candidate().isEmpty()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.OTHER_ON_TRIAL,
                    "another bundle (" + bundles.candidate().orElse("unknown") + ") is on trial on this device",
                    "deploy the fleet file that it belongs to, or wait until it goes back by itself in "
                            + bundles.revertIn().toSeconds() + " s of running time, then deploy again");
        }
        reached(Stage.REVERT);
        link.revert(new Digest(bundles.candidate().get()));
        return link.status().orElseThrow(RuntimeTrial::silent);
    }

    private void send() throws DeviceProblemException, InterruptedException {
        reached(Stage.UPLOAD);
        link.upload(target.bundle());
        reached(Stage.APPLY);
        link.apply(target.digest(), settings.revertAfter());
    }

    /**
     * Waits until hub and device both say that data made after the mark arrives; without that a trial is sent back.
     */
    private Evidence awaitEvidence(boolean trial, Mark mark) throws DeviceProblemException, InterruptedException {
        reached(Stage.EVIDENCE);
        Instant deadline = pace.now().plus(settings.evidenceWithin());
        Evidence evidence = Evidence.none();
        String last = "the device was not asked";
        // Without a view of the hub nothing tells whose messages the device counts: only those after its first answer
        // under the wanted digest do.
        Optional<Mark> counted = board.map(seen -> mark);
        while (pace.now().isBefore(deadline)) {
            if (board.isPresent()) {
                evidence = look(mark);
                if (evidence.messages() < settings.messagesWanted()) {
                    pace.pause(settings.feedEvery());
                    continue;
                }
            }
            Optional<RuntimeStatus> status = link.status();
            Optional<RuntimeStatus> right = status.filter(this::runsWhatIsProven);
            if (right.isPresent() && counted.isPresent() && delivers(right.get(), counted.get())) {
                return evidence.withAcknowledged(right.get().queue().acknowledged());
            }
            if (counted.isEmpty()) {
                counted = right.map(Mark::of);
            }
            last = status.map(DeviceRollout::words).orElse("the runtime does not answer");
            pace.pause(settings.deviceEvery());
        }
        throw noEvidence(trial, evidence, last);
    }

    private DeviceProblemException noEvidence(boolean trial, Evidence evidence, String last)
            throws InterruptedException {
        String deviceSays = evidence.messages() == 0 ? askOnceMore(last) : last;
        String end = trial ? goBack() : "its confirmed bundle was not changed";
        return new DeviceProblemException(
                trial ? Outcome.REVERTED : Outcome.FAILED,
                ProblemCode.NO_EVIDENCE,
                "no evidence within " + settings.evidenceWithin().toSeconds() + " s: " + evidence.messages() + " of "
                        + settings.messagesWanted() + " messages seen, " + deviceSays + "; " + end,
                "mend what the device names, then deploy again");
    }

    private String askOnceMore(String last) throws InterruptedException {
        try {
            return link.status().map(DeviceRollout::words).orElse("the runtime does not answer");
        } catch (DeviceProblemException e) {
            return last;
        }
    }

    private String goBack() throws InterruptedException {
        reached(Stage.REVERT);
        try {
            link.revert(target.digest());
            return "it was sent back to its confirmed bundle" + takenBack();
        } catch (DeviceProblemException e) {
            return "it goes back by itself within " + settings.revertAfter().toMinutes() + " min" + takenBack();
        }
    }

    private String takenBack() {
        try {
            identities.takeBack(target.device());
            return "";
        } catch (IotHubException | DeviceProblemException e) {
            return "; the hub could not be told to trust its thumbprint again: " + e.getMessage();
        }
    }

    private Evidence look(Mark mark) throws DeviceProblemException {
        try {
            return board.orElseThrow().of(target.device(), target.digest(), target.fingerprint(), mark);
        } catch (IotHubException e) {
            throw hubRefused(e);
        }
    }

    private void trust(Optional<RuntimeStatus> observed) throws DeviceProblemException {
        reached(Stage.IDENTITY);
        // On trial a device shows the candidate's certificate, and it is the confirmed one's that it can go back to.
        Optional<Fingerprint> running = observed.filter(
                        status -> status.bundles().state() == RuntimeState.CONFIRMED)
                .flatMap(status -> status.certificate().fingerprint());
        try {
            identities.trust(target.device(), target.login(), running);
        } catch (IotHubException e) {
            throw hubRefused(e);
        }
    }

    private void settle() throws DeviceProblemException {
        try {
            identities.settle(target.device(), target.login());
        } catch (IotHubException e) {
            throw hubRefused(e);
        }
    }

    private static DeviceProblemException hubRefused(IotHubException e) {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.HUB_REFUSED,
                "the hub refused: " + e.getMessage(),
                "check the login at the hub: " + HubRights.ALL,
                e);
    }

    private void checkMachine(RuntimeStatus status) throws DeviceProblemException, InterruptedException {
        if (status.flexy().serial().isEmpty() || status.flexy().firmware().isEmpty()) {
            link.inspect(); // the runtime could not read them: the Flexy itself is asked
            return;
        }
        FirmwareFloor.check(status.flexy().firmware());
        if (target.serial().isPresent()
                && !target.serial().get().equals(status.flexy().serial())) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.WRONG_SERIAL,
                    "the device called '" + target.talk2mName() + "' has serial "
                            + status.flexy().serial() + ", the fleet file says "
                            + target.serial().get(),
                    "correct name or serial in the fleet file");
        }
    }

    private void checkRoots(Optional<RuntimeStatus> observed) throws DeviceProblemException {
        Optional<String> exchanged = observed.flatMap(status -> status.bundles().confirmed())
                .flatMap(confirmed -> roots.exchanged(target, new Digest(confirmed)));
        if (exchanged.isPresent()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.ROOTS_EXCHANGED,
                    "its roots would be exchanged at once: " + exchanged.get() + "; nothing was written",
                    "write both into roots: and deploy, then take the old one away; or add -Dflexy.exchangeRoots=true");
        }
    }

    private boolean runsWanted(RuntimeStatus status) {
        Optional<String> wanted = Optional.of(target.digest().hex());
        return status.bundles().state() == RuntimeState.CONFIRMED
                && status.bundles().confirmed().equals(wanted)
                && status.bundles().running().equals(wanted);
    }

    private boolean onTrial(RuntimeStatus status) {
        return status.bundles().state() == RuntimeState.TRIAL
                && status.bundles().running().equals(Optional.of(target.digest().hex()));
    }

    /**
     * Whether the device says that its data is delivered: the hub has read a message after the mark, or, on a hub without
     * twins, which confirms nothing, all that was made has been handed over, and something was made after the mark.
     */
    private static boolean delivers(RuntimeStatus status, Mark mark) {
        RuntimeStatus.Queue queue = status.queue();
        long boot = status.program().boot();
        boolean delivered = status.hub().barrier()
                ? mark.isBefore(boot, queue.acknowledged())
                : mark.isBefore(boot, queue.sequence()) && queue.waiting() == 0 && queue.dropped() == 0;
        return status.hub().state() == RuntimeStatus.LinkState.CONNECTED && delivered;
    }

    /** Whether this tool's runtime says it, and runs the wanted bundle. */
    private boolean runsWhatIsProven(RuntimeStatus status) {
        return link.runsWantedRuntime(status)
                && status.bundles().running().equals(Optional.of(target.digest().hex()));
    }

    private static String words(RuntimeStatus status) {
        return "the device says hub " + status.hub().state().wire() + ", "
                + status.queue().acknowledged() + " acknowledged"
                + status.hub().reason().map(reason -> " (" + reason + ")").orElse("")
                + (status.error().isEmpty() ? "" : ", " + status.error());
    }

    private DeviceResult result(Outcome outcome, Evidence evidence) {
        return new DeviceResult(target, DeviceResult.NO_WAVE, outcome, evidence, link.calls(), Optional.empty());
    }

    private void reached(Stage stage) {
        listener.accept(new RolloutEvent.StageReached(target.device(), stage));
    }
}
