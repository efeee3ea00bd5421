package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;
import java.util.Set;

/**
 * Which identities a fleet may change. Those with its mark; those that trust what this tool keeps for the device already,
 * since nobody else has that key; and those that its file or command line adopts by name (decision 22).
 *
 * @param fleet name of the fleet
 * @param adopted devices whose identities somebody else made, and that are handed over
 */
public record Ownership(String fleet, Set<DeviceId> adopted) {
    /** Whose an identity is. */
    public enum Owner {
        /** The fleet's. */
        FLEET,
        /** Somebody else's, handed over by name. */
        ADOPTED,
        /** Somebody else's. */
        OTHER
    }

    /** Takes a copy. */
    public Ownership {
        adopted = Set.copyOf(adopted);
    }

    /**
     * Whose an identity is.
     *
     * @param statusReason of the identity
     * @param trustsOurs whether it trusts the device's certificate or key that this tool keeps
     */
    public Owner ownerOf(DeviceId device, String statusReason, boolean trustsOurs) {
        Optional<IdentityMark> mark = IdentityMark.parse(statusReason);
        if (trustsOurs || mark.filter(found -> found.fleet().equals(fleet)).isPresent()) {
            return Owner.FLEET;
        }
        return adopted.contains(device) ? Owner.ADOPTED : Owner.OTHER;
    }

    /** The mark of the fleet's devices. */
    public IdentityMark mark() {
        return IdentityMark.of(fleet);
    }
}
