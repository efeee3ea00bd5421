package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Has the hub refuse a device whatever it shows, until a deploy brings a certificate that was made after that, or one of the
 * keys that the hub has made for it. Whose an identity is does not change by it: one of another fleet is for that fleet to
 * let in again, one that no tool made for whoever made it.
 */
public final class IdentityRevocation {
    private final IotHubRegistry registry;
    private final Ownership ownership;

    /** What was done. */
    public enum Done {
        /** Nothing: the hub does not know the device. */
        UNKNOWN,
        /** Its identity was disabled, or this tool had done it before. */
        DISABLED,
        /** Somebody else had disabled it. It stays so, with their reason. */
        BY_OTHERS
    }

    /** Works on a registry. */
    public IdentityRevocation(IotHubRegistry registry, Ownership ownership) {
        this.registry = registry;
        this.ownership = ownership;
    }

    /**
     * Does it, whoever made the identity.
     *
     * @param at every certificate that was made before it is revoked; a whole second
     * @throws IotHubException when the hub refuses
     */
    public Done of(DeviceId device, Instant at) {
        return Overtaken.answer(
                () -> registry.find(device).map(found -> once(found, at)).orElse(Done.UNKNOWN));
    }

    private Done once(HubIdentity now, Instant at) {
        Optional<IdentityMark> mark = now.mark();
        boolean byOthers = !now.enabled()
                && mark.filter(ours -> ours.revoked() || ours.removed()).isEmpty();
        if (now.hasKeys()) {
            registry.keys().renewBoth(byOthers ? now : now.disabled(reason(now, at)));
        } else if (!byOthers
                && (now.enabled() || !mark.flatMap(IdentityMark::revokedAt).equals(Optional.of(at)))) {
            registry.rewrite(now.disabled(reason(now, at)));
        }
        return byOthers ? Done.BY_OTHERS : Done.DISABLED;
    }

    private String reason(HubIdentity now, Instant at) {
        boolean ours = ownership.ownerOf(now.device(), now.statusReason(), false) != Ownership.Owner.OTHER;
        Optional<String> whose =
                ours ? Optional.of(ownership.fleet()) : now.mark().map(IdentityMark::fleet);
        return whose.map(fleet -> now.hasKeys() ? IdentityMark.keyRevokedBy(fleet) : IdentityMark.revokedBy(fleet, at))
                .map(IdentityMark::text)
                .orElse(IdentityMark.revokedOfNobody(ownership.fleet()));
    }
}
