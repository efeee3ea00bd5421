package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The certificate on the device is the one kept here with its key, and valid. A key instead of one has no dates. */
final class CertificateCheck implements DeviceCheck {
    private final Pace pace;
    private final KeptPairs kept;

    CertificateCheck(Pace pace, KeptPairs kept) {
        this.pace = pace;
        this.kept = kept;
    }

    @Override
    public String link() {
        return "certificate";
    }

    /** The hub may trust the one on the device all the same. */
    @Override
    public boolean blocks(DoctorCode problem) {
        return problem != DoctorCode.CERTIFICATE_DIFFERS;
    }

    @Override
    public Verdict look(Patient patient) {
        if (patient.fingerprint().isEmpty()) {
            return new Verdict.Ok("none: the device has a key of its own");
        }
        // The mark of the hub first: what was revoked is another one on purpose.
        if (patient.hasOtherCertificate() && IdentityCheck.isRevoked(patient)) {
            return new Verdict.NotLooked("the one on the device was revoked, see below");
        }
        Optional<Instant> end = patient.status().certificate().notAfter();
        if (patient.reason().startsWith("certificate-")
                || end.filter(moment -> moment.isBefore(pace.now())).isPresent()) {
            return new Verdict.Problem(
                    DoctorCode.CERTIFICATE_EXPIRED,
                    patient.reasonWords().isEmpty() ? "it ended at " + end.orElseThrow() : patient.reasonWords());
        }
        String valid = end.map(moment -> "valid for another "
                        + Duration.between(pace.now(), moment).toDays() + " days")
                .orElse("of unknown end");
        if (!patient.target().isWhole()) {
            return new Verdict.NotLooked("by the device's own word " + valid + "; " + notKept(patient));
        }
        if (patient.hasOtherCertificate() && hasKept(patient)) {
            return new Verdict.Ok("kept here with its key, " + valid + "; a newer one is made, and not deployed yet");
        }
        if (patient.hasOtherCertificate()) {
            return new Verdict.Problem(
                    DoctorCode.CERTIFICATE_DIFFERS,
                    "it connects with " + patient.shownCertificate() + ", kept here is "
                            + patient.target().fingerprint().orElseThrow().abbreviated());
        }
        return new Verdict.Ok(
                patient.fingerprint().equals(patient.target().fingerprint())
                        ? "as kept here with its key, " + valid
                        : valid + "; the fleet file wants another kind of login");
    }

    private boolean hasKept(Patient patient) {
        return kept.has(patient.target().device(), patient.fingerprint().orElseThrow());
    }

    /** Of a device whose certificate or key is not known on this machine. */
    static String notKept(Patient patient) {
        return patient.target().login().byCertificate()
                ? "no pair of certificate and key is kept here for it, so there is nothing to compare with. Look from the"
                        + " machine that deploys, or with its state folder (flexy.stateFolder)"
                : "its key is not known here, so there is nothing to compare with. Look with a login at the hub that may"
                        + " read it, after the first deploy";
    }
}
