package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.Enrollment;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.IdentityStep;
import io.github.flexyfleet.fleet.identity.IdentityWriter;
import io.github.flexyfleet.fleet.identity.KeyRotation;
import io.github.flexyfleet.fleet.identity.PlannedIdentity;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.LeftEnrollments;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.secret.Secret;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks after a fleet's identities at the hub around a rollout: they are read together before it, written device by device
 * in it, and tagged or shut out together after it (decision 22).
 */
final class IdentityKeeper {
    /** What was seen for a plan serves the deploy that follows. What it writes names the state that it read, so that an old look costs a call at most. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final IotHubRegistry registry;
    private final Optional<EnrolledIdentities.Enrolling> enrolling;
    private final Pace pace;
    private final Set<DeviceId> adopted;
    private final Optional<Set<DeviceId>> mayDisable;
    /** Shared with the keepers that were made of this one. */
    private final AtomicReference<CachedSnapshot> last;

    private record CachedSnapshot(String fleet, Instant taken, HubSnapshot snapshot) {}

    IdentityKeeper(IotHubRegistry registry, Optional<EnrolledIdentities.Enrolling> enrolling, Pace pace) {
        this(registry, enrolling, pace, Set.of(), Optional.empty(), new AtomicReference<>());
    }

    private IdentityKeeper(
            IotHubRegistry registry,
            Optional<EnrolledIdentities.Enrolling> enrolling,
            Pace pace,
            Set<DeviceId> adopted,
            Optional<Set<DeviceId>> mayDisable,
            AtomicReference<CachedSnapshot> last) {
        this.registry = registry;
        this.enrolling = enrolling;
        this.pace = pace;
        this.adopted = adopted;
        this.mayDisable = mayDisable;
        this.last = last;
    }

    IdentityKeeper adopting(Set<DeviceId> devices) {
        Set<DeviceId> all = new HashSet<>(adopted);
        all.addAll(devices);
        return new IdentityKeeper(registry, enrolling, pace, all, mayDisable, last);
    }

    /** Shuts out what the plan names, and nobody else. */
    IdentityKeeper heldTo(Plan plan) {
        return new IdentityKeeper(
                registry,
                enrolling,
                pace,
                adopted,
                Optional.of(Set.copyOf(plan.identities().removed())),
                last);
    }

    /** What was applied to devices last. */
    @FunctionalInterface
    interface Applied {
        Map<DeviceId, Digest> to(List<DeviceId> devices) throws LedgerException;
    }

    Observations observe(Fleet fleet, List<DeviceTarget> targets, Applied applied) {
        try {
            HubSnapshot seen = look(fleet, targets);
            IdentityPlan compared = IdentityPlan.of(seen, WantedIdentity.of(fleet, targets), ownership(fleet));
            IdentityPlan plan = fleet.hub().tier().twins() ? compared : compared.withoutTwins(seen);
            List<DeviceId> devices = targets.stream().map(DeviceTarget::device).toList();
            Observations known = Observations.of(seen.reported(), applied.to(devices));
            return enrolling.isEmpty()
                    ? known.with(plan)
                    : withEnrollments(
                            known.with(EnrollmentPlan.withoutMaking(plan)), fleet, targets, shutOut(seen, plan));
        } catch (IotHubException | LedgerException e) {
            return Observations.without(e.getMessage());
        }
    }

    /** Devices that the hub refuses since a certificate of them was revoked, and that are to get another one. */
    private static Set<DeviceId> shutOut(HubSnapshot seen, IdentityPlan plan) {
        return seen.identities().values().stream()
                .filter(identity -> !identity.enabled()
                        && identity.mark().filter(IdentityMark::revoked).isPresent())
                .map(SeenIdentity::device)
                .filter(device -> plan.byDevice().containsKey(device)
                        && plan.byDevice().get(device).problem().isEmpty())
                .collect(Collectors.toSet());
    }

    private Observations withEnrollments(
            Observations known, Fleet fleet, List<DeviceTarget> targets, Set<DeviceId> shutOut) {
        try {
            return known.with(enrollments(ownership(fleet), known.identities().removed(), targets, shutOut));
        } catch (IotHubException e) {
            return known.withoutEnrollments(e.getMessage());
        }
    }

