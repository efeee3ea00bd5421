package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceEnd;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.EndText;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.WorkSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Devices that a runner takes from those that may begin, as long as its lease is good. Thread-safe. */
public final class TakenWork implements WorkSource {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final RunStore store;
    private final HeldLease lease;
    private final LedgerClock clock;
    private final Map<DeviceId, DeviceTarget> targets;
    private final Supplier<List<AccountFigures>> figures;
    private final Set<DeviceId> underWay = new HashSet<>();
    private volatile boolean over;

    TakenWork(
            RunStore store,
            HeldLease lease,
            LedgerClock clock,
            Map<DeviceId, DeviceTarget> targets,
            Supplier<List<AccountFigures>> figures) {
        this.store = store;
        this.lease = lease;
        this.clock = clock;
        this.targets = Map.copyOf(targets);
        this.figures = figures;
        lease.onLoss(why -> over = true);
    }

    /** Takes no further device. */
    public void finish() {
        over = true;
    }

    /** The same, which tells of each end. */
    public WorkSource telling(Consumer<RolloutEvent> listener) {
        TakenWork work = this;
        return new WorkSource() {
            @Override
            public Optional<Piece> next() {
                return work.next();
            }

            @Override
            public Optional<DeviceResult> endOf(DeviceId device) {
                return work.endOf(device);
            }

            @Override
            public void ended(Piece piece, DeviceEnd end) {
                work.ended(piece, end);
                listener.accept(new RolloutEvent.DeviceFinished(end.result()));
            }

            @Override
            public boolean over() {
                return work.over();
            }
        };
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public synchronized Optional<Piece> next() {
        try {
            lease.require();
            Optional<RunStore.Given> given = store.take(lease.fence(), Set.copyOf(underWay));
            given.ifPresent(device -> underWay.add(device.device()));
            return given.map(device -> new Piece(targets.get(device.device()), device.wave(), device.token()));
        } catch (LedgerException e) {
            // Asked again until the own lease is lost; then nothing more is to come.
            return Optional.empty();
        }
    }

    @Override
    public Optional<DeviceResult> endOf(DeviceId device) {
        try {
            return store.endOf(device)
                    .map(text -> EndText.end(targets.get(device), text).result());
        } catch (LedgerException e) {
            // What is to be written to the device goes through the same ledger, and is not written then.
            return Optional.empty();
        }
    }

    @Override
    public void ended(Piece piece, DeviceEnd end) {
        RunStore.Given given = new RunStore.Given(piece.target().device(), piece.wave(), piece.token());
        try {
            while (!tell(given, end)) {
                clock.pace().pause(AGAIN);
            }
        } catch (InterruptedException e) {
            // Whoever leads gives the device to another one, which sees what it runs.
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                underWay.remove(given.device());
            }
        }
    }

    /** False when it is to be tried again. */
    private boolean tell(RunStore.Given given, DeviceEnd end) {
        try {
            lease.require();
        } catch (LedgerException e) {
            return true; // the device is another runner's by now
        }
        try {
            store.ended(lease.fence(), given, EndText.of(end), EndText.of(figures.get()));
            return true;
        } catch (LedgerException e) {
            return e.code() == ProblemCode.LEASE_LOST;
        }
    }
}
