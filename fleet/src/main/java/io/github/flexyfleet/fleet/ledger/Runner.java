package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * This process as one of several that work on one rollout. It has a lease of its own, under which it writes to devices;
 * whichever of them finds nobody who leads takes the fleet's lease, and leads. Thread-safe but for {@link #turn}.
 */
public final class Runner implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RunStore store;
    private final Ledger.Surroundings around;
    private final Wish wish;
    private final String name;
    private final Leases leading;
    private final HeldLease working;
    private final Heart.Beating beating;
    private Optional<Journal> journal = Optional.empty();

    /** What the user says of the run. */
    record Wish(Set<DeviceId> acknowledged, boolean resumes) {}

    /** What a runner is to do now. */
    public sealed interface Turn {
        /** It leads from now on; to be closed when it does not any more. */
        record Lead(Leader leader) implements Turn {}

        /** Another one leads; whether there is something to work on. */
        record Help(boolean begun) implements Turn {}

        /** The rollout has ended; how, in the words of whoever led it. */
        record Ended(String result) implements Turn {}
    }

    private Runner(
            RunStore store, Ledger.Surroundings around, Wish wish, String name, Leases leading, HeldLease working) {
        this.store = store;
        this.around = around;
        this.wish = wish;
        this.name = name;
        this.leading = leading;
        this.working = working;
        this.beating = around.heart().every(around.times().beat(), working::beat);
    }

    static Runner join(LedgerStore ledger, String run, Ledger.Surroundings around, Wish wish)
            throws LedgerException, InterruptedException {
        String name = String.format(Locale.ROOT, "%016x", RANDOM.nextLong());
        RunStore store = ledger.runners(run, name)
                .orElseThrow(
                        () -> new LedgerException(
                                ProblemCode.ONE_RUNNER,
                                "flexy.runners says that several runners work on one rollout, and the ledger in a folder lets one"
                                        + " at a time",
                                "give -Dflexy.ledger=jdbc:postgresql://HOST/DATABASE to every runner, or leave out flexy.runners"));
        HeldLease working = leases(store.working(), around).take();
        return new Runner(store, around, wish, name, leases(store.leading(), around), working);
    }

    private static Leases leases(LedgerStore store, Ledger.Surroundings around) {
        return new Leases(store, around.self(), around.times(), around.clock(), RANDOM);
    }

    /**
     * What is to be done now; to be asked about once a second.
     *
     * @throws DeviceProblemException when this runner's lease is lost, another rollout is at work on the fleet, or the
     *     runners of this name do another one
     */
    public Turn turn(RunHead head) throws DeviceProblemException, InterruptedException {
        try {
            working.require();
            return now(head);
        } catch (LedgerException e) {
            if (e.code() == ProblemCode.LEDGER_UNUSABLE && journal.isPresent()) {
                // Devices are under way: it is asked again as long as the own lease is good.
                return new Turn.Help(true);
            }
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    private Turn now(RunHead head) throws LedgerException, InterruptedException {
        Optional<RunStore.Run> run = store.run();
        if (run.isPresent() && journal.isEmpty()) {
            requireSame(head, store.head().orElseThrow());
        }
        Optional<String> result = run.flatMap(RunStore.Run::result);
        if (result.isPresent()) {
            return new Turn.Ended(result.get());
        }
        if (leading.isFree()) {
            Optional<HeldLease> lease = take();
            if (lease.isPresent()) {
                return lead(lease.get(), head);
            }
        } else if (!store.leads()) {
            throw Leases.held(leading.now());
        }
        return new Turn.Help(run.isPresent());
    }

    /** Empty when another one was faster. */
    private Optional<HeldLease> take() throws LedgerException, InterruptedException {
        try {
            return Optional.of(leading.take());
        } catch (LedgerException e) {
            if (e.code() == ProblemCode.LEASE_HELD) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Turn lead(HeldLease lease, RunHead head) throws LedgerException {
        boolean leads = false;
        try {
            // The one before may have ended it before it gave the lease back.
            Optional<RunStore.Run> run = store.run();
            Optional<String> result = run.flatMap(RunStore.Run::result);
            if (result.isPresent()) {
                return new Turn.Ended(result.get());
            }
            LedgerRun record = new LedgerRun(
                    store.leading(),
                    lease,
                    around,
                    wish.acknowledged(),
                    wish.resumes(),
                    Optional.of(new LedgerRun.Leading(store.leading(), run.isPresent())));
            leads = true;
            return new Turn.Lead(new Leader(store, record, head, run, around));
        } finally {
            if (!leads) {
                lease.close();
            }
        }
    }

    private static void requireSame(RunHead head, String other) throws LedgerException {
        List<String> differences = head.differences(other);
        if (!differences.isEmpty()) {
            throw new LedgerException(
                    ProblemCode.OTHER_RUNNERS,
                    "the other runners of this name do another rollout: " + String.join("; ", differences),
                    "check out the same commit on every runner, and let all use one state folder, which holds the"
                            + " certificates");
        }
    }

    /**
     * Begins to work on the rollout, once somebody has begun it.
     *
     * @param targets its devices
     * @param figures what this runner did with the accounts so far
     */
    public Work work(Map<DeviceId, DeviceTarget> targets, Supplier<List<AccountFigures>> figures)
            throws DeviceProblemException {
        try {
            long rollout = store.run().orElseThrow().rollout();
            Journal mine = Journal.amongOthers(store.working(), working.fence(), rollout, around.clock());
            mine.append(
                    EntryKind.RUNNER_JOINED,
                    Optional.empty(),
                    Map.of("runner", name, "who", around.self().toString()));
            journal = Optional.of(mine);
            return new Work(mine, working, new TakenWork(store, working, around.clock(), targets, figures));
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    /**
     * What a runner works with.
     *
     * @param journal what it does is written down here
     * @param lease its own
     * @param source gives it devices
     */
    public record Work(Journal journal, HeldLease lease, TakenWork source) {
        /** The same links; what is written through them is written down, and only under this runner's lease. */
        public DeviceLinks links(DeviceLinks links) {
            return new JournaledLinks(links, journal, lease);
        }

        /** The same registry, under this runner's lease. */
        public HubIdentities identities(HubIdentities identities) {
            return new GuardedIdentities(identities, lease);
        }
    }

    /**
     * The count of an account's calls over all runners.
     *
     * @param account Talk2M's name of it
     * @param own this runner's count, which goes on beside it
     */
    public CallLedger calls(String account, CallLedger own) {
        return store.calls(account, own);
    }

    /** Asks whoever leads to stop the rollout between devices. */
    public void askToStop(String reason) throws DeviceProblemException {
        try {
            leading.askToStop(reason);
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    @Override
    public void close() {
        beating.close();
        working.close();
    }
}
