package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings this tool's runtime onto a device that runs another one or none. A runtime that replaces another one is on trial
 * until it does what the one before it did: runs the same bundle, and is connected where that one was.
 */
final class RuntimeTrial {
    private final DeviceLink link;
    private final RolloutSettings settings;
    private final Pace pace;

    RuntimeTrial(DeviceLink link, RolloutSettings settings, Pace pace) {
        this.link = link;
        this.settings = settings;
        this.pace = pace;
    }

    /** Whether nothing is left to do: this tool's runtime answers, and a boot starts it. */
    static boolean settled(DeviceLink link, Optional<RuntimeStatus> observed) {
        return observed.filter(link::runsWantedRuntime)
                .filter(status -> status.program().trialEnds().isEmpty())
                .isPresent();
    }

    /** Does the work; answers what the runtime says then. */
    RuntimeStatus bring(Optional<RuntimeStatus> observed) throws DeviceProblemException, InterruptedException {
        if (observed.isEmpty()) {
            link.installRuntime();
            RuntimeStatus started = link.status().orElseThrow(RuntimeTrial::silent);
            return settled(link, Optional.of(started)) ? started : replace(started);
        }
        return replace(observed.get());
    }

    /** Takes the place of a runtime that answers, be it one that was stopped and only had to be started. */
    private RuntimeStatus replace(RuntimeStatus before) throws DeviceProblemException, InterruptedException {
        boolean wanted = link.runsWantedRuntime(before);
        if (wanted && before.program().trialEnds().isPresent()) {
            // An interrupted run started it; what ran before it is not known any more.
            return prove(Optional.empty());
        }
        if (before.program().trialEnds().isPresent()) {
            throw otherTrial(before);
        }
        if (link.tryRuntime(before)) {
            return prove(Optional.of(before));
        }
        link.replaceRuntime();
        return link.status().orElseThrow(RuntimeTrial::silent);
    }

    private RuntimeStatus prove(Optional<RuntimeStatus> before) throws DeviceProblemException, InterruptedException {
        Instant deadline = pace.now().plus(settings.evidenceWithin());
        String last = "";
        while (pace.now().isBefore(deadline)) {
            Optional<RuntimeStatus> now = link.status();
            if (now.isPresent() && !link.runsWantedRuntime(now.get())) {
                throw fellBack("the runtime before it runs again");
            }
            if (now.isPresent() && isHealthy(before, now.get())) {
                link.keepRuntime();
                return now.get();
            }
            last = now.map(status -> "it says hub " + status.hub().state().wire()
                            + status.hub()
                                    .reason()
                                    .map(reason -> " (" + reason + ")")
                                    .orElse("") + " " + status.error())
                    .orElse("it does not answer");
            pace.pause(settings.deviceEvery());
        }
        link.returnRuntime();
        throw fellBack(last.strip() + "; it was sent back to the one before it");
    }

    /**
     * Whether it does what the one before it did, in this start. Where that one's messages arrived, one of its own must:
     * that it is connected alone does not show that it still makes any.
     */
    private static boolean isHealthy(Optional<RuntimeStatus> before, RuntimeStatus now) {
        boolean same = before.isEmpty()
                || (now.bundles().running().equals(before.get().bundles().running())
                        && now.program().boot() > before.get().program().boot());
        if (!same) {
            return false;
        }
        boolean connectedBefore = before.isEmpty() || before.get().hub().state() == RuntimeStatus.LinkState.CONNECTED;
        if (now.bundles().state() == RuntimeState.EMPTY || !connectedBefore) {
            return true;
        }
        boolean sentBefore = before.isEmpty() || before.get().queue().sequence() > 0;
        return now.hub().state() == RuntimeStatus.LinkState.CONNECTED && (!sentBefore || hasDelivered(now));
    }

    private static boolean hasDelivered(RuntimeStatus status) {
        RuntimeStatus.Queue queue = status.queue();
        return status.hub().barrier() ? queue.acknowledged() > 0 : queue.sequence() > 0 && queue.waiting() == 0;
    }

    private static DeviceProblemException fellBack(String why) {
        return new DeviceProblemException(
                Outcome.REVERTED,
                ProblemCode.RUNTIME_FELL_BACK,
                "the new runtime did not do in time what the one before it did: " + why,
                "look at the device's log (flexy:logs), then deploy again");
    }

    private static DeviceProblemException otherTrial(RuntimeStatus status) {
        return new DeviceProblemException(
                Outcome.REJECTED,
                ProblemCode.OTHER_ON_TRIAL,
                "runtime " + status.program().version() + ", of another version of this tool, is on trial",
                "wait until it goes back by itself in "
                        + status.program().trialEnds().orElseThrow().toSeconds() + " s, then deploy again");
    }

    static DeviceProblemException silent() {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.RUNTIME_SILENT,
                "the runtime was started but does not answer",
                "look at the device's event log; a reboot starts it from /usr/jvmrun");
    }
}
