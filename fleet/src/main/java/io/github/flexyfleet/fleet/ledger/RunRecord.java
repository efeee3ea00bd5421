package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One run of a rollout and what is written down of it. To be closed at the end, whatever the end is. */
public interface RunRecord extends AutoCloseable {
    /**
     * Whether this rollout may begin; to be asked before the first call.
     *
     * @throws DeviceProblemException when it must not
     */
    void check(RolloutHead head) throws DeviceProblemException;

    /**
     * Begins the record of a rollout that was checked, or goes on with that of the same rollout that was cut off or halted.
     *
     * @throws DeviceProblemException when the ledger cannot be written
     */
    void open(RolloutHead head) throws DeviceProblemException;

    /** The same links; what is written through them is written down. Only once the record is open. */
    DeviceLinks links(DeviceLinks links);

    /** The same registry, under this run's lease. */
    HubIdentities identities(HubIdentities identities);

    /** Whether this run still has its lease, and may write to the hub by itself. */
    boolean mayWrite();

    /** A listener that writes down what it hears, and passes it on. */
    Consumer<RolloutEvent> hearing(Consumer<RolloutEvent> listener);

    /** Who is to be told, from any thread, when no further device may begin. */
    void stops(BiConsumer<StopCause, String> rollout);

    /**
     * Writes down that the hub refuses a device from now on; not for a run that has opened the record of a rollout.
     *
     * @param done what was done, in words
     * @throws LedgerException when the ledger cannot be written; the hub refuses the device all the same
     */
    void revoked(DeviceId device, String done) throws LedgerException;

    /** Writes down the end; not for a rollout that was halted, which can be gone on with. */
    void ended(RolloutResult result);

    @Override
    void close();

    /** A run of which nothing is written down. */
    static RunRecord none() {
        return new RunRecord() {
            @Override
            public void check(RolloutHead head) {}

            @Override
            public void open(RolloutHead head) {}

            @Override
            public DeviceLinks links(DeviceLinks links) {
                return links;
            }

            @Override
            public HubIdentities identities(HubIdentities identities) {
                return identities;
            }

            @Override
            public boolean mayWrite() {
                return true;
            }

            @Override
            public Consumer<RolloutEvent> hearing(Consumer<RolloutEvent> listener) {
                return listener;
            }

            @Override
            public void stops(BiConsumer<StopCause, String> rollout) {}

            @Override
            public void revoked(DeviceId device, String done) {}

            @Override
            public void ended(RolloutResult result) {}

            @Override
            public void close() {}
        };
    }
}
