package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.LeftEnrollments;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a deploy writes at the Device Provisioning Service, as far as that is known. Pure.
 *
 * @param byDevice devices whose own enrollment differs from what is wanted
 * @param group the group of the fleet's authority, when it differs
 * @param disabled devices that left the fleet file and have an enrollment that this fleet made, sorted
 */
public record EnrollmentPlan(
        SortedMap<DeviceId, PlannedEnrollment> byDevice, Optional<Group> group, List<DeviceId> disabled) {
    /** Nothing is known, or nothing is to do. */
    public static final EnrollmentPlan NONE = new EnrollmentPlan(new TreeMap<>(), Optional.empty(), List.of());

    /**
     * The group.
     *
     * @param name as the service knows it
     * @param planned how it differs
     */
    public record Group(String name, PlannedEnrollment planned) {}

    /**
     * What the service has.
     *
     * @param individual enrollments of devices by their registration id
     * @param group the group of the fleet's authority; empty when it is not there, or needs not be
     * @param shutOut devices that the hub refuses since a certificate of them was revoked, and that get another one
     */
    public record Seen(Map<String, Enrollment> individual, Optional<Enrollment> group, Set<DeviceId> shutOut) {
        /** Takes copies. */
        public Seen {
            individual = Map.copyOf(individual);
            shutOut = Set.copyOf(shutOut);
        }
    }

    /**
     * What a fleet wants.
     *
     * @param certificates of its devices
     * @param group name of the group
     * @param authority the fleet's authority, when it has one
     */
    public record Wanted(
            Map<DeviceId, X509Certificate> certificates, String group, Optional<CertificateAuthority> authority) {
        /** Takes a copy. */
        public Wanted {
            certificates = Map.copyOf(certificates);
        }

        /** Whether the group speaks for a device. */
        boolean isOfGroup(X509Certificate certificate) {
            return authority.filter(ca -> ca.signed(certificate)).isPresent();
        }

        /** Whether the group speaks for any device. */
        public boolean needsGroup() {
            return certificates.values().stream().anyMatch(this::isOfGroup);
        }
    }

    /** Takes copies. */
    public EnrollmentPlan {
        byDevice = Collections.unmodifiableSortedMap(new TreeMap<>(byDevice));
        disabled = disabled.stream().sorted().toList();
    }

    /**
     * Compares.
     *
     * @param removed devices that left the fleet file and can still connect
     */
    public static EnrollmentPlan of(Seen seen, Wanted wanted, Collection<DeviceId> removed, Ownership ownership) {
        SortedMap<DeviceId, PlannedEnrollment> planned = new TreeMap<>();
        wanted.certificates().forEach((device, certificate) -> {
            Optional<Enrollment> found = Optional.ofNullable(seen.individual().get(device.value()));
            boolean shutOut = seen.shutOut().contains(device);
            // One of its own goes before the group, whatever it says.
            if (!wanted.isOfGroup(certificate) || found.isPresent() || shutOut) {
                compare(found, certificate, shutOut, ownership).ifPresent(one -> planned.put(device, one));
            }
        });
        Optional<Group> group = wanted.needsGroup()
                ? compareGroup(seen.group(), wanted.authority().orElseThrow().certificate(), ownership)
                        .map(one -> new Group(wanted.group(), one))
                : Optional.empty();
        List<DeviceId> disabled = removed.stream()
                .filter(device -> Optional.ofNullable(seen.individual().get(device.value()))
                        .filter(found -> LeftEnrollments.isToDisable(found, ownership))
                        .isPresent())
                .toList();
        return new EnrollmentPlan(planned, group, disabled);
    }

    private static Optional<PlannedEnrollment> compare(
            Optional<Enrollment> found, X509Certificate certificate, boolean shutOut, Ownership ownership) {
        if (found.isEmpty()) {
            return Optional.of(PlannedEnrollment.of(EnrollmentStep.CREATE));
        }
        Enrollment now = found.get();
        Optional<ProblemCode> refusal = EnrolledIdentities.refusal(now, certificate, ownership);
        if (refusal.isPresent()) {
            return refusal.map(PlannedEnrollment::problem);
        }
        Fingerprint own = Fingerprint.of(certificate);
        if (now.revokes(certificate)) {
            return Optional.of(PlannedEnrollment.problem(ProblemCode.REVOKED));
        }
        if (now.revoked() || (shutOut && !(now.enabled() && now.hasOnly(own)))) {
            return Optional.of(PlannedEnrollment.of(EnrollmentStep.REPLACE));
        }
        if (!now.has(own)) {
            return Optional.of(PlannedEnrollment.of(EnrollmentStep.RENEW));
        }
        if (!now.enabled()) {
            return Optional.of(PlannedEnrollment.of(EnrollmentStep.ENABLE));
        }
        return now.hasOnly(own) ? Optional.empty() : Optional.of(PlannedEnrollment.of(EnrollmentStep.SETTLE));
    }

    /** A group keeps the certificate of an earlier authority: its devices may still show theirs. */
    private static Optional<PlannedEnrollment> compareGroup(
            Optional<Enrollment> found, X509Certificate authority, Ownership ownership) {
        return compare(found, authority, false, ownership)
                .filter(one -> !one.step().equals(Optional.of(EnrollmentStep.SETTLE)));
    }

    /** How many enrollments of devices need this. */
    public long count(EnrollmentStep step) {
        return byDevice.values().stream()
                .filter(one -> one.step().equals(Optional.of(step)))
                .count();
    }

    /** Whether a deploy would write the enrollment of a device. */
    public boolean changes(DeviceId device) {
        PlannedEnrollment planned = byDevice.get(device);
        return planned != null && planned.step().isPresent();
    }

    /** Calls that write at the service, as a rule. */
    public long writes() {
        long devices =
                byDevice.values().stream().mapToLong(PlannedEnrollment::writes).sum();
        return devices
                + group.filter(one -> one.planned().step().isPresent()).stream().count()
                + disabled.size();
    }

    /** The devices whose enrollments may not be changed, by reason. */
    public SortedMap<ProblemCode, List<DeviceId>> problems() {
        SortedMap<ProblemCode, List<DeviceId>> found = new TreeMap<>();
        byDevice.forEach((device, one) -> one.problem()
                .ifPresent(code -> found.merge(
                        code,
                        List.of(device),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList())));
        return found;
    }

    /** Whether nothing is to do, or nothing is known. */
    public boolean isEmpty() {
        return byDevice.isEmpty() && group.isEmpty() && disabled.isEmpty();
    }

    /** What a plan says of identities where the service makes those that are missing: that is nothing to do. */
    public static IdentityPlan withoutMaking(IdentityPlan identities) {
        Map<DeviceId, PlannedIdentity> kept = new HashMap<>();
        identities
                .byDevice()
                .forEach((device, one) -> kept.put(
                        device,
                        new PlannedIdentity(
                                one.steps().stream()
                                        .filter(step -> step != IdentityStep.CREATE)
                                        .toList(),
                                one.problem())));
        return new IdentityPlan(kept, identities.removed(), identities.sight());
    }
}
