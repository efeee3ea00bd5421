package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.DeviceTasks;
import io.github.flexyfleet.fleet.rollout.EndText;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The one of several runners that leads: it says which device may begin, and judges how they end. */
public final class Leader implements AutoCloseable {
    private final RunStore store;
    private final LedgerRun record;
    private final RunHead head;
    private final Optional<RunStore.Run> run;
    private final Ledger.Surroundings around;
    private Optional<SharedTasks> tasks = Optional.empty();

    Leader(RunStore store, LedgerRun record, RunHead head, Optional<RunStore.Run> run, Ledger.Surroundings around) {
        this.store = store;
        this.record = record;
        this.head = head;
        this.run = run;
        this.around = around;
    }

    /** The run under the fleet's lease; closed with this. */
    public RunRecord record() {
        return record;
    }

    /**
     * Whether the rollout may begin; to be asked before the first call.
     *
     * @throws DeviceProblemException when it must not
     */
    public void check() throws DeviceProblemException {
        record.check(head.rollout());
    }

    /**
     * Opens the record, and lets the other runners in.
     *
     * @throws DeviceProblemException when the ledger cannot be written
     */
    public void open() throws DeviceProblemException {
        record.open(head.rollout());
        try {
            if (run.isEmpty()) {
                store.begin(record.lease().fence(), record.rollout(), head.text());
            }
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    /** Whether the rollout was stopped under a runner that led before. */
    public Optional<RolloutEvent.Stopped> halt() {
        return record.halt();
    }

    /**
     * Devices that all runners work on.
     *
     * @param stop who is to be told when no further device may begin
     */
    public DeviceTasks tasks(BiConsumer<StopCause, String> stop) throws DeviceProblemException {
        try {
            SharedTasks made =
                    new SharedTasks(store, record, run.map(RunStore.Run::passed).orElse(0), around, stop);
            tasks = Optional.of(made);
            return made;
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.NOT_STARTED);
        }
    }

    /**
     * What all runners together did with the accounts.
     *
     * @param own what this one did up to now
     */
    public List<AccountFigures> figures(List<AccountFigures> own) {
        List<List<AccountFigures>> all = new ArrayList<>(List.of(own));
        try {
            store.figures().forEach(text -> all.add(EndText.figures(text)));
        } catch (LedgerException e) {
            // The report names this runner's alone; the devices' own calls are in their results.
        }
        return AccountFigures.together(all);
    }

    /**
     * Ends the rollout for all runners.
     *
     * @return false when this runner does not lead any more; another one goes on with it
     */
    public boolean end(RolloutResult result) {
        if (record.failed() || tasks.filter(SharedTasks::failed).isPresent()) {
            return false;
        }
        try {
            record.lease().require();
            store.end(record.lease().fence(), EndText.of(result));
        } catch (LedgerException e) {
            return false;
        }
        record.ended(result);
        return true;
    }

    @Override
    public void close() {
        tasks.ifPresent(SharedTasks::close);
        record.close();
    }
}
