package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.rollout.DeviceState;

/** The device has the configuration of the fleet file, as far as that can be told: its digest covers certificate and key. */
final class ConfigurationCheck implements DeviceCheck {
    private static final int SHOWN_DIGITS = 12;

    @Override
    public String link() {
        return "configuration";
    }

    /** Data passes under another one, too. */
    @Override
    public boolean blocks(DoctorCode problem) {
        return problem != DoctorCode.OTHER_CONFIGURATION;
    }

    @Override
    public Verdict look(Patient patient) {
        DeviceState.Comparison comparison = patient.state().comparison();
        String runs = patient.status()
                .bundles()
                .running()
                .map(ConfigurationCheck::shown)
                .orElse("nothing");
        return switch (comparison) {
            case EMPTY -> new Verdict.Problem(DoctorCode.NOTHING_DEPLOYED, "it runs nothing yet");
            case UNKNOWN -> new Verdict.NotLooked("it runs " + runs + "; " + CertificateCheck.notKept(patient));
            case CURRENT -> new Verdict.Ok(runs);
            case ON_TRIAL -> new Verdict.Ok(runs + " on trial");
            case DIFFERS, OTHER_ON_TRIAL -> differs(patient, runs);
        };
    }

    private static Verdict differs(Patient patient, String runs) {
        if (patient.hasOtherCertificate()) {
            return new Verdict.NotLooked("it runs " + runs + " with another certificate, see below");
        }
        if (IdentityCheck.isRevoked(patient)) {
            return new Verdict.NotLooked("it runs " + runs + ", whose key was revoked, see below");
        }
        return new Verdict.Problem(
                DoctorCode.OTHER_CONFIGURATION,
                "it runs " + runs + ", the fleet file describes "
                        + shown(patient.target().digest().hex()));
    }

    private static String shown(String digest) {
        return digest.substring(0, SHOWN_DIGITS);
    }
}
