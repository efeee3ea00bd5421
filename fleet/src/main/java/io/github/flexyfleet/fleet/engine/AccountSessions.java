package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Talk2mLinks;
import io.github.flexyfleet.fleet.rollout.AccountLinks;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The Talk2M accounts of one run, as far as its devices need them. */
final class AccountSessions implements AutoCloseable {
    private final Connections connections;
    private final Map<String, AccountSession> sessions = new LinkedHashMap<>();

    AccountSessions(Connections connections, List<DeviceTarget> targets, InstantSource clock, AdaptiveLimit limit) {
        this.connections = connections;
        for (AccountAccess access : connections.accounts()) {
            List<DeviceTarget> reached = targets.stream()
                    .filter(target -> connections.accountOf(target.device()).equals(access.name()))
                    .toList();
            if (!reached.isEmpty()) {
                sessions.put(access.name(), new AccountSession(access, reached, clock, limit));
            }
        }
    }

    /** Tells what each account has left. */
    void tellCallsLeft(Consumer<RolloutEvent> listener) {
        sessions.values().forEach(session -> listener.accept(session.callsLeft()));
    }

    /**
     * Asks each account for its devices. One that cannot be asked is closed; the others go on.
     *
     * @throws DeviceProblemException when none can be asked
     */
    AccountLinks links(Talk2mLinks.DeviceWork work) throws DeviceProblemException {
        Map<String, DeviceLinks> open = new LinkedHashMap<>();
        Map<String, DeviceProblemException> closed = new LinkedHashMap<>();
        for (Map.Entry<String, AccountSession> session : sessions.entrySet()) {
            try {
                open.put(session.getKey(), session.getValue().links(connections.logins(), work));
            } catch (DeviceProblemException e) {
                closed.put(session.getKey(), e);
            }
        }
        if (open.isEmpty() && !closed.isEmpty()) {
            throw closed.values().iterator().next();
        }
        return new AccountLinks(connections::accountOf, open, closed);
    }

    /** What was done with each. */
    List<AccountFigures> figures() {
        return sessions.values().stream().map(AccountSession::figures).toList();
    }

    @Override
    public void close() {
        sessions.values().forEach(AccountSession::close);
    }
}
