package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the identities of a fleet differ from what is wanted. Pure.
 *
 * @param byDevice the devices of the fleet file of whose identities something is known
 * @param removed devices that are not in the fleet file any more and can still connect, sorted
 * @param sight by what the hub was seen
 */
public record IdentityPlan(Map<DeviceId, PlannedIdentity> byDevice, List<DeviceId> removed, Sight sight) {
    /** Nothing is known. */
    public static final IdentityPlan NONE = new IdentityPlan(Map.of(), List.of());

    /** By what the identities of a hub are found. */
    public enum Sight {
        /** By queries over its twins, or nothing is known. */
        TWINS("twins"),
        /** A hub without twins: by its list. */
        LIST("list"),
        /** A hub without twins that has more identities than its list shows. */
        PART_OF_LIST("partOfList");

        private final String word;

        Sight(String word) {
            this.word = word;
        }

        /** For files. */
        public String word() {
            return word;
        }

        /** The sight of a word; empty when there is none. */
        public static Optional<Sight> of(String word) {
            return Arrays.stream(values())
                    .filter(sight -> sight.word.equals(word))
                    .findFirst();
        }
    }

    /** Of a hub with twins. */
    public IdentityPlan(Map<DeviceId, PlannedIdentity> byDevice, List<DeviceId> removed) {
        this(byDevice, removed, Sight.TWINS);
    }

    /** The same of a hub without twins, of which a snapshot shows all or only a part. */
    public IdentityPlan withoutTwins(HubSnapshot seen) {
        return new IdentityPlan(byDevice, removed, seen.complete() ? Sight.LIST : Sight.PART_OF_LIST);
    }

    /** Takes copies. */
    public IdentityPlan {
        byDevice = Map.copyOf(byDevice);
        removed = removed.stream().sorted().toList();
    }

    /**
     * Compares.
     *
     * @param seen what the hub says
     * @param wanted what the fleet wants
     * @param ownership which identities it may change
     */
    public static IdentityPlan of(HubSnapshot seen, List<WantedIdentity> wanted, Ownership ownership) {
        Map<DeviceId, PlannedIdentity> planned = new LinkedHashMap<>();
        for (WantedIdentity one : wanted) {
            Optional<SeenIdentity> found = Optional.ofNullable(seen.identities().get(one.device()));
            if (found.isPresent() || seen.looked().contains(one.device())) {
                planned.put(one.device(), compare(found, one, ownership));
            }
        }
        return new IdentityPlan(planned, removed(seen, wanted, ownership.fleet()));
    }

    /** Devices that the fleet has had: those that it never had bear neither its mark nor its tag. */
    private static List<DeviceId> removed(HubSnapshot seen, List<WantedIdentity> wanted, String fleet) {
        if (!seen.complete()) {
            return List.of();
        }
        Set<DeviceId> present = wanted.stream().map(WantedIdentity::device).collect(Collectors.toSet());
        return seen.identities().values().stream()
                .filter(identity -> identity.enabled() && !present.contains(identity.device()))
                .filter(identity -> isOf(identity, fleet))
                .map(SeenIdentity::device)
                .toList();
    }

    static boolean isOf(SeenIdentity identity, String fleet) {
        boolean marked =
                identity.mark().filter(mark -> mark.fleet().equals(fleet)).isPresent();
        boolean tagged = identity.twin()
                .flatMap(SeenIdentity.Twin::tags)
                .filter(tags -> tags.fleet().equals(fleet))
                .isPresent();
        // The mark lies on the identity itself; the tag counts where an earlier version has left no mark.
        return marked || (tagged && identity.mark().isEmpty());
    }

