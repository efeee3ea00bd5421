package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/**
 * Writes identities of devices that a hub knows by the authority that signed their certificates (azure-iot-hub 2): their
 * certificates change without a word to the hub, and each of them is good until its end. That the authority is registered
 * and verified at the hub, this interface of the hub does not tell. As thread-safe as the registry.
 *
 * @param registry the hub's registry
 */
public record AuthorityTrust(IotHubRegistry registry) {
    /**
     * Registers a device whose certificates the authority signs.
     *
     * @throws IotHubException with {@link IotHubFailure.Conflict} when it is registered already
     */
    public HubIdentity create(DeviceId device, Optional<IdentityMark> mark) {
        return registry.writes()
                .create(device, IdentityDocument.createByAuthority(device, mark), HubIdentity::isByAuthority);
    }

    /**
     * Lets the hub know a device by the authority instead of thumbprints.
     *
     * @param identity as {@link HubIdentity#claimedBy} has it
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} when the device was changed since it was read
     */
    public HubIdentity instead(HubIdentity identity) {
        return registry.writes()
                .update(
                        identity,
                        IdentityDocument.with(identity, IdentityDocument.byAuthority()),
                        now -> now.isByAuthority() && now.enabled() == identity.enabled());
    }

    /**
     * Lets the hub know a device by thumbprints instead of the authority.
     *
     * @param identity as {@link HubIdentity#claimedBy} has it
     * @param first what the device runs now, or the same as the second
     * @param second what it is to run
     * @throws IotHubException as {@link #instead}
     */
    public HubIdentity back(HubIdentity identity, Fingerprint first, Fingerprint second) {
        HubIdentity.Thumbprints wanted = new HubIdentity.Thumbprints(first.hex(), second.hex());
        return registry.writes()
                .update(
                        identity,
                        IdentityDocument.with(identity, wanted),
                        now -> now.isSelfSigned()
                                && now.thumbprints().equals(wanted)
                                && now.enabled() == identity.enabled());
    }
}
