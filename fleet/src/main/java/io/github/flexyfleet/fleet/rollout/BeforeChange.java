package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.Openings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What is checked of a device that is to be changed, once it was looked at and before anything is written: whether a
 * device that stands in for it is well, whether it is in its window, and whether its machine is free.
 */
final class BeforeChange {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final DeviceTarget target;
    private final DeviceNeeds needs;
    private final Partners partners;
    private final Workshop workshop;

    BeforeChange(DeviceTarget target, DeviceNeeds needs, Partners partners, Workshop workshop) {
        this.target = target;
        this.needs = needs;
        this.partners = partners;
        this.workshop = workshop;
    }

    /**
     * Returns when the device may be changed.
     *
     * @throws DeviceProblemException when it may not be for now; it is a debt then
     */
    void check(DeviceLink link) throws DeviceProblemException, InterruptedException {
        Optional<DeviceProblem> partner = partners.forbids(target.device());
        if (partner.isPresent()) {
            throw new DeviceProblemException(
                    Outcome.DEFERRED,
                    partner.get().code(),
                    partner.get().what(),
                    partner.get().mend());
        }
        checkWindow();
        if (needs.hold().isPresent()) {
            new HoldCheck(needs.hold().get(), target, workshop.pace(), workshop.listener()).await(link);
            checkWindow(); // it may have closed while the device was waited for
        }
    }

    private void checkWindow() throws DeviceProblemException {
        Optional<Openings.Closed> closed =
                closed(needs.openings(), workshop.pace().now(), workshop.settings());
        if (closed.isPresent()) {
            ZoneId zone = needs.openings().zone();
            throw new DeviceProblemException(
                    Outcome.DEFERRED,
                    ProblemCode.OUTSIDE_WINDOW,
                    closed.get().reason() + "; "
                            + closed.get()
                                    .next()
                                    .map(next -> "the next one opens at " + LOCAL.format(next.atZone(zone)) + " ("
                                            + zone + ")")
                                    .orElse("no next one can be seen"),
                    "deploy again then, or let the deploy wait for it with -Dflexy.wait");
        }
    }

    /** Whether a device may begin now. As long as a trial may last at most, so long a device may take. */
    static Optional<Openings.Closed> closed(Openings openings, Instant now, RolloutSettings settings) {
        Duration longest = settings.revertAfter();
        return openings.closedAt(now, longest);
    }
}
