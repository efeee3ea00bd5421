package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shuts devices out of the hub, and out of the Device Provisioning Service where one makes the identities. Needs these only:
 * neither Talk2M, nor the device, nor any certificate, nor the ledger, which is told afterwards.
 */
public final class Revocation {
    private static final String HUB = "the hub";
    private static final String SERVICE = "the Device Provisioning Service";

    private final IotHubRegistry registry;
    private final Optional<EnrolledIdentities.Enrolling> enrolling;
    private final Records records;
    private final Ownership ownership;

    /** Writes down what was done. */
    @FunctionalInterface
    public interface Records {
        /** Answers why it could not be written down; empty when it was. */
        Optional<String> revoked(DeviceId device, String words) throws InterruptedException;

        /** Writes into a ledger, which cannot be used, or whose lease somebody else has, without which nobody writes. */
        static Records in(Ledger ledger) {
            return (device, words) -> {
                try (RunRecord lease = ledger.begin()) {
                    lease.revoked(device, words);
                    return Optional.empty();
                } catch (DeviceProblemException e) {
                    return Optional.of(e.problem().what());
                } catch (LedgerException e) {
                    return Optional.of(e.getMessage());
                }
            };
        }
    }

    /**
     * Works on a registry.
     *
     * @param enrolling the Device Provisioning Service, where one makes the identities
     */
    public Revocation(
            IotHubRegistry registry,
            Optional<EnrolledIdentities.Enrolling> enrolling,
            Ownership ownership,
            Records records) {
        this.ownership = ownership;
        this.registry = registry;
        this.enrolling = enrolling;
        this.records = records;
    }

    /**
     * What became of it.
     *
     * @param device that was shut out
     * @param at every certificate that was made before it is revoked, also one that a deploy which runs was about to bring
     * @param hub what was done at the hub
     * @param enrollment what was done at the Device Provisioning Service, where there is one
     */
    public record Revoked(
            DeviceId device, Instant at, IdentityRevocation.Done hub, Optional<EnrollmentRevocation.Done> enrollment) {
        private boolean known() {
            return hub != IdentityRevocation.Done.UNKNOWN || enrollment.isPresent();
        }

        private String words() {
            return (enrollment.isPresent() ? "hub and Device Provisioning Service refuse it" : "the hub refuses it")
                    + " until a deploy brings something new";
        }
    }

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
     * Makes hub and service refuse a device at once, whatever certificate or key it shows, until a deploy brings it a
     * certificate that was made later, or another key. The service comes first, because a device that the hub refuses asks
     * it to be let in again; one that fails does not keep the other from being told. It waits for nobody: a deploy that runs
     * meanwhile reads the identity before each write, and lets in neither the old certificate nor one that it was about to
     * bring.
     *
     * @throws DeviceProblemException when one of the two failed; its code is {@link ProblemCode#NOT_SURELY_REVOKED} unless
     *     nothing at all was done
     */
    public Revoked of(DeviceId device) throws DeviceProblemException, InterruptedException {
        // Certificates tell their making to the second; one that was made in this second may have been made before.
        Instant at = registry.keys().now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Optional<Attempt<EnrollmentRevocation.Done>> service = enrolling.map(place ->
                attempt(SERVICE, () -> new EnrollmentRevocation(place, ownership.fleet()).of(device, at)));
        Attempt<IdentityRevocation.Done> hub =
                attempt(HUB, () -> new IdentityRevocation(registry, ownership).of(device, at));
        require(hub, service, device);
        return new Revoked(device, at, hub.done().orElseThrow(), service.flatMap(Attempt::done));
    }

    /**
     * Writes down what was done. It comes last, since it may wait for somebody who has the ledger.
     *
     * @return why it could not be written down; empty when it was, or when there was nobody to shut out
     */
    public Optional<String> record(Revoked revoked) throws InterruptedException {
        return revoked.known() ? records.revoked(revoked.device(), revoked.words()) : Optional.empty();
    }

    /** Does its part. */
    private interface Part<T> {
        T work();
    }

    private static <T> Attempt<T> attempt(String place, Part<T> part) {
        try {
            return Attempt.done(place, part.work());
        } catch (IotHubException e) {
            return Attempt.failed(place, e);
        }
    }

    private void require(
            Attempt<IdentityRevocation.Done> hub, Optional<Attempt<EnrollmentRevocation.Done>> service, DeviceId device)
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
        String unrecorded = records.revoked(device, words)
                .map(why -> "; flexy:history does not show it: " + why)
                .orElse("");
        throw new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.NOT_SURELY_REVOKED,
                "of " + device + ": " + words + unrecorded,
                "run the goal again until it succeeds");
    }
}
