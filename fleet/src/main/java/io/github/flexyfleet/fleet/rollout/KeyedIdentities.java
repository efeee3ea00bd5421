package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of {@link RegistryIdentities} for devices with symmetric keys (decision 25). The hub takes both keys of a device.
 * One of them the device uses; the other one nobody has, and it is the next. So trusting another key writes nothing, and
 * once the device has nothing else to go back to, the key that it used before is replaced by one that nobody has. Imported
 * keys are verified, and never replaced. Thread-safe.
 */
final class KeyedIdentities {
    private final IotHubRegistry registry;
    private final Ownership ownership;
    private final IdentityGuard guard;
    private final HubSnapshot seen;
    private final Set<DeviceId> settled = ConcurrentHashMap.newKeySet();

    KeyedIdentities(IotHubRegistry registry, Ownership ownership, HubSnapshot seen) {
        this.registry = registry;
        this.ownership = ownership;
        this.guard = new IdentityGuard(ownership);
        this.seen = seen;
    }

    /** Makes sure that the hub takes the key; makes a missing identity. */
    void trust(DeviceId device, HubLogin.Key login) throws DeviceProblemException {
        verified(device, login);
    }

    /** The same, and replaces the key that the device has used before. */
    void settle(DeviceId device, HubLogin.Key login) throws DeviceProblemException {
        if (!(login.origin() instanceof SharedKey.Origin.AtHub place)) {
            HubIdentity now = verified(device, login);
            if (ownership.ownerOf(device, now.statusReason(), false) == Ownership.Owner.ADOPTED) {
                registry.rewrite(now.claimedBy(ownership.mark()));
            }
            return;
        }
        SeenIdentity before = seen.identities().get(device);
        boolean known = before != null
                && before.enabled()
                && before.authentication().equals(HubIdentity.SAS)
                && before.mark().filter(mark -> uses(mark, place.slot())).isPresent();
        if (known || settled.remove(device)) {
            return;
        }
        try {
            settle(verified(device, login), place.slot());
        } catch (IotHubException e) {
            // Somebody has changed it meanwhile, a runner of the same rollout perhaps; what it is now is looked at once
            // more.
            if (!(e.failure() instanceof IotHubFailure.PreconditionFailed)) {
                throw e;
            }
            settle(verified(device, login), place.slot());
        }
    }

    private void settle(HubIdentity now, KeySlot slot) {
        boolean ours = ownership.ownerOf(now.device(), now.statusReason(), false) != Ownership.Owner.OTHER;
        if (ours && now.mark().filter(mark -> uses(mark, slot)).isEmpty()) {
            registry.keys().renewBeside(now, slot, used(slot));
        }
    }

    private boolean uses(IdentityMark mark, KeySlot slot) {
        return mark.fleet().equals(ownership.fleet())
                && mark.use().filter(use -> use.slot() == slot).isPresent();
    }

    /** The identity, enabled, with the key in its place. */
    private HubIdentity verified(DeviceId device, HubLogin.Key login) throws DeviceProblemException {
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            return create(device, login);
        }
        HubIdentity now = present.get();
        requireKey(now, login);
        if (now.enabled()) {
            return now;
        }
        if (now.mark()
                .filter(mark -> mark.state() == IdentityMark.State.KEY_REVOKED)
                .isPresent()) {
            // Both keys were replaced as it was shut out, so that the one that is wanted now is none of the revoked
            // ones.
            guard.requireOurs(now, false);
            return registry.rewrite(now.claimedBy(newcomer(device, login)));
        }
        return registry.rewrite(guard.admitted(now, login.origin() instanceof SharedKey.Origin.Imported));
    }

    private HubIdentity create(DeviceId device, HubLogin.Key login) {
        return registry.keys().create(device, login.key(), Optional.of(newcomer(device, login)));
    }

    /** The mark of an identity whose other key nobody has: once its device has proven itself nothing is left to do. */
    private IdentityMark newcomer(DeviceId device, HubLogin.Key login) {
        if (login.origin() instanceof SharedKey.Origin.AtHub place) {
            settled.add(device);
            return used(place.slot());
        }
        return ownership.mark();
    }

    private IdentityMark used(KeySlot slot) {
        return IdentityMark.of(
                ownership.fleet(),
                new IdentityMark.KeyUse(slot, Optional.of(registry.keys().now())));
    }

    private static void requireKey(HubIdentity now, HubLogin.Key login) throws DeviceProblemException {
        if (!now.hasKeys()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.OTHER_AUTHENTICATION,
                    "the hub knows the device by \"" + now.authentication() + "\", not by symmetric keys",
                    "correct auth: in the fleet file, or delete the identity at the hub, then deploy again");
        }
        if (login.origin() instanceof SharedKey.Origin.AtHub place) {
            if (!now.holds(place.slot(), login.key())) {
                throw new DeviceProblemException(
                        Outcome.REJECTED,
                        ProblemCode.KEYS_CHANGED,
                        "the hub has another " + place.slot().word()
                                + " key for the device than when this run began; nothing was written",
                        "deploy again: the keys are read anew");
            }
        } else if (!now.trusts(login.key())) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.IMPORTED_KEY_UNKNOWN,
                    "the hub has other keys for the device than its connection string; nothing was written",
                    "copy the connection string from the device's page in Azure to where the secret is kept, then deploy"
                            + " again");
        }
    }
}
