package io.github.flexyfleet.fleet.ledger;

import java.util.Optional;

/** What an entry of a rollout's record tells. Kinds are never renamed: old records are read for ever. */
public enum EntryKind {
    /** The head of a record: who, where, which commit, which plan. */
    ROLLOUT_BEGUN("rollout-begun"),
    /** A wave begins. */
    WAVE_BEGUN("wave-begun"),
    /** Something is about to be written to a device. */
    INTENT("intent"),
    /** How that ended. An intent without one was cut off: only the device knows. */
    RESULT("result"),
    /** A device has ended. */
    DEVICE_ENDED("device-ended"),
    /** A gate was judged. */
    GATE("gate"),
    /** No further device begins. */
    HALTED("halted"),
    /** Somebody has taken note of a device that went wrong. */
    ACKNOWLEDGED("acknowledged"),
    /** Somebody has let a wave begin. */
    APPROVED("approved"),
    /** The same rollout goes on. */
    RESUMED("resumed"),
    /** Identities at the hub were tagged, or shut out since their devices left the fleet file. */
    IDENTITIES("identities"),
    /** Somebody had the hub refuse a device, whatever rollout there was before. */
    REVOKED("revoked"),
    /** Every device has ended, or another rollout took this one's place. */
    ROLLOUT_ENDED("rollout-ended"),
    /** A process has taken the lease. */
    LEASE_TAKEN("lease-taken"),
    /** The lease of the process before was not renewed any more. */
    LEASE_LOST("lease-lost"),
    /** Somebody broke the lease of the process before. */
    LEASE_BROKEN("lease-broken"),
    /** One of several runners works on the rollout. */
    RUNNER_JOINED("runner-joined"),
    /** A runner has died, or was paused for too long: a device that it had begun is begun anew. */
    RUNNER_LOST("runner-lost");

    private final String wire;

    EntryKind(String wire) {
        this.wire = wire;
    }

    /** The kind as entries write it. */
    public String wire() {
        return wire;
    }

    static Optional<EntryKind> of(String wire) {
        for (EntryKind kind : values()) {
            if (kind.wire.equals(wire)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