    /** How one identity differs. */
    static PlannedIdentity compare(Optional<SeenIdentity> found, WantedIdentity wanted, Ownership ownership) {
        if (found.isEmpty()) {
            return PlannedIdentity.steps(List.of(IdentityStep.CREATE));
        }
        SeenIdentity seen = found.get();
        boolean trusts = wanted.certificate().filter(seen::trusts).isPresent();
        Ownership.Owner owner = ownership.ownerOf(wanted.device(), seen.reason(), trusts);
        boolean right =
                wanted.keyed() ? seen.authentication().equals("sas") : seen.isSelfSigned() || seen.isByAuthority();
        if (!right) {
            return PlannedIdentity.problem(ProblemCode.OTHER_AUTHENTICATION);
        }
        boolean back = seen.mark().filter(IdentityMark::removed).isPresent();
        boolean revoked = !seen.enabled() && isRevoked(seen, wanted);
        if (!seen.enabled() && !back && !revoked) {
            return PlannedIdentity.problem(ProblemCode.IDENTITY_DISABLED);
        }
        if (wanted.key().equals(Optional.of(new SharedKey.Origin.Imported(true)))) {
            return PlannedIdentity.problem(ProblemCode.IMPORTED_KEY_UNKNOWN);
        }
        if (owner == Ownership.Owner.OTHER) {
            // A key that Azure made is taken as it is, and nothing is written; all else would have to be written.
            return wanted.keyed() && seen.enabled()
                    ? PlannedIdentity.SAME
                    : PlannedIdentity.problem(ProblemCode.FOREIGN_IDENTITY);
        }
        if (revoked && (trusts || isEarlier(seen, wanted))) {
            return PlannedIdentity.problem(ProblemCode.REVOKED);
        }
        List<IdentityStep> steps = new ArrayList<>();
        if (owner == Ownership.Owner.ADOPTED) {
            if (!wanted.keyed() && seen.isSelfSigned() && seen.thumbprints().hasTwo()) {
                return PlannedIdentity.problem(ProblemCode.SECOND_THUMBPRINT);
            }
            steps.add(IdentityStep.ADOPT);
        }
        if (!seen.enabled()) {
            steps.add(IdentityStep.ENABLE);
        }
        if (wanted.byAuthority() && !seen.isByAuthority()) {
            if (!trusts) {
                return PlannedIdentity.problem(ProblemCode.NOT_SIGNED_YET);
            }
            steps.add(IdentityStep.AUTHORITY);
        }
        if (!wanted.byAuthority()
                && wanted.certificate().filter(own -> !seen.trustsOnly(own)).isPresent()) {
            steps.add(IdentityStep.THUMBPRINT);
        }
        if (wanted.key().filter(key -> !uses(seen, key)).isPresent()) {
            steps.add(IdentityStep.KEY);
        }
        if (seen.twin()
                .filter(twin -> !twin.tags().equals(Optional.of(wanted.tags())))
                .isPresent()) {
            steps.add(IdentityStep.TAGS);
        }
        return PlannedIdentity.steps(steps);
    }

    /** Of a device with a key, that both were replaced by this tool as it was shut out. */
    private static boolean isRevoked(SeenIdentity seen, WantedIdentity wanted) {
        return seen.mark()
                .filter(mark -> wanted.keyed() ? mark.state() == IdentityMark.State.KEY_REVOKED : mark.revoked())
                .isPresent();
    }

    /** Whether the wanted certificate was made before the revocation: that has revoked it too. */
    private static boolean isEarlier(SeenIdentity seen, WantedIdentity wanted) {
        return wanted.made()
                .filter(made -> seen.mark().filter(mark -> mark.revokes(made)).isPresent())
                .isPresent();
    }

    /** Whether the identity says that the device uses this key; of an imported one it says nothing. */
    private static boolean uses(SeenIdentity seen, SharedKey.Origin key) {
        return !(key instanceof SharedKey.Origin.AtHub wanted)
                || seen.mark()
                        .flatMap(IdentityMark::use)
                        .filter(use -> use.slot() == wanted.slot())
                        .isPresent();
    }

    /** What the twin of a device shall say as long as it is not known what it runs: of that, what it said before. */
    static FleetTags keepingDigest(FleetTags wanted, SeenIdentity seen) {
        return wanted.with(seen.twin().flatMap(SeenIdentity.Twin::tags).flatMap(FleetTags::digest));
    }

    /** How many identities need this. */
    public long count(IdentityStep step) {
        return byDevice.values().stream()
                .filter(identity -> identity.steps().contains(step))
                .count();
    }

    /** Whether a deploy would change how the hub knows a device. */
    public boolean changesAccess(DeviceId device) {
        PlannedIdentity planned = byDevice.get(device);
        return planned != null && planned.changesAccess();
    }

    /** The devices whose identities may not be changed, by reason. */
    public SortedMap<ProblemCode, List<DeviceId>> problems() {
        SortedMap<ProblemCode, List<DeviceId>> found = new TreeMap<>();
        byDevice.forEach((device, planned) -> planned.problem()
                .ifPresent(code ->
                        found.computeIfAbsent(code, none -> new ArrayList<>()).add(device)));
        found.values().forEach(devices -> devices.sort(null));
        return found;
    }
}
