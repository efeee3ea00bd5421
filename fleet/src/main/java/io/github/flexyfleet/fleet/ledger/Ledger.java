package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ledger of a fleet: every run takes the fleet's lease here, and leaves its record. */
public final class Ledger {
    private final LedgerStore store;
    private final Leases leases;
    private final Surroundings around;
    private final Wish wish;

    /**
     * What a ledger needs of the world.
     *
     * @param self this process
     * @param commit git commit of the fleet file, when it is known
     * @param times of the lease
     * @param clock own clock
     * @param heart renews the lease
     */
    public record Surroundings(
            Holder self, Optional<String> commit, LeaseTimes times, LedgerClock clock, Heart heart) {}

    /**
     * What the user says of the next run.
     *
     * @param acknowledged devices whose failures are known
     * @param resumes whether only a rollout that was begun may be gone on with
     */
    private record Wish(Set<DeviceId> acknowledged, boolean resumes) {}

    /** A ledger in a store. */
    public Ledger(LedgerStore store, Leases leases, Surroundings around) {
        this(store, leases, around, new Wish(Set.of(), false));
    }

    private Ledger(LedgerStore store, Leases leases, Surroundings around, Wish wish) {
        this.store = store;
        this.leases = leases;
        this.around = around;
        this.wish = wish;
    }

    /** The same, with failures of devices that the user knows of. */
    public Ledger acknowledging(Set<DeviceId> devices) {
        return new Ledger(store, leases, around, new Wish(Set.copyOf(devices), wish.resumes()));
    }

    /** The same, to go on with a rollout and begin none. */
    public Ledger resuming() {
        return new Ledger(store, leases, around, new Wish(wish.acknowledged(), true));
    }

    /**
     * Joins the runners of one rollout.
     *
     * @param run what they call it; all of them say the same
     * @throws DeviceProblemException when this ledger lets only one runner work at a time
     */
    public Runner join(String run) throws DeviceProblemException, InterruptedException {
        try {
            return Runner.join(store, run, around, new Runner.Wish(wish.acknowledged(), wish.resumes()));
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    /** Git commit of the fleet file, when it is known. */
    public Optional<String> commit() {
        return around.commit();
    }

    /** The lease: to look at, to hold, to break. */
    public Leases leases() {
        return leases;
    }

    /** All records, the oldest first. */
    public List<RolloutRecord> rollouts() throws LedgerException {
        List<RolloutRecord> records = new ArrayList<>();
        for (long number : store.rollouts()) {
            rollout(number).ifPresent(records::add);
        }
        return List.copyOf(records);
    }

    /** Numbers of all records, the oldest first. */
    public List<Long> numbers() throws LedgerException {
        return store.rollouts();
    }

    /** One record; empty when there is none of this number, or nothing but the beginning of its head. */
    public Optional<RolloutRecord> rollout(long number) throws LedgerException {
        if (!store.rollouts().contains(number)) {
            return Optional.empty();
        }
        return record(number, Chain.read(store.place(number), store.lines(number)));
    }

    /** The last record. */
    public Optional<RolloutRecord> lastRollout() throws LedgerException {
        List<Long> numbers = store.rollouts();
        Optional<RolloutRecord> last = Optional.empty();
        for (int at = numbers.size() - 1; at >= 0 && last.isEmpty(); at--) {
            last = rollout(numbers.get(at));
        }
        return last;
    }

    static Optional<RolloutRecord> record(long number, List<Entry> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(new RolloutRecord(number, entries));
    }

    /**
     * Takes the lease for a run.
     *
     * @throws DeviceProblemException when another process is at work, or the fleet is held back
     */
    public RunRecord begin() throws DeviceProblemException, InterruptedException {
        try {
            return new LedgerRun(store, leases.take(), around, wish.acknowledged(), wish.resumes());
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }
}
