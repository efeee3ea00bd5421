package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link HubIdentities} over the hub's REST registry: read, compare, write only where it differs (azure-iot-hub 2). An
 * identity that is about to change is read by itself. Of one that was right when all were read nothing is asked again;
 * one that this run has read by itself or written is known from that.
 */
public final class RegistryIdentities implements HubIdentities {
    private final IotHubRegistry registry;

    private final Ownership ownership;
    private final IdentityGuard guard;
    private final KeyedIdentities keyed;
    private final HubSnapshot seen;
    private final AuthorityIdentities byAuthority;
    private final boolean makes;
    /** As this run has read or written them last; a write that goes by one that is old is refused, and then it is read again. */
    private final Map<DeviceId, HubIdentity> read = new ConcurrentHashMap<>();

    /**
     * Works on a registry.
     *
     * @param ownership which identities the fleet may change
     * @param seen what all identities were when they were read together; may be nothing
     */
    public RegistryIdentities(IotHubRegistry registry, Ownership ownership, HubSnapshot seen) {
        this(registry, ownership, seen, true);
    }

    /**
     * The same.
     *
     * @param makes whether a missing identity is made; else somebody else makes it when the device registers
     */
    public RegistryIdentities(IotHubRegistry registry, Ownership ownership, HubSnapshot seen, boolean makes) {
        this.makes = makes;
        this.registry = registry;
        this.ownership = ownership;
        this.guard = new IdentityGuard(ownership);
        this.keyed = new KeyedIdentities(registry, ownership, seen);
        this.byAuthority = new AuthorityIdentities(registry, guard, seen);
        this.seen = seen;
    }

