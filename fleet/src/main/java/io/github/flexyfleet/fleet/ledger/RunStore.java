package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where several runners of one rollout find their devices and tell how these ended. One of them leads: it holds the fleet's
 * lease, says which device may begin, and judges. Each of them has a lease of its own besides, and a device that it has
 * begun is its own as long as that lease is good. One run and one runner; thread-safe. Every method ends with a
 * {@link LedgerException} when the store cannot be used, or the fence that it is shown is worth nothing any more.
 */
public interface RunStore {
    /** A lease, and a record to which several processes append. */
    interface Writing extends LedgerStore {
        /**
         * Appends what follows the last entry, whoever made that.
         *
         * @param fence of this lease's holder; with any other one nothing is written
         */
        void appendNext(Fence fence, long rollout, List<Entry.Draft> drafts) throws LedgerException;
    }

    /**
     * A rollout that several runners work on.
     *
     * @param rollout number of its record
     * @param passed number of the last wave that has shown what it had to show
     * @param result how it ended; empty while it has not
     */
    record Run(long rollout, int passed, Optional<String> result) {}

    /**
     * A device that was begun.
     *
     * @param wave number of its wave
     * @param end how it ended; empty while somebody works on it
     */
    record Begun(DeviceId device, int wave, Optional<String> end) {}

    /**
     * What has happened since the last look.
     *
     * @param ended devices that have ended, each with its end
     * @param takenBack devices whose runner has died, each with that runner's name; they may begin anew
     */
    record Seen(List<Begun> ended, List<TakenBack> takenBack) {}

    /** A device whose runner has died. */
    record TakenBack(DeviceId device, String runner) {}

    /**
     * A device that is this runner's now.
     *
     * @param token how often it was given to somebody
     */
    record Given(DeviceId device, int wave, long token) {}

    /** The fleet's lease, which only one runner holds; no other run takes it while a runner of this one lives. */
    Writing leading();

    /** This runner's own lease. */
    Writing working();

    /** Whether a runner of this run took the fleet's lease last. */
    boolean leads() throws LedgerException;

    /** The run; empty before somebody has begun it. */
    Optional<Run> run() throws LedgerException;

    /** What the run's runners agree on; empty before somebody has begun it. */
    Optional<String> head() throws LedgerException;

    /**
     * Begins the run.
     *
     * @param head what its runners agree on
     */
    void begin(Fence leader, long rollout, String head) throws LedgerException;

    /** A wave has shown what it had to show. */
    void pass(Fence leader, int wave) throws LedgerException;

    /** Ends the run. */
    void end(Fence leader, String result) throws LedgerException;

    /** Takes back what nobody has begun, and tells of the rest; for a new leader. */
    List<Begun> begun(Fence leader) throws LedgerException;

    /** Lets a device begin, once more when it has ended already. */
    void offer(Fence leader, DeviceId device, int wave) throws LedgerException;

    /** Looks who has ended, and which runner is gone. What it has seen is seen again until it is counted. */
    Seen look(Fence leader) throws LedgerException;

    /**
     * The ends of devices were counted. In the same step devices are taken back that must not begin any more.
     *
     * @return those that were taken back; the others had begun
     */
    List<DeviceId> counted(Fence leader, List<DeviceId> devices, List<DeviceId> notAnyMore) throws LedgerException;

    /** A device that has ended looks different by now. */
    void change(Fence leader, DeviceId device, String end) throws LedgerException;

    /**
     * The count of an account's calls over all runners.
     *
     * @param account Talk2M's name of it
     * @param own this runner's count, which goes on beside it
     */
    CallLedger calls(String account, CallLedger own);

    /** What each runner did with the accounts. */
    List<String> figures() throws LedgerException;

    /**
     * Begins a device that may begin; none while the end of another one is not counted.
     *
     * @param underWay devices that this runner works on already
     */
    Optional<Given> take(Fence runner, Set<DeviceId> underWay) throws LedgerException;

    /** How a device ended; empty when it has not. */
    Optional<String> endOf(DeviceId device) throws LedgerException;

    /**
     * A device has ended.
     *
     * @param figures what this runner did with the accounts so far
     */
    void ended(Fence runner, Given device, String end, String figures) throws LedgerException;
}
