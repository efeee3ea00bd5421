package io.github.flexyfleet.fleet.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the records of one fleet's rollouts and the lease on the fleet are kept. Shared by processes, also of several
 * machines; thread-safe. Every method ends with a {@link LedgerException} when the store cannot be used; a store may wait
 * for some time first.
 */
public interface LedgerStore extends AutoCloseable {
    /**
     * The lease at some moment.
     *
     * @param lease as it stands
     * @param unrenewed for how long it has not been renewed, by the store's own clock; empty when the store has none: then
     *     whoever wants to know watches it with a clock of his own, since clocks of two machines cannot be compared
     */
    record Sighting(Lease lease, Optional<Duration> unrenewed) {}

    /** The lease as it stands. */
    Sighting lease() throws LedgerException;

    /**
     * Puts a lease in the place of the one that was seen, in one step, on disk when this returns.
     *
     * @return false when there is another version by now; nothing was changed then
     */
    boolean replace(Lease seen, Lease next) throws LedgerException;

    /** Numbers of all records, rising. */
    List<Long> rollouts() throws LedgerException;

    /** The lines of a record. An entry that is just being written is not among them. */
    List<String> lines(long rollout) throws LedgerException;

    /**
     * The lines of a record that is to be gone on with. What a power cut left of an entry that was being written is cut
     * off.
     *
     * @param fence of the lease's holder
     */
    List<String> open(Fence fence, long rollout) throws LedgerException;

    /**
     * Appends entries that follow the last one; the first ones make the record. On disk when this returns. When it fails,
     * none, some or all of them may be there.
     *
     * @param fence of the lease's holder; with any other one nothing is written
     */
    void append(Fence fence, long rollout, List<Entry> entries) throws LedgerException;

    /**
     * Where several runners work on one rollout; empty when this store lets only one at a time.
     *
     * @param run what they call it; all of them say the same
     * @param runner a name that no other runner has
     */
    default Optional<RunStore> runners(String run, String runner) {
        return Optional.empty();
    }

    /** What people find a record by. */
    String place(long rollout);

    @Override
    void close();
}
