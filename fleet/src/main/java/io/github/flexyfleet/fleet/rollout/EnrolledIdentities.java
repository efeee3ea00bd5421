package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.hub.EnrollmentService;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * {@link HubIdentities} of devices that a Device Provisioning Service provisions (azure-iot-hub 3): their enrollment takes
 * the new certificate beside the old one and drops the old one in the end; the service makes the identity at the hub when
 * the device registers. One that is there is looked after as ever, so that a device that goes back finds its old
 * certificate trusted. A certificate that the fleet's authority has signed needs the group only, unless one of its device
 * was revoked: the group admits whatever the authority signed, so such a device has an enrollment of its own, which goes
 * before the group and admits its new certificate alone (decision 29).
 */
public final class EnrolledIdentities implements HubIdentities {
    private final Enrolling enrolling;
    private final Ownership ownership;
    private final Map<DeviceId, X509Certificate> certificates;
    private final RegistryIdentities hub;
    private final Consumer<String> told;
    /** Devices whose own enrollment this run has looked for, and whether there is one. */
    private final Map<DeviceId, Boolean> looked = new ConcurrentHashMap<>();

    private Optional<Set<String>> listed = Optional.empty();
    private boolean groupIsRight;

    /**
     * What enrollments are made of.
     *
     * @param service the service
     * @param group name of the group of the fleet's authority
     * @param authority the fleet's authority, when there is one
     */
    public record Enrolling(EnrollmentService service, String group, Optional<CertificateAuthority> authority) {}

    /**
     * Works on a service.
     *
     * @param certificates the certificates that devices get
     * @param hub the identities at the hub, which makes none
     * @param told hears of devices that are let in again after a revocation
     */
    public EnrolledIdentities(
            Enrolling enrolling,
            Ownership ownership,
            Map<DeviceId, X509Certificate> certificates,
            RegistryIdentities hub,
            Consumer<String> told) {
        this.enrolling = enrolling;
        this.ownership = ownership;
        this.certificates = Map.copyOf(certificates);
        this.hub = hub;
        this.told = told;
    }

