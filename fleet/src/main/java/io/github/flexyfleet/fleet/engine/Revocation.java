package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shuts devices out of the hub, and out of the Device Provisioning Service where one makes the identities. Needs these and
 * the ledger only: neither Talk2M, nor the device, nor any certificate.
 */
public final class Revocation {
    private static final String HUB = "the hub";
    private static final String SERVICE = "the Device Provisioning Service";

    private final IotHubRegistry registry;
    private final Optional<EnrolledIdentities.Enrolling> enrolling;
    private final Ledger ledger;
    private final String fleet;

    /** Works on a registry alone. */
    public Revocation(IotHubRegistry registry, Ledger ledger, String fleet) {
        this(registry, Optional.empty(), ledger, fleet);
    }

    /** The same with a Device Provisioning Service. */
    public Revocation(
            IotHubRegistry registry, Optional<EnrolledIdentities.Enrolling> enrolling, Ledger ledger, String fleet) {
        this.fleet = fleet;
        this.registry = registry;
        this.enrolling = enrolling;
        this.ledger = ledger;
    }

    /**
     * What became of it.
     *
     * @param known whether the hub knows the device
     * @param enrollment what was done at the Device Provisioning Service, where there is one
     * @param unrecorded why the ledger says nothing of it
     */
    public record Revoked(boolean known, Optional<EnrollmentRevocation.Done> enrollment, Optional<String> unrecorded) {}

    /**
     * What one of the two did.
     *
     * @param place who it is
     * @param done what it did; empty when it failed
     * @param failure why it failed
     * @param open whether a write was sent, and nobody knows whether it landed
     */
    private record Attempt<T>(String place, Optional<T> done, String failure, boolean open) {
        static <T> Attempt<T> done(String place, T what) {
            return new Attempt<>(place, Optional.of(what), "", false);
        }

        static <T> Attempt<T> failed(String place, IotHubException why) {
            return new Attempt<>(place, Optional.empty(), why.getMessage(), why.mayHaveLanded());
        }

        boolean mayBeDone() {
            return done.isPresent() || open;
        }

        String words() {
            if (done.isPresent()) {
                return place + " refuses it";
            }
            return open
                    ? "whether " + place + " refuses it is not known (" + failure + ")"
                    : place + " was not told (" + failure + ")";
        }
    }

    /**
     * Makes hub and service refuse a device at once, whatever certificate or key it shows, until a deploy brings it another
     * one. The service comes first, because a device that the hub refuses asks it to be let in again; one that fails does
     * not keep the other from being told. It waits for nobody: a deploy that runs meanwhile reads the identity before each
     * write, and lets no revoked certificate in. The ledger comes last: what cannot be written down is done all the same.
     *
     * @throws DeviceProblemException when one of the two failed; its code is {@link ProblemCode#NOT_SURELY_REVOKED} unless
     *     nothing at all was done
     */
    public Revoked of(DeviceId device) throws DeviceProblemException, InterruptedException {
        Optional<Attempt<EnrollmentRevocation.Done>> service = enrolling.map(at -> atService(at, device));
        Attempt<Boolean> hub = atHub(device);
        require(hub, service, device);
        boolean known = hub.done().orElseThrow();
        Optional<EnrollmentRevocation.Done> enrollment = service.flatMap(Attempt::done);
        return new Revoked(
                known,
                enrollment,
                known || enrollment.isPresent()
                        ? recorded(device, who(enrollment) + " until a deploy brings something new")
                        : Optional.empty());
    }

    private Attempt<EnrollmentRevocation.Done> atService(EnrolledIdentities.Enrolling at, DeviceId device) {
        try {
            return Attempt.done(SERVICE, new EnrollmentRevocation(at, fleet).of(device));
        } catch (IotHubException e) {
            return Attempt.failed(SERVICE, e);
        }
    }

    private Attempt<Boolean> atHub(DeviceId device) {
        try {
            return Attempt.done(
                    HUB,
                    new RegistryIdentities(registry, new Ownership(fleet, Set.of()), HubSnapshot.NONE).revoke(device));
        } catch (IotHubException e) {
            return Attempt.failed(HUB, e);
        }
    }

    private static String who(Optional<EnrollmentRevocation.Done> enrollment) {
        return enrollment.isPresent() ? "hub and Device Provisioning Service refuse it" : "the hub refuses it";
    }

    private void require(Attempt<Boolean> hub, Optional<Attempt<EnrollmentRevocation.Done>> service, DeviceId device)
            throws DeviceProblemException, InterruptedException {
        List<Attempt<?>> all = new ArrayList<>(List.of(hub));
        service.ifPresent(all::add);
        if (all.stream().allMatch(attempt -> attempt.done().isPresent())) {
            return;
        }
        String words = all.stream().map(Attempt::words).collect(Collectors.joining("; "));
        if (all.stream().noneMatch(Attempt::mayBeDone)) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.HUB_REFUSED,
                    words,
                    "check the connection strings and their policies, and run the goal again");
        }
        String unrecorded = recorded(device, words)
                .map(why -> "; flexy:history does not show it: " + why)
                .orElse("");
        throw new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.NOT_SURELY_REVOKED,
                "of " + device + ": " + words + unrecorded,
                "run the goal again until it succeeds: it does what is missing and nothing twice");
    }

    /** Why the ledger says nothing of it: it cannot be used, or somebody else has the lease without which nobody writes. */
    private Optional<String> recorded(DeviceId device, String words) throws InterruptedException {
        try (RunRecord lease = ledger.begin()) {
            lease.revoked(device, words);
            return Optional.empty();
        } catch (DeviceProblemException e) {
            return Optional.of(e.problem().what());
        } catch (LedgerException e) {
            return Optional.of(e.getMessage());
        }
    }
}
