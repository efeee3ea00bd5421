package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import java.util.Optional;

/** The hub's registry, written to only under a lease that is good. */
final class GuardedIdentities implements HubIdentities {
    private final HubIdentities identities;
    private final HeldLease lease;

    GuardedIdentities(HubIdentities identities, HeldLease lease) {
        this.identities = identities;
        this.lease = lease;
    }

    @Override
    public void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) throws DeviceProblemException {
        require();
        identities.trust(device, login, running);
    }

    @Override
    public void takeBack(DeviceId device) throws DeviceProblemException {
        require();
        identities.takeBack(device);
    }

    @Override
    public void settle(DeviceId device, HubLogin login) throws DeviceProblemException {
        require();
        identities.settle(device, login);
    }

    private void require() throws DeviceProblemException {
        try {
            lease.require();
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.FAILED);
        }
    }
}
