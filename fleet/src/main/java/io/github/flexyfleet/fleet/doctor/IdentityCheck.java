package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import java.util.Optional;
import java.util.function.Predicate;

/** The hub's registry has the device, enabled, with the very certificate or key that the device uses. */
final class IdentityCheck implements DeviceCheck {
    @Override
    public String link() {
        return "identity in the hub";
    }

    @Override
    public Verdict look(Patient patient) {
        // Before the hub: without an assignment nothing is to be found there but the mark of what shut the device out.
        Optional<Verdict.Problem> unassigned = ProvisioningLook.at(patient);
        return unassigned.isPresent() && !isShutOut(patient, mark -> mark.revoked() || mark.removed())
                ? unassigned.get()
                : atHub(patient);
    }

    private static Verdict atHub(Patient patient) {
        Optional<HubIdentity> found;
        try {
            found = patient.identity();
        } catch (IotHubException e) {
            return patient.hub().tell(e);
        }
        if (found.isEmpty()) {
            return new Verdict.Problem(
                    DoctorCode.IDENTITY_MISSING,
                    "the hub has no device " + patient.target().device());
        }
        HubIdentity identity = found.get();
        if (!identity.enabled()) {
            return disabled(identity);
        }
        boolean certificate = patient.target().login().byCertificate();
        boolean byAuthority = patient.target().login().byAuthority();
        String wanted =
                byAuthority ? HubIdentity.BY_AUTHORITY : certificate ? HubIdentity.SELF_SIGNED : HubIdentity.SAS;
        if (!identity.authentication().equals(wanted)) {
            return new Verdict.Problem(
                    DoctorCode.IDENTITY_KIND,
                    "the hub knows it by " + identity.authentication() + ", the fleet file wants " + wanted);
        }
        if (byAuthority) {
            return new Verdict.Ok("registered, enabled, known by its authority");
        }
        if (isUnknown(patient)) {
            return new Verdict.Ok("registered, enabled; its " + (certificate ? "thumbprint" : "key")
                    + " was not compared, since none is known here");
        }
        if (!trusts(identity, patient)) {
            return new Verdict.Problem(
                    DoctorCode.THUMBPRINT,
                    certificate
                            ? "the hub trusts " + shown(identity.thumbprints().primary()) + " and "
                                    + shown(identity.thumbprints().secondary()) + ", the device's is "
                                    + patient.shownCertificate()
                            : "the hub trusts other keys");
        }
        return new Verdict.Ok("registered, enabled, " + (certificate ? "thumbprint" : "key") + " equal");
    }

    /** Who enables by hand what was revoked lets a stolen certificate in again. */
    private static Verdict.Problem disabled(HubIdentity identity) {
        Optional<IdentityMark> mark = identity.mark();
        if (mark.filter(IdentityMark::revoked).isPresent()) {
            return new Verdict.Problem(
                    DoctorCode.IDENTITY_REVOKED,
                    "flexy:revoke disabled it: " + mark.get().text());
        }
        if (mark.filter(IdentityMark::removed).isPresent()) {
            return new Verdict.Problem(
                    DoctorCode.IDENTITY_DISABLED,
                    "a deploy disabled it, because the device had left the fleet file",
                    "Run mvn flexy:deploy, which enables it again now that the device is back in the fleet file.");
        }
        if (IdentityMark.isRevokedOfNobody(identity.statusReason())) {
            return new Verdict.Problem(
                    DoctorCode.IDENTITY_DISABLED,
                    "the device is disabled in the hub, " + identity.statusReason() + ", whose it is not",
                    "Do not enable it by hand: what was revoked would be let in again. Delete the device on its page in"
                            + " Azure and run mvn flexy:deploy, which makes it anew.");
        }
        String reason = identity.statusReason();
        return new Verdict.Problem(
                DoctorCode.IDENTITY_DISABLED,
                "the device is disabled in the hub" + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    /** Whether the hub refuses the device since flexy:revoke; not when the hub cannot be asked. */
    static boolean isRevoked(Patient patient) {
        return isShutOut(patient, IdentityMark::revoked);
    }

    /** The same for any of this tool's marks. */
    private static boolean isShutOut(Patient patient, Predicate<IdentityMark> marked) {
        try {
            return patient.identity()
                    .filter(identity -> !identity.enabled())
                    .flatMap(HubIdentity::mark)
                    .filter(marked)
                    .isPresent();
        } catch (IotHubException e) {
            return false; // the identity's own check tells why
        }
    }

    /** Whether nobody says which certificate or key the device has. */
    private static boolean isUnknown(Patient patient) {
        boolean compared = patient.target().login().byCertificate()
                && patient.fingerprint().isPresent();
        return !patient.target().isWhole() && !compared;
    }

    private static boolean trusts(HubIdentity identity, Patient patient) {
        if (patient.target().login() instanceof HubLogin.Key key) {
            return identity.trusts(key.key());
        }
        return patient.fingerprint().filter(identity::trusts).isPresent();
    }

    private static String shown(String thumbprint) {
        return thumbprint.isEmpty() ? "none" : thumbprint.substring(0, Math.min(16, thumbprint.length()));
    }
}