    @Override
    public void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) throws DeviceProblemException {
        Overtaken.doing(() -> trustAsRead(device, (HubLogin.Certificate) login, running));
    }

    private void trustAsRead(DeviceId device, HubLogin.Certificate login, Optional<Fingerprint> running)
            throws DeviceProblemException {
        X509Certificate certificate = certificates.get(device);
        Optional<HubIdentity> now = hub.find(device);
        // Before anything is written: what was revoked must not be enrolled again.
        boolean shutOut = hub.isShutOut(now, login);
        if (isOfGroup(certificate)) {
            group();
        }
        own(device, certificate, running, shutOut, shutOut);
        // While it was shut out by the hub alone, whoever holds the old certificate may have registered since it was
        // read.
        hub.trust(device, login, running, shutOut ? hub.find(device) : now);
    }

    @Override
    public void settle(DeviceId device, HubLogin login) throws DeviceProblemException {
        Overtaken.doing(() -> settleEnrollment(device, (HubLogin.Certificate) login));
        hub.settle(device, login);
    }

    private void settleEnrollment(DeviceId device, HubLogin.Certificate login) throws DeviceProblemException {
        X509Certificate certificate = certificates.get(device);
        boolean shutOut = hub.isShutOut(device, login);
        boolean ofGroup = isOfGroup(certificate);
        if (ofGroup) {
            group();
        }
        if (!ofGroup || shutOut || hasOwn(device)) {
            own(device, certificate, Optional.empty(), shutOut, true);
        }
    }

    @Override
    public void takeBack(DeviceId device) throws DeviceProblemException {
        hub.takeBack(device);
    }

    /** Why an enrollment may not be written for this certificate; empty when it may. */
    public static Optional<ProblemCode> refusal(Enrollment now, X509Certificate certificate, Ownership ownership) {
        boolean ours = now.fleet().equals(Optional.of(ownership.fleet()))
                || now.has(Fingerprint.of(certificate))
                || (now.kind() == Kind.INDIVIDUAL && ownership.adopted().contains(new DeviceId(now.id())));
        if (!ours) {
            return Optional.of(ProblemCode.FOREIGN_ENROLLMENT);
        }
        return !now.enabled() && !now.removed() && !now.revoked()
                ? Optional.of(ProblemCode.ENROLLMENT_DISABLED)
                : Optional.empty();
    }

    private boolean isOfGroup(X509Certificate certificate) {
        return enrolling.authority().filter(ca -> ca.signed(certificate)).isPresent();
    }

    /** Whether a device has an enrollment of its own; all are read once when one has to be known that was not looked for. */
    private boolean hasOwn(DeviceId device) {
        Boolean known = looked.get(device);
        return known != null ? known : listed().contains(device.value());
    }

    private synchronized Set<String> listed() {
        if (listed.isEmpty()) {
            listed = Optional.of(enrolling.service().individual().keySet());
        }
        return listed.get();
    }

    /**
     * The enrollment of a device's own: made where one is needed, and right where one is there.
     *
     * @param shutOut whether the hub refuses the device since a certificate of it was revoked
     * @param alone whether the device has nothing else to go back to
     */
    private void own(
            DeviceId device, X509Certificate certificate, Optional<Fingerprint> running, boolean shutOut, boolean alone)
            throws DeviceProblemException {
        Fingerprint wanted = Fingerprint.of(certificate);
        Optional<Enrollment> found = enrolling.service().find(Kind.INDIVIDUAL, device.value());
        boolean needed = found.isPresent() || shutOut || !isOfGroup(certificate);
        looked.put(device, needed);
        if (!needed) {
            return;
        }
        if (found.isEmpty()) {
            enrolling.service().write(made(device, certificate));
            tell(device, shutOut);
            return;
        }
        Enrollment now = found.get();
        if (now.revokes(certificate)) {
            throw IdentityGuard.revoked(device, wanted);
        }
        Enrollment ours = admitted(now, certificate);
        boolean only = alone || now.revoked();
        if (now.enabled() && !now.revoked() && (only ? now.hasOnly(wanted) : now.has(wanted))) {
            return;
        }
        if (only) {
            enrolling.service().write(ours.withOnly(certificate));
        } else {
            enrolling.service().write(now.has(wanted) ? ours : ours.withAlso(certificate, running));
        }
        tell(device, shutOut || now.revoked());
    }

    private void tell(DeviceId device, boolean revoked) {
        if (revoked) {
            told.accept("the Device Provisioning Service admits " + device + " again, by its new certificate alone");
        }
    }

    private Enrollment made(DeviceId device, X509Certificate certificate) {
        return isOfGroup(certificate)
                ? EnrollmentRevocation.fresh(enrolling, ownership.fleet(), device, certificate)
                : Enrollment.of(Kind.INDIVIDUAL, device.value(), certificate, ownership.fleet());
    }

    /** One group for all: it is looked at once. */
    private synchronized void group() throws DeviceProblemException {
        if (groupIsRight) {
            return;
        }
        X509Certificate authority = enrolling.authority().orElseThrow().certificate();
        Optional<Enrollment> found = enrolling.service().find(Kind.GROUP, enrolling.group());
        if (found.isEmpty()) {
            enrolling.service().write(Enrollment.of(Kind.GROUP, enrolling.group(), authority, ownership.fleet()));
        } else {
            Enrollment now = admitted(found.get(), authority);
            if (!now.has(Fingerprint.of(authority))) {
                enrolling.service().write(now.withAlso(authority, Optional.empty()));
            }
        }
        groupIsRight = true;
    }

    /** The enrollment as it may be written; an exception when it may not. */
    private Enrollment admitted(Enrollment now, X509Certificate certificate) throws DeviceProblemException {
        Optional<ProblemCode> refusal = refusal(now, certificate, ownership);
        if (refusal.equals(Optional.of(ProblemCode.FOREIGN_ENROLLMENT))) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.FOREIGN_ENROLLMENT,
                    "the Device Provisioning Service has an enrollment " + now.id() + " that "
                            + now.fleet()
                                    .map(other -> "belongs to fleet " + other)
                                    .orElse("this tool did not make")
                            + "; nothing was written",
                    "if this fleet may have it, write hub: {adopt: [" + now.id()
                            + "]} into the fleet file; a group needs another name, hub: {dps: {group: ...}}");
        }
        if (refusal.isPresent()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.ENROLLMENT_DISABLED,
                    "the enrollment " + now.id() + " is disabled at the Device Provisioning Service",
                    "find out why; if its devices may register again, enable it there, then deploy again");
        }
        return now.enabled(true, ownership.fleet());
    }
}
