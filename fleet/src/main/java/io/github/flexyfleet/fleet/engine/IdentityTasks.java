package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.IdentityWriter;
import io.github.flexyfleet.fleet.identity.KeyRotation;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is done to a fleet's identities apart from any rollout: under the fleet's lease, and reaching no device. */
public final class IdentityTasks {
    private final IdentityKeeper identities;
    private final Lease lease;

    /** Takes the fleet's lease. */
    @FunctionalInterface
    interface Lease {
        RunRecord take() throws DeviceProblemException, InterruptedException;
    }

    IdentityTasks(IdentityKeeper identities, Lease lease) {
        this.identities = identities;
        this.lease = lease;
    }

    /**
     * Makes the identities that are missing at the hub and prepares those that are there, in bulk, without reaching a
     * device: {@link IdentityWriter#register}.
     *
     * @param firstKeys the keys of devices that a plan has named already, though the hub has them not yet
     * @throws DeviceProblemException when another process has the fleet's lease
     */
    public IdentityReport register(
            Fleet fleet, List<WantedIdentity> wanted, Function<DeviceId, Optional<Secret>> firstKeys)
            throws DeviceProblemException, InterruptedException {
        try (RunRecord record = lease.take()) {
            return identities.register(fleet, wanted, firstKeys, record::mayWrite);
        }
    }

    /**
     * Removes identities of devices that left the fleet file and are disabled, for ever.
     *
     * @throws DeviceProblemException when another process has the fleet's lease
     */
    public IdentityReport delete(Fleet fleet, Set<DeviceId> devices)
            throws DeviceProblemException, InterruptedException {
        try (RunRecord record = lease.take()) {
            return identities.delete(fleet, devices, record::mayWrite);
        }
    }

    /**
     * Asks for other keys of devices, which the next deploy brings them: {@link KeyRotation#ask}.
     *
     * @throws DeviceProblemException when another process has the fleet's lease
     */
    public IdentityReport rotate(Fleet fleet, Set<DeviceId> devices)
            throws DeviceProblemException, InterruptedException {
        try (RunRecord record = lease.take()) {
            return identities.rotate(fleet, devices, record::mayWrite);
        }
    }
}
