package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a hub's export with a fleet. Pure. */
public final class ExportCheck {
    private ExportCheck() {}

    /**
     * Something that is not as it should be.
     *
     * @param where a device id, or a line of the export
     * @param code what it is
     * @param words what is there, for people
     */
    public record Mismatch(String where, ProblemCode code, String words) {
        /** Code, place and what is wrong. */
        @Override
        public String toString() {
            return code.id() + " " + where + ": " + words;
        }
    }

    /**
     * All that is not as the fleet wants it, in the order of the fleet, then of ids.
     *
     * @param export the hub's export
     * @param wanted what the fleet wants
     * @param ownership which identities it may change
     * @param due devices whose keys are to be rotated, by their marks
     */
    public static List<Mismatch> of(
            HubExport export, List<WantedIdentity> wanted, Ownership ownership, Set<DeviceId> due) {
        return of(export, wanted, ownership, due, ProvenCertificates.NONE);
    }

    /**
     * The same with what is known of devices.
     *
     * @param proven with which certificates they connect
     */
    public static List<Mismatch> of(
            HubExport export,
            List<WantedIdentity> wanted,
            Ownership ownership,
            Set<DeviceId> due,
            ProvenCertificates proven) {
        IdentityChanges changes = new IdentityChanges(ownership, false, proven);
        List<Mismatch> found = new ArrayList<>();
        HubSnapshot seen =
                export.snapshot(wanted.stream().map(WantedIdentity::device).toList());
        for (WantedIdentity one : wanted) {
            Optional<SeenIdentity> there = Optional.ofNullable(seen.identities().get(one.device()));
            if (there.isEmpty()) {
                found.add(new Mismatch(
                        one.device().value(), ProblemCode.IDENTITY_MISSING, "the hub has no such identity"));
            } else {
                of(there.get(), one, changes)
                        .or(() -> due.contains(one.device()) ? Optional.of(due(there.get())) : Optional.empty())
                        .ifPresent(found::add);
            }
        }
        for (DeviceId device : IdentityPlan.of(seen, wanted, ownership).removed()) {
            found.add(new Mismatch(
                    device.value(),
                    ProblemCode.EXTRA_IDENTITY,
                    "it can still connect, and is no device of fleet " + ownership.fleet()));
        }
        for (int line : export.unreadable()) {
            found.add(new Mismatch("line " + line, ProblemCode.EXPORT_UNREADABLE, "no identity of an export"));
        }
        return List.copyOf(found);
    }

    /** Those of which nothing shows that the device can spare one of its two certificates, so that neither is taken out. */
    public static List<Mismatch> unproven(
            HubExport export, List<WantedIdentity> wanted, Ownership ownership, ProvenCertificates proven) {
        List<WantedIdentity> there = wanted.stream()
                .filter(one -> export.identities().containsKey(one.device()))
                .toList();
        return of(export, there, ownership, Set.of(), proven).stream()
                .filter(found ->
                        found.code() == ProblemCode.SECOND_THUMBPRINT || found.code() == ProblemCode.NO_FREE_SLOT)
                .toList();
    }

    private static Optional<Mismatch> of(SeenIdentity seen, WantedIdentity wanted, IdentityChanges changes) {
        Ownership ownership = changes.ownership();
        String device = wanted.device().value();
        if (!seen.enabled()) {
            String why = seen.reason().isEmpty() ? "" : " (" + seen.reason() + ")";
            return Optional.of(new Mismatch(device, ProblemCode.IDENTITY_DISABLED, "it is disabled" + why));
        }
        if (!seen.authentication().equals(wanted.authentication())) {
            return Optional.of(new Mismatch(
                    device,
                    ProblemCode.OTHER_AUTHENTICATION,
                    "authentication " + seen.authentication() + ", wanted is " + wanted.authentication()));
        }
        if (wanted.byAuthority()) {
            return ownership.ownerOf(wanted.device(), seen.reason(), false) == Ownership.Owner.OTHER
                    ? Optional.of(new Mismatch(
                            device,
                            ProblemCode.FOREIGN_IDENTITY,
                            "it trusts an authority, and bears no mark of the fleet"))
                    : Optional.empty();
        }
        if (wanted.keyed()) {
            return Optional.empty();
        }
        Fingerprint own = wanted.certificate().orElseThrow();
        if (seen.trustsOnly(own)) {
            return Optional.empty();
        }
        boolean mendable = changes.identity(wanted, Optional.of(seen)).isPresent();
        if (seen.trusts(own)) {
            return Optional.of(
                    mendable
                            ? new Mismatch(
                                    device,
                                    ProblemCode.OLD_THUMBPRINT,
                                    "it still trusts " + other(seen, own.hex()) + ", and the device connects with "
                                            + shown(own.hex()))
                            : new Mismatch(
                                    device,
                                    ProblemCode.SECOND_THUMBPRINT,
                                    "besides " + shown(own.hex()) + " it trusts " + other(seen, own.hex())
                                            + (changes.proven().of(seen, wanted).isEmpty()
                                                    ? ", and nothing shows which of them the device connects with"
                                                    : ", and that is the one that the device connects with: bring it"
                                                            + " its bundle first")));
        }
        boolean ours = ownership.ownerOf(wanted.device(), seen.reason(), false) != Ownership.Owner.OTHER;
        return Optional.of(new Mismatch(
                device,
                !ours
                        ? ProblemCode.FOREIGN_IDENTITY
                        : mendable ? ProblemCode.OTHER_THUMBPRINT : ProblemCode.NO_FREE_SLOT,
                "it trusts " + shown(seen.thumbprints().primary()) + " and "
                        + shown(seen.thumbprints().secondary()) + ", wanted is " + shown(own.hex())));
    }

    private static Mismatch due(SeenIdentity seen) {
        return new Mismatch(
                seen.device().value(), ProblemCode.KEY_DUE, "its key is to be rotated: \"" + seen.reason() + '"');
    }

    private static String other(SeenIdentity seen, String own) {
        String first = seen.thumbprints().primary();
        return shown(first.equals(own) ? seen.thumbprints().secondary() : first);
    }

    private static String shown(String thumbprint) {
        return thumbprint.isEmpty() ? "none" : thumbprint.substring(0, Math.min(16, thumbprint.length())) + "...";
    }

    /** How a goal ends that found these: what an import or a deploy mends are pending changes, all else is an error. */
    public static ExitClass exitClass(List<Mismatch> found) {
        if (found.isEmpty()) {
            return ExitClass.DONE;
        }
        return found.stream().map(Mismatch::code).allMatch(ExportCheck::isMendedByImport)
                ? ExitClass.CHANGES_PENDING
                : ExitClass.ERROR;
    }

    private static boolean isMendedByImport(ProblemCode code) {
        return code == ProblemCode.IDENTITY_MISSING
                || code == ProblemCode.OTHER_THUMBPRINT
                || code == ProblemCode.OLD_THUMBPRINT
                || code == ProblemCode.KEY_DUE;
    }
}