    @Override
    public void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) throws DeviceProblemException {
        if (login instanceof HubLogin.Key key) {
            keyed.trust(device, key);
            return;
        }
        HubLogin.Certificate certificate = (HubLogin.Certificate) login;
        if (login.byAuthority()) {
            Overtaken.doing(() -> byAuthority.trust(device, certificate.fingerprint(), running));
            return;
        }
        Overtaken.doing(() -> trust(device, certificate, running, registry.find(device)));
    }

    /** The same by a thumbprint, of an identity that was just read. */
    void trust(
            DeviceId device,
            HubLogin.Certificate certificate,
            Optional<Fingerprint> running,
            Optional<HubIdentity> present)
            throws DeviceProblemException {
        Fingerprint fingerprint = certificate.fingerprint();
        if (present.isEmpty()) {
            if (makes) {
                read.put(device, registry.create(device, fingerprint, mark()));
            }
            return;
        }
        HubIdentity now = present.get();
        if (now.isByAuthority()) {
            read.put(device, byAuthority.back(now, running.orElse(fingerprint), certificate));
            return;
        }
        if (IdentityGuard.isRevoked(now)) {
            read.put(device, letIn(now, certificate));
            return;
        }
        HubIdentity ours = guard.admitted(now, now.trusts(fingerprint));
        if (!now.trusts(fingerprint)) {
            requireRoom(now);
            read.put(device, registry.trustAlso(keeping(ours, running), fingerprint));
        } else {
            read.put(device, now.enabled() ? now : registry.rewrite(ours));
        }
    }

    /**
     * A new certificate takes the second slot. When the device runs on the one in there, since a run was cut off before the
     * hub forgot the first, that one moves to the first slot before.
     */
    private HubIdentity keeping(HubIdentity identity, Optional<Fingerprint> running) {
        return running.filter(own -> identity.thumbprints().secondary().equals(own.hex()))
                .filter(own -> !identity.trustsOnly(own))
                .map(own -> registry.trustOnly(identity, own))
                .orElse(identity);
    }

    private HubIdentity letIn(HubIdentity identity, HubLogin.Certificate certificate) throws DeviceProblemException {
        guard.requireLater(identity, certificate);
        return registry.enable(identity.claimedBy(ownership.mark()), certificate.fingerprint());
    }

    /** The identity as the hub has it now. */
    Optional<HubIdentity> find(DeviceId device) {
        return registry.find(device);
    }

    /**
     * Whether the hub refuses a device since a certificate of it was revoked.
     *
     * @throws DeviceProblemException when this very one was, or the identity is somebody else's
     */
    boolean isShutOut(Optional<HubIdentity> identity, HubLogin.Certificate certificate) throws DeviceProblemException {
        Optional<HubIdentity> revoked = identity.filter(IdentityGuard::isRevoked);
        if (revoked.isPresent()) {
            guard.requireLater(revoked.get(), certificate);
        }
        return revoked.isPresent();
    }

    /** The same; the hub is asked only when this run knows nothing that excludes it. */
    boolean isShutOut(DeviceId device, HubLogin.Certificate certificate) throws DeviceProblemException {
        SeenIdentity before = seen.identities().get(device);
        boolean right = before != null && before.enabled() && before.trustsOnly(certificate.fingerprint());
        if (right || read.containsKey(device)) {
            return false;
        }
        Optional<HubIdentity> now = registry.find(device);
        now.ifPresent(found -> read.put(device, found));
        return isShutOut(now, certificate);
    }

    @Override
    public void settle(DeviceId device, HubLogin login) throws DeviceProblemException {
        if (login instanceof HubLogin.Key key) {
            keyed.settle(device, key);
            return;
        }
        HubLogin.Certificate certificate = (HubLogin.Certificate) login;
        Fingerprint fingerprint = certificate.fingerprint();
        if (login.byAuthority()) {
            byAuthority.settle(device, fingerprint);
            return;
        }
        Optional<HubIdentity> own = Optional.ofNullable(read.remove(device));
        SeenIdentity before = seen.identities().get(device);
        if (own.isEmpty() && before != null && before.enabled() && before.trustsOnly(fingerprint)) {
            return;
        }
        if (own.isPresent()) {
            try {
                only(own.get(), certificate);
                return;
            } catch (IotHubException e) {
                // Somebody has changed it since; what it is now is looked at below.
                if (!(e.failure() instanceof IotHubFailure.PreconditionFailed)) {
                    throw e;
                }
            }
        }
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            if (makes) {
                registry.create(device, fingerprint, mark());
            }
        } else {
            only(present.get(), certificate);
        }
    }

    /** Which of two certificates of somebody else a device runs on nobody knows, and both cannot be kept beside a third. */
    private void requireRoom(HubIdentity now) throws DeviceProblemException {
        if (now.thumbprints().hasTwo()
                && ownership.ownerOf(now.device(), now.statusReason(), false) == Ownership.Owner.ADOPTED) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.SECOND_THUMBPRINT,
                    "the adopted identity trusts two certificates, and there is no room for a third beside them",
                    "take out, at the hub, the one that the device does not connect with, then deploy again");
        }
    }

    @Override
    public void takeBack(DeviceId device) throws DeviceProblemException {
        byAuthority.takeBack(device);
    }

    private void only(HubIdentity now, HubLogin.Certificate certificate) throws DeviceProblemException {
        Fingerprint fingerprint = certificate.fingerprint();
        if (now.isByAuthority()) {
            byAuthority.back(now, fingerprint, certificate);
            return;
        }
        if (IdentityGuard.isRevoked(now)) {
            letIn(now, certificate);
            return;
        }
        HubIdentity ours = guard.admitted(now, now.trusts(fingerprint));
        if (!now.trustsOnly(fingerprint)) {
            registry.trustOnly(ours, fingerprint);
        } else if (!now.enabled()
                || (!makes && IdentityMark.parse(now.statusReason()).isEmpty())) {
            // What somebody else has made gets the fleet's mark.
            registry.rewrite(ours);
        }
    }

    private Optional<IdentityMark> mark() {
        return Optional.of(ownership.mark());
    }
}
