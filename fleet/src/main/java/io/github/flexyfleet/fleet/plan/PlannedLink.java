package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.LinkAround;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Released;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.util.Optional;

/** A link whose first status must be what the plan saw, or what it wants. */
final class PlannedLink extends LinkAround {
    private final PlannedDevice planned;
    private final DeviceLink link;
    private boolean compared;

    PlannedLink(PlannedDevice planned, DeviceLink link) {
        super(link);
        this.link = link;
        this.planned = planned;
    }

    @Override
    public Optional<RuntimeStatus> status() throws DeviceProblemException, InterruptedException {
        Optional<RuntimeStatus> status = super.status();
        if (!compared) {
            compare(status);
            compared = true;
        }
        return status;
    }

    /** Where the plan saw nothing, it says nothing against what is there. */
    private void compare(Optional<RuntimeStatus> status) throws DeviceProblemException {
        Optional<Digest> runs = status.flatMap(now -> now.bundles().running()).map(Digest::new);
        boolean asPlanned = planned.observed().by() == Observation.Means.UNKNOWN
                || runs.equals(planned.observed().digest())
                || runs.equals(Optional.of(planned.wanted()));
        if (!asPlanned) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.NOT_AS_PLANNED,
                    (status.isEmpty() ? "no runtime answers" : "the device runs " + words(runs))
                            + "; the plan saw " + words(planned.observed().digest()) + " and wants "
                            + words(Optional.of(planned.wanted())),
                    "find out who changed it, then plan again; nothing was written to it");
        }
    }

    private static String words(Optional<Digest> digest) {
        return digest.map(running -> "bundle " + running.abbreviated()).orElse("no bundle");
    }

    @Override
    public boolean tryRuntime(RuntimeStatus running) throws DeviceProblemException, InterruptedException {
        return link.tryRuntime(running);
    }

    @Override
    public void keepRuntime() throws DeviceProblemException, InterruptedException {
        link.keepRuntime();
    }

    @Override
    public void returnRuntime() throws DeviceProblemException, InterruptedException {
        link.returnRuntime();
    }

    @Override
    public void installRuntime() throws DeviceProblemException, InterruptedException {
        link.installRuntime();
    }

    @Override
    public void replaceRuntime() throws DeviceProblemException, InterruptedException {
        link.replaceRuntime();
    }

    @Override
    public void silenceScript(RuntimeStatus status) throws DeviceProblemException, InterruptedException {
        link.silenceScript(status);
    }

    @Override
    public void upload(Bundle bundle) throws DeviceProblemException, InterruptedException {
        link.upload(bundle);
    }

    @Override
    public void apply(Digest digest, Duration revertAfter) throws DeviceProblemException, InterruptedException {
        link.apply(digest, revertAfter);
    }

    @Override
    public void confirm(Digest digest) throws DeviceProblemException, InterruptedException {
        link.confirm(digest);
    }

    @Override
    public void revert(Digest digest) throws DeviceProblemException, InterruptedException {
        link.revert(digest);
    }

    @Override
    public Released release() throws DeviceProblemException, InterruptedException {
        return link.release();
    }
}
