package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A run under a lease, written down in a record. */
final class LedgerRun implements RunRecord {
    private final LedgerStore store;
    private final HeldLease lease;
    private final Ledger.Surroundings around;
    private final Set<DeviceId> acknowledged;
    private final boolean resumes;
    private final Optional<Leading> leading;
    private final Heart.Beating beating;
    private Optional<RolloutRecord> before = Optional.empty();
    private Journal journal;
    private volatile Optional<BiConsumer<StopCause, String>> rollout = Optional.empty();
    private volatile boolean halted;
    private volatile boolean failed;
    private Map<DeviceId, Entry> known = Map.of();

    /**
     * What is different when several runners work on the rollout, and this process leads them.
     *
     * @param store to which the others append, too
     * @param goesOn whether a runner that led before has begun it: it is gone on with as it is, not begun anew
     */
    record Leading(RunStore.Writing store, boolean goesOn) {}

    LedgerRun(
            LedgerStore store,
            HeldLease lease,
            Ledger.Surroundings around,
            Set<DeviceId> acknowledged,
            boolean resumes) {
        this(store, lease, around, acknowledged, resumes, Optional.empty());
    }

    LedgerRun(
            LedgerStore store,
            HeldLease lease,
            Ledger.Surroundings around,
            Set<DeviceId> acknowledged,
            boolean resumes,
            Optional<Leading> leading) {
        this.leading = leading;
        this.store = store;
        this.lease = lease;
        this.around = around;
        this.acknowledged = acknowledged;
        this.resumes = resumes;
        this.beating = around.heart().every(around.times().beat(), lease::beat);
    }

