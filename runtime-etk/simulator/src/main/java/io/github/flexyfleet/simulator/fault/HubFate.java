package io.github.flexyfleet.simulator.fault;

import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.hub.HubFaults;
import java.util.Optional;

/** What one REST call of the hub meets. For one call. */
final class HubFate implements HubFaults.Fate {
    private final Faults faults;
    private final Script.Fate fate;

    HubFate(Faults faults, Script.Fate fate) {
        this.faults = faults;
        this.fate = fate;
    }

    @Override
    public boolean lostBefore() {
        faults.hold(fate.latency());
        boolean lost = false;
        for (Strike strike : fate.strikes()) {
            if (strike.moment() == Moment.BEFORE) {
                faults.note(strike);
                does(strike.deed());
                lost |= strike.deed() instanceof Deed.Lose;
            }
        }
        return lost;
    }

    @Override
    public Optional<HubError> refused() {
        return fate.strikes().stream()
                .filter(strike -> strike.moment() == Moment.BEFORE)
                .map(Strike::deed)
                .filter(Deed.Refuse.class::isInstance)
                .map(deed -> error(((Deed.Refuse) deed).reply()))
                .findFirst()
                .or(faults::closed)
                .or(() -> faults.messagesSpent() ? Optional.of(HubError.QUOTA_EXCEEDED) : Optional.empty());
    }

    @Override
    public boolean lostAfter() {
        boolean lost = false;
        for (Strike strike : fate.strikes()) {
            if (strike.moment() != Moment.BEFORE) {
                faults.note(strike);
                does(strike.deed());
                // An answer that is refused, lost or cut says to the client that it does not know what was done.
                lost |= strike.deed() instanceof Deed.Lose
                        || strike.deed() instanceof Deed.Cut
                        || strike.deed() instanceof Deed.Refuse;
            }
        }
        return lost;
    }

    private void does(Deed deed) {
        if (deed instanceof Deed.OnWorld world) {
            faults.does(world);
        } else if (deed instanceof Deed.Wait wait) {
            faults.hold(wait.time());
        } else if (deed instanceof Deed.Slow slow) {
            faults.hold(slow.each().multipliedBy(slow.pieces()));
        }
    }

    private static HubError error(Deed.Reply reply) {
        return switch (reply) {
            case TOO_MANY, QUOTA -> HubError.THROTTLING;
            case NOT_UNDERSTOOD -> HubError.INVALID_PROTOCOL_VERSION;
            case UNAVAILABLE, TIMEOUT, UNREACHABLE, DEVICE_LOGIN, CREDENTIALS, GONE -> HubError.SERVICE_UNAVAILABLE;
        };
    }
}