    IdentityReport register(
            Fleet fleet,
            List<WantedIdentity> wanted,
            Function<DeviceId, Optional<Secret>> firstKeys,
            BooleanSupplier mayWrite) {
        HubSnapshot seen =
                read(fleet, wanted.stream().map(WantedIdentity::device).toList());
        return writer(fleet, mayWrite)
                .withFirstKeys(firstKeys)
                .register(seen, wanted)
                .disable(IdentityPlan.of(seen, wanted, ownership(fleet)).removed())
                .report();
    }

    IdentityReport rotate(Fleet fleet, Set<DeviceId> devices, BooleanSupplier mayWrite) {
        return KeyRotation.ask(registry, fleet.name(), devices, mayWrite);
    }

    IdentityReport delete(Fleet fleet, Set<DeviceId> devices, BooleanSupplier mayWrite) {
        return writer(fleet, mayWrite).delete(devices).report();
    }

    private IdentityWriter writer(Fleet fleet, BooleanSupplier mayWrite) {
        return new IdentityWriter(registry, ownership(fleet), fleet.hub().tier().twins(), mayWrite);
    }

    private HubSnapshot read(Fleet fleet, List<DeviceId> devices) {
        return fleet.hub().tier().twins() ? registry.snapshot(fleet.name(), devices) : registry.listed(devices);
    }

    private HubSnapshot look(Fleet fleet, List<DeviceTarget> targets) {
        HubSnapshot seen =
                read(fleet, targets.stream().map(DeviceTarget::device).toList());
        last.set(new CachedSnapshot(fleet.name(), pace.now(), seen));
        return seen;
    }

    private Ownership ownership(Fleet fleet) {
        Set<DeviceId> all = new HashSet<>(adopted);
        all.addAll(fleet.hub().adopted());
        return new Ownership(fleet.name(), all);
    }

    private HubIdentities identities(
            Ownership ownership, HubSnapshot seen, List<DeviceTarget> targets, Consumer<RolloutEvent> listener) {
        RegistryIdentities hub = new RegistryIdentities(registry, ownership, seen, enrolling.isEmpty());
        return enrolling.isEmpty()
                ? hub
                : new EnrolledIdentities(
                        enrolling.get(),
                        ownership,
                        certificates(targets),
                        hub,
                        words -> listener.accept(new RolloutEvent.IdentitiesTended(words, false)));
    }

    private static Map<DeviceId, X509Certificate> certificates(List<DeviceTarget> targets) {
        Map<DeviceId, X509Certificate> certificates = new HashMap<>();
        for (DeviceTarget target : targets) {
            target.bundle()
                    .file("device.crt")
                    .ifPresent(file -> certificates.put(target.device(), PemCertificates.first(file.content())));
        }
        return certificates;
    }

    /** How the enrollments differ; a device of the group may have one of its own, too. */
    private EnrollmentPlan enrollments(
            Ownership ownership, List<DeviceId> removed, List<DeviceTarget> targets, Set<DeviceId> shutOut) {
        EnrolledIdentities.Enrolling at = enrolling.orElseThrow();
        EnrollmentPlan.Wanted wanted = new EnrollmentPlan.Wanted(certificates(targets), at.group(), at.authority());
        EnrollmentPlan.Seen seen = new EnrollmentPlan.Seen(
                at.service().individual(),
                wanted.needsGroup() ? at.service().find(Enrollment.Kind.GROUP, at.group()) : Optional.empty(),
                shutOut);
        return EnrollmentPlan.of(seen, wanted, removed, ownership);
    }

    /** For devices of which only the name of the fleet is known: each identity is read when it is its turn. */
    InRollout within(String fleet, List<DeviceTarget> targets) {
        Ownership ownership = new Ownership(fleet, adopted);
        return new InRollout() {
            @Override
            public HubIdentities identities(Consumer<RolloutEvent> listener) {
                return IdentityKeeper.this.identities(ownership, HubSnapshot.NONE, targets, listener);
            }

            @Override
            public void after(
                    List<DeviceResult> results,
                    boolean stopped,
                    BooleanSupplier mayWrite,
                    Consumer<RolloutEvent> listener) {}
        };
    }

    InRollout within(Fleet fleet, List<DeviceTarget> targets) {
        return new OfFleet(fleet, targets);
    }

