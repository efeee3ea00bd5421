package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.BulkChange;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import java.util.List;
import java.util.Optional;

/**
 * The changes that are safe in bulk: those after which each device still connects that did before. Pure.
 *
 * @param ownership which identities may be changed
 * @param twins whether the hub has twins
 * @param proven with which certificates devices are known to connect
 */
record IdentityChanges(Ownership ownership, boolean twins, ProvenCertificates proven) {
    /** Of no device it is known. */
    IdentityChanges(Ownership ownership, boolean twins) {
        this(ownership, twins, ProvenCertificates.NONE);
    }

    /** What is done to an identity; empty when nothing has to be, or may be, or is safe. */
    Optional<BulkChange> identity(WantedIdentity wanted, Optional<SeenIdentity> found) {
        Optional<FleetTags> tags = twins ? Optional.of(wanted.tags().with(Optional.empty())) : Optional.empty();
        if (found.isEmpty()) {
            if (wanted.byAuthority()) {
                return Optional.of(new BulkChange.CreateByAuthority(wanted.device(), ownership.mark(), tags));
            }
            return Optional.of(wanted.certificate()
                    .<BulkChange>map(own -> new BulkChange.Create(wanted.device(), own, ownership.mark(), tags))
                    .orElseGet(() -> new BulkChange.CreateKeyed(wanted.device(), ownership.mark(), tags)));
        }
        if (wanted.keyed()) {
            // A bulk call writes the whole authentication, and nobody wants to send keys about.
            return Optional.empty();
        }
        SeenIdentity seen = found.get();
        if (!seen.enabled() && seen.mark().filter(IdentityMark::revoked).isPresent()) {
            // The rollout lets it in, by the new certificate alone; here the revoked one would be kept beside it.
            return Optional.empty();
        }
        Fingerprint own = wanted.certificate().orElseThrow();
        List<IdentityStep> steps =
                IdentityPlan.compare(found, wanted, ownership).steps();
        if (wanted.byAuthority() || seen.isByAuthority()) {
            // From one kind to the other only a rollout goes, which tries it with the device.
            boolean here = wanted.byAuthority() && seen.isByAuthority();
            return here && (steps.contains(IdentityStep.ADOPT) || steps.contains(IdentityStep.ENABLE))
                    ? Optional.of(new BulkChange.UpdateByAuthority(seen, true, ownership.mark()))
                    : Optional.empty();
        }
        Optional<String> connects = proven.of(seen, wanted);
        Optional<HubIdentity.Thumbprints> room = seen.trusts(own)
                ? Optional.of(
                        connects.equals(Optional.of(own.hex()))
                                ? new HubIdentity.Thumbprints(own.hex(), own.hex())
                                : seen.thumbprints())
                : beside(seen, own, connects);
        boolean writes = steps.contains(IdentityStep.ADOPT)
                || steps.contains(IdentityStep.ENABLE)
                || (steps.contains(IdentityStep.THUMBPRINT) && !room.equals(Optional.of(seen.thumbprints())));
        return writes && room.isPresent()
                ? Optional.of(new BulkChange.Update(seen, room.get(), true, ownership.mark()))
                : Optional.empty();
    }

    /**
     * A second slot that holds another certificate is somebody's way back: it makes way only when it is known that the
     * device connects with the first. A rollout finds that out, device by device.
     */
    private static Optional<HubIdentity.Thumbprints> beside(
            SeenIdentity seen, Fingerprint own, Optional<String> connects) {
        String first = seen.thumbprints().primary();
        String second = seen.thumbprints().secondary();
        if (first.isEmpty()) {
            return Optional.of(new HubIdentity.Thumbprints(own.hex(), second));
        }
        return second.isEmpty() || second.equals(first)
                ? Optional.of(new HubIdentity.Thumbprints(first, own.hex()))
                : connects.map(kept -> kept.equals(first)
                        ? new HubIdentity.Thumbprints(first, own.hex())
                        : new HubIdentity.Thumbprints(own.hex(), second));
    }

    /** What is done to the tags of a twin; empty when they are right, or are somebody else's. */
    Optional<BulkChange> tags(WantedIdentity wanted, Optional<SeenIdentity> found, Optional<FleetTags> tags) {
        Optional<SeenIdentity.Twin> twin = found.flatMap(SeenIdentity::twin);
        boolean ours = found.filter(seen -> ownership.ownerOf(
                                wanted.device(),
                                seen.reason(),
                                wanted.certificate().filter(seen::trusts).isPresent())
                        != Ownership.Owner.OTHER)
                .isPresent();
        return ours
                        && twin.isPresent()
                        && tags.isPresent()
                        && !twin.get().tags().equals(tags)
                ? Optional.of(new BulkChange.Tags(wanted.device(), twin.get(), tags.get()))
                : Optional.empty();
    }
}
