package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.AuthorityTrust;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of {@link RegistryIdentities} for devices that the hub knows by the authority that signed their certificates
 * (decision 28), and for the way there and back. Thread-safe.
 */
final class AuthorityIdentities {
    private final IotHubRegistry registry;
    private final AuthorityTrust authorities;
    private final IdentityGuard guard;
    private final HubSnapshot seen;
    /** Those that went by their thumbprints before this run, with the certificate that they run. */
    private final Map<DeviceId, Fingerprint> switched = new ConcurrentHashMap<>();

    AuthorityIdentities(IotHubRegistry registry, IdentityGuard guard, HubSnapshot seen) {
        this.registry = registry;
        this.authorities = new AuthorityTrust(registry);
        this.guard = guard;
        this.seen = seen;
    }

    /**
     * The hub knows a device in one way at a time. It may go by the authority as soon as all that the device can go back to
     * was signed by it, which is when it runs the very certificate that it is to run.
     */
    void trust(DeviceId device, Fingerprint fingerprint, Optional<Fingerprint> running) throws DeviceProblemException {
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            authorities.create(device, Optional.of(guard.ownership().mark()));
            return;
        }
        HubIdentity now = present.get();
        if (!now.isByAuthority() && !running.equals(Optional.of(fingerprint))) {
            guard.requireOurs(now, now.trusts(fingerprint));
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.NOT_SIGNED_YET,
                    "the device does not run certificate " + fingerprint.abbreviated()
                            + " yet, and the hub would refuse what it runs now; nothing was written",
                    "write issuer: ca without trust: authority and deploy, then trust: authority and deploy again");
        }
        bring(now, fingerprint);
    }

    /** The same, once the device has nothing else to go back to. */
    void settle(DeviceId device, Fingerprint fingerprint) throws DeviceProblemException {
        switched.remove(device);
        SeenIdentity before = seen.identities().get(device);
        if (before != null && before.enabled() && before.isByAuthority()) {
            return;
        }
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            authorities.create(device, Optional.of(guard.ownership().mark()));
        } else {
            bring(present.get(), fingerprint);
        }
    }

    private void bring(HubIdentity now, Fingerprint fingerprint) throws DeviceProblemException {
        guard.requireOurs(now, now.trusts(fingerprint));
        if (IdentityGuard.isRevoked(now)) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.REVOKED_BY_AUTHORITY,
                    "a certificate of this device was revoked, and by its authority the hub would let it in again",
                    "write certificate: {trust: thumbprint} for " + now.device() + ", then deploy again");
        }
        HubIdentity ours = guard.admitted(now, now.trusts(fingerprint));
        if (!now.isByAuthority()) {
            if (!now.isSelfSigned()) {
                throw new DeviceProblemException(
                        Outcome.REJECTED,
                        ProblemCode.OTHER_AUTHENTICATION,
                        "the hub knows the device by \"" + now.authentication() + "\", not by a certificate",
                        "correct auth: in the fleet file, or delete the identity at the hub");
            }
            authorities.instead(ours);
            switched.put(now.device(), fingerprint);
        } else if (!now.enabled()) {
            registry.rewrite(ours);
        }
    }

    /** What the device runs is trusted on, unless that was revoked. */
    HubIdentity back(HubIdentity now, Fingerprint running, HubLogin.Certificate certificate)
            throws DeviceProblemException {
        Fingerprint wanted = certificate.fingerprint();
        if (IdentityGuard.isRevoked(now)) {
            guard.requireLater(now, certificate);
            return authorities.back(now.claimedBy(guard.ownership().mark()), wanted, wanted);
        }
        return authorities.back(guard.admitted(now, false), running, wanted);
    }

    /** Undoes what this run has changed, for a device that goes back. */
    void takeBack(DeviceId device) throws DeviceProblemException {
        Fingerprint own = switched.remove(device);
        Optional<HubIdentity> now = own == null ? Optional.empty() : registry.find(device);
        if (now.filter(HubIdentity::isByAuthority).isPresent()) {
            authorities.back(guard.admitted(now.get(), false), own, own);
        }
    }
}