    /** The identities of one rollout. */
    interface InRollout {
        /** Those that the rollout writes, device by device; reads all of them first where that is not just done. */
        HubIdentities identities(Consumer<RolloutEvent> listener);

        /**
         * Tags and shuts out, when all devices have ended.
         *
         * @param stopped whether the rollout was stopped; then nobody is shut out
         * @param mayWrite asked before each write
         */
        void after(
                List<DeviceResult> results, boolean stopped, BooleanSupplier mayWrite, Consumer<RolloutEvent> listener);
    }

    private final class OfFleet implements InRollout {
        private final Fleet fleet;
        private final List<DeviceTarget> targets;
        private HubSnapshot seen = HubSnapshot.NONE;

        OfFleet(Fleet fleet, List<DeviceTarget> targets) {
            this.fleet = fleet;
            this.targets = targets;
        }

        @Override
        public HubIdentities identities(Consumer<RolloutEvent> listener) {
            CachedSnapshot before = last.getAndSet(null);
            try {
                seen = before != null
                                && before.fleet().equals(fleet.name())
                                && before.taken().plus(FRESH).isAfter(pace.now())
                        ? before.snapshot()
                        : look(fleet, targets);
            } catch (IotHubException e) {
                // Each device's identity is read when it is its turn, as far as that works.
                listener.accept(new RolloutEvent.IdentitiesTended(
                        "the hub's identities could not be read together: " + e.getMessage(), true));
            }
            return IdentityKeeper.this.identities(ownership(fleet), seen, targets, listener);
        }

        @Override
        public void after(
                List<DeviceResult> results,
                boolean stopped,
                BooleanSupplier mayWrite,
                Consumer<RolloutEvent> listener) {
            IdentityWriter writer = writer(fleet, mayWrite);
            List<WantedIdentity> wanted = WantedIdentity.of(fleet, targets);
            IdentityPlan plan = IdentityPlan.of(seen, wanted, ownership(fleet));
            try {
                tag(writer, wanted, plan, results);
            } catch (IotHubException e) {
                listener.accept(new RolloutEvent.IdentitiesTended(
                        "the twins' tags could not be written: " + e.getMessage(), true));
            }
            if (!stopped) {
                List<DeviceId> removed = plan.removed().stream()
                        .filter(device ->
                                mayDisable.isEmpty() || mayDisable.get().contains(device))
                        .toList();
                disableEnrollments(removed, mayWrite, listener);
                writer.disable(removed);
            }
            IdentityReport report = writer.report();
            if (!report.isEmpty()) {
                listener.accept(new RolloutEvent.IdentitiesTended(
                        report.words(), !report.failed().isEmpty()));
            }
        }

        /** Before the identities: a device that is shut out asks the service at once. */
        private void disableEnrollments(
                List<DeviceId> removed, BooleanSupplier mayWrite, Consumer<RolloutEvent> listener) {
            if (enrolling.isEmpty()) {
                return;
            }
            new LeftEnrollments(enrolling.get(), ownership(fleet))
                    .disable(
                            removed,
                            mayWrite,
                            (words, trouble) -> listener.accept(new RolloutEvent.IdentitiesTended(words, trouble)));
        }

        /** Those that run what is wanted, as far as their twins do not say so yet. */
        private void tag(
                IdentityWriter writer, List<WantedIdentity> wanted, IdentityPlan plan, List<DeviceResult> results) {
            if (!fleet.hub().tier().twins()) {
                return;
            }
            Map<DeviceId, WantedIdentity> byDevice =
                    wanted.stream().collect(Collectors.toMap(WantedIdentity::device, Function.identity()));
            List<WantedIdentity> done = results.stream()
                    .filter(result -> result.outcome().done())
                    .map(result -> byDevice.get(result.target().device()))
                    .filter(one -> lacksTags(plan.byDevice().get(one.device())))
                    .toList();
            if (!done.isEmpty()) {
                HubSnapshot now =
                        registry.among(done.stream().map(WantedIdentity::device).toList());
                writer.tag(now, done);
            }
        }

        private static boolean lacksTags(PlannedIdentity planned) {
            return planned == null
                    || planned.steps().contains(IdentityStep.TAGS)
                    || planned.steps().contains(IdentityStep.CREATE)
                    || planned.problem().isPresent();
        }
    }
}
