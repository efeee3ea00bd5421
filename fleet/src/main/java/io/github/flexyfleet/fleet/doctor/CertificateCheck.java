package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificate on the device is the one kept here with its key, and valid. A key instead of one has no dates. No key is
 * looked at: it is a file of the bundle like the certificate, so a device that runs the wanted digest has both as they were
 * made, as a pair.
 */
final class CertificateCheck implements DeviceCheck {
    private final Pace pace;

    CertificateCheck(Pace pace) {
        this.pace = pace;
    }

    @Override
    public String link() {
        return "certificate";
    }

    @Override
    public Verdict look(Patient patient) {
        var certificate = patient.status().certificate();
        if (patient.target().fingerprint().isEmpty()) {
            return new Verdict.Ok("none: the device has a key of its own");
        }
        if (!certificate.fingerprint().equals(patient.target().fingerprint())) {
            return new Verdict.Problem(
                    DoctorCode.CERTIFICATE_DIFFERS,
                    "it connects with a certificate that is not the one kept here for it");
        }
        Optional<Instant> end = certificate.notAfter();
        if (patient.reason().startsWith("certificate-")
                || end.filter(moment -> moment.isBefore(pace.now())).isPresent()) {
            return new Verdict.Problem(
                    DoctorCode.CERTIFICATE_EXPIRED,
                    patient.reasonWords().isEmpty() ? "it ended at " + end.orElseThrow() : patient.reasonWords());
        }
        var runs = patient.state().comparison();
        boolean wanted = runs == DeviceState.Comparison.CURRENT || runs == DeviceState.Comparison.ON_TRIAL;
        return new Verdict.Ok("as kept here"
                + (wanted ? " with its key" : "")
                + end.map(moment -> ", valid for another "
                                + Duration.between(pace.now(), moment).toDays() + " days")
                        .orElse(""));
    }
}
