package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import java.util.Optional;
import java.util.Set;

/** Shuts devices out of the hub. Needs the hub and the ledger only: neither Talk2M, nor the device, nor any certificate. */
public final class Revocation {
    private final IotHubRegistry registry;
    private final Ledger ledger;
    private final String fleet;

    /** Works on a registry, under the lease of a fleet's ledger. */
    public Revocation(IotHubRegistry registry, Ledger ledger, String fleet) {
        this.fleet = fleet;
        this.registry = registry;
        this.ledger = ledger;
    }

    /**
     * What became of it.
     *
     * @param known whether the hub knows the device
     * @param unrecorded why the ledger says nothing of it
     */
    public record Revoked(boolean known, Optional<String> unrecorded) {}

    /**
     * Makes the hub refuse a device at once, whatever certificate or key it shows, until a deploy brings it another one.
     * The hub comes first: what cannot be written down is done all the same.
     *
     * @throws DeviceProblemException when somebody else holds the fleet's lease, or the hub refuses
     */
    public Revoked of(DeviceId device) throws DeviceProblemException, InterruptedException {
        try (RunRecord lease = ledger.begin()) {
            boolean known = lease.identities(
                            new RegistryIdentities(registry, new Ownership(fleet, Set.of()), HubSnapshot.NONE))
                    .revoke(device);
            return new Revoked(known, known ? recorded(lease, device) : Optional.empty());
        } catch (IotHubException e) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.HUB_REFUSED,
                    "the hub refused: " + e.getMessage(),
                    "check the hub's connection string and its policy, and run the goal again",
                    e);
        }
    }

    private static Optional<String> recorded(RunRecord lease, DeviceId device) {
        try {
            lease.revoked(device, "the hub refuses it until a deploy brings something new");
            return Optional.empty();
        } catch (LedgerException e) {
            return Optional.of(e.getMessage());
        }
    }
}