    @Override
    public void check(RolloutHead head) throws DeviceProblemException {
        try {
            before = lastRecord();
            if (takesOver()) {
                return;
            }
            requireAcknowledged(failures(head));
            if (resumes && !goesOnWith(head)) {
                boolean open = unfinished().isPresent();
                String last = before.map(record -> "rollout " + record.number()).orElse("");
                throw new LedgerException(
                        ProblemCode.OTHER_PLAN,
                        open
                                ? last + " was begun with another configuration than the fleet file wants now"
                                : "no rollout is unfinished",
                        "deploy the fleet file with flexy:deploy" + (open ? "; that ends " + last : ""));
            }
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    private Optional<RolloutRecord> unfinished() {
        return before.filter(record -> record.state() != RolloutRecord.State.ENDED);
    }

    private boolean goesOnWith(RolloutHead head) {
        return unfinished()
                .filter(record -> record.plan().equals(head.plan().hex()))
                .isPresent();
    }

    private Map<DeviceId, RolloutRecord.Failure> failures(RolloutHead head) {
        return before.map(record -> record.unacknowledged(head.wanted())).orElseGet(TreeMap::new);
    }

    @Override
    public void open(RolloutHead head) throws DeviceProblemException {
        try {
            if (takesOver()) {
                journal = journalOf(before.orElseThrow());
                halted = halt().isPresent();
                known = before.get().devices();
                writeLease();
                journal.flush();
                return;
            }
            boolean same = goesOnWith(head);
            if (unfinished().isPresent() && !same) {
                journalOf(before.get())
                        .append(EntryKind.ROLLOUT_ENDED, Optional.empty(), Map.of("result", "superseded"));
            }
            long last = before.map(RolloutRecord::number).orElse(0L);
            journal = same ? journalOf(before.get()) : journal(last + 1, List.of());
            writeHead(head, same);
            writeAcknowledged(failures(head));
            journal.flush();
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    private Journal journalOf(RolloutRecord record) {
        return journal(record.number(), record.entries());
    }

    private Journal journal(long rollout, List<Entry> entries) {
        return leading.map(among -> Journal.amongOthers(among.store(), lease.fence(), rollout, around.clock()))
                .orElseGet(() -> new Journal(store, lease.fence(), rollout, entries, around.clock()));
    }

    private boolean takesOver() {
        return leading.filter(Leading::goesOn).isPresent();
    }

    /** Number of the record, once it is open. */
    long rollout() {
        return journal.rollout();
    }

    /** The lease that is held meanwhile. */
    HeldLease lease() {
        return lease;
    }

    /** Whether anything that happened could not be written down. */
    boolean failed() {
        return failed;
    }

    /** What stopped the rollout under the runner that led before: it stays stopped. Only once the record is open. */
    Optional<RolloutEvent.Stopped> halt() {
        return takesOver() ? before.flatMap(RolloutRecord::halt) : Optional.empty();
    }

    /** A runner has died, which had begun a device. */
    void lost(RunStore.TakenBack device) throws LedgerException {
        journal.append(EntryKind.RUNNER_LOST, Optional.of(device.device()), Map.of("runner", device.runner()));
    }

    /** One that was cut off before it had its head is no record yet: the next one takes its place. */
    private Optional<RolloutRecord> lastRecord() throws LedgerException {
        List<Long> numbers = store.rollouts();
        Optional<RolloutRecord> last = Optional.empty();
        for (int at = numbers.size() - 1; at >= 0 && last.isEmpty(); at--) {
            long number = numbers.get(at);
            last = Ledger.record(number, Chain.read(store.place(number), store.open(lease.fence(), number)));
        }
        return last;
    }

    private void requireAcknowledged(Map<DeviceId, RolloutRecord.Failure> failures) throws LedgerException {
        SortedMap<DeviceId, RolloutRecord.Failure> open = new TreeMap<>(failures);
        open.keySet().removeAll(acknowledged);
        if (open.isEmpty()) {
            return;
        }
        String names = open.keySet().stream().map(DeviceId::value).collect(Collectors.joining(","));
        String told = open.entrySet().stream()
                .map(failed -> failed.getKey() + " (" + failed.getValue().outcome() + ", "
                        + failed.getValue().code() + ")")
                .collect(Collectors.joining(", "));
        throw new LedgerException(
                ProblemCode.NOT_ACKNOWLEDGED,
                "rollout " + before.orElseThrow().number() + " was halted ("
                        + before.get()
                                .decisive()
                                .flatMap(halt -> halt.value("reason"))
                                .orElse("no reason")
                        + "), and these devices would get the same configuration once more: " + told,
                "mend what went wrong there; a device that gets another configuration needs no more. For those that shall"
                        + " get the same: -Dflexy.acknowledge=" + names);
    }

    private void writeHead(RolloutHead head, boolean same) throws LedgerException {
        Map<String, String> who = new TreeMap<>();
        who.put("user", around.self().user());
        who.put("host", around.self().host());
        around.commit().ifPresent(commit -> who.put("commit", commit));
        if (!same) {
            who.putAll(head.data());
            journal.note(EntryKind.ROLLOUT_BEGUN, Optional.empty(), who);
        }
        writeLease();
        if (same) {
            journal.note(EntryKind.RESUMED, Optional.empty(), who);
        }
    }

    private void writeLease() throws LedgerException {
        Lease before = lease.before();
        Map<String, String> earlier = new TreeMap<>();
        earlier.put("token", Long.toString(before.fence().token()));
        earlier.put("holder", before.holder().toString());
        switch (before.state()) {
            case HELD -> journal.note(EntryKind.LEASE_LOST, Optional.empty(), earlier);
            case BROKEN -> {
                earlier.put("by", before.reason().orElse("somebody"));
                journal.note(EntryKind.LEASE_BROKEN, Optional.empty(), earlier);
            }
            case FREE, ON_HOLD -> {}
        }
        journal.note(
                EntryKind.LEASE_TAKEN,
                Optional.empty(),
                Map.of(
                        "token",
                        Long.toString(lease.fence().token()),
                        "nonce",
                        lease.fence().nonce(),
                        "holder",
                        around.self().toString()));
    }

    private void writeAcknowledged(Map<DeviceId, RolloutRecord.Failure> failures) throws LedgerException {
        for (Map.Entry<DeviceId, RolloutRecord.Failure> failed : failures.entrySet()) {
            journal.note(
                    EntryKind.ACKNOWLEDGED,
                    Optional.of(failed.getKey()),
                    Map.of(
                            "by",
                            around.self().user(),
                            "digest",
                            failed.getValue().digest(),
                            "code",
                            failed.getValue().code()));
        }
    }

    @Override
    public DeviceLinks links(DeviceLinks links) {
        return new JournaledLinks(links, journal, lease);
    }

    @Override
    public HubIdentities identities(HubIdentities identities) {
        return new GuardedIdentities(identities, lease);
    }

    @Override
    public boolean mayWrite() {
        try {
            lease.require();
            return true;
        } catch (LedgerException e) {
            return false;
        }
    }

    @Override
    public void stops(BiConsumer<StopCause, String> told) {
        rollout = Optional.of(told);
        lease.onLoss(why -> told.accept(StopCause.LEDGER, why.getMessage() + "; " + why.mend()));
        lease.onStopWish(words -> told.accept(StopCause.REQUEST, words + "; " + GO_ON));
    }

    /** How to go on after a wish to stop. */
    static final String GO_ON = "go on with mvn flexy:resume";

    @Override
    public Consumer<RolloutEvent> hearing(Consumer<RolloutEvent> listener) {
        return event -> {
            try {
                write(event);
            } catch (LedgerException e) {
                failed = true;
                rollout.ifPresent(told -> told.accept(StopCause.LEDGER, e.getMessage() + "; " + e.mend()));
            }
            listener.accept(event);
        };
    }

    private void write(RolloutEvent event) throws LedgerException {
        if (event instanceof RolloutEvent.WaveStarted wave) {
            journal.append(EntryKind.WAVE_BEGUN, Optional.empty(), EntryData.of(wave));
        } else if (event instanceof RolloutEvent.WaveApproved wave) {
            journal.append(EntryKind.APPROVED, Optional.empty(), EntryData.of(wave));
        } else if (event instanceof RolloutEvent.GateJudged gate) {
            journal.note(EntryKind.GATE, Optional.of(gate.device()), EntryData.of(gate));
        } else if (event instanceof RolloutEvent.IdentitiesTended tended) {
            journal.append(EntryKind.IDENTITIES, Optional.empty(), Map.of("done", tended.words()));
        } else if (event instanceof RolloutEvent.DeviceFinished finished) {
            ended(finished.result());
        } else if (event instanceof RolloutEvent.Stopped stopped) {
            boolean again = halted && takesOver();
            halted = true;
            if (!again && stopped.cause() != StopCause.LEDGER) {
                journal.append(
                        EntryKind.HALTED,
                        Optional.empty(),
                        Map.of("cause", stopped.cause().name(), "reason", stopped.reason()));
            }
        }
    }

    private void ended(DeviceResult result) throws LedgerException {
        boolean told = Optional.ofNullable(known.get(result.target().device()))
                .flatMap(entry -> entry.value("outcome"))
                .filter(EntryData.words(result.outcome())::equals)
                .isPresent();
        if (told || (result.outcome() == Outcome.NOT_STARTED && result.problem().isEmpty())) {
            return;
        }
        Map<String, String> data = EntryData.of(result);
        Optional<DeviceId> device = Optional.of(result.target().device());
        if (result.outcome() == Outcome.UNCHANGED) {
            // Thousands of them say nothing that the device would not say again.
            journal.note(EntryKind.DEVICE_ENDED, device, data);
        } else {
            journal.append(EntryKind.DEVICE_ENDED, device, data);
        }
    }

    @Override
    public void revoked(DeviceId device, String done) throws LedgerException {
        RevokedEntry entry = new RevokedEntry(around.self(), device, done);
        Optional<RolloutRecord> last = lastRecord();
        if (last.isPresent()) {
            entry.appendTo(journalOf(last.get()));
        } else {
            entry.begin(journal(1, List.of()));
        }
    }

    @Override
    public void ended(RolloutResult result) {
        if (halted) {
            return;
        }
        if (result.waits().isPresent()) {
            end(
                    EntryKind.HALTED,
                    Map.of(
                            "cause",
                            StopCause.WAIT.name(),
                            "reason",
                            result.waits().get()));
            return;
        }
        end(EntryKind.ROLLOUT_ENDED, EntryData.of(result));
    }

    private void end(EntryKind kind, Map<String, String> data) {
        try {
            journal.append(kind, Optional.empty(), data);
        } catch (LedgerException e) {
            // All devices have ended as the result says; the next run finds the record open and ends it.
        }
    }

    @Override
    public void close() {
        try {
            if (journal != null) {
                journal.flush();
            }
        } catch (LedgerException e) {
            // What was only noted is nothing that a device would not tell again.
        } finally {
            beating.close();
            lease.close();
        }
    }
}
