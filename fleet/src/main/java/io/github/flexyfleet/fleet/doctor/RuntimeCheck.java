package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.rollout.DeviceState;

/** The runtime is this tool's, lives, and has the configuration of the fleet file. */
final class RuntimeCheck implements DeviceCheck {
    private final String version;

    RuntimeCheck(String version) {
        this.version = version;
    }

    @Override
    public String link() {
        return "runtime";
    }

    @Override
    public Verdict look(Patient patient) {
        var program = patient.status().program();
        if (patient.reason().equals("safe-mode")) {
            return new Verdict.Problem(
                    DoctorCode.CRASH_LOOP, patient.reasonWords() + "; started " + program.boot() + " times so far");
        }
        if (!program.version().equals(version)) {
            return new Verdict.Problem(
                    DoctorCode.OTHER_RUNTIME, "version " + program.version() + ", this tool's is " + version);
        }
        DeviceState.Comparison comparison = patient.state().comparison();
        return switch (comparison) {
            case EMPTY -> new Verdict.Problem(DoctorCode.NOTHING_DEPLOYED, "it runs nothing yet");
            case DIFFERS, OTHER_ON_TRIAL ->
                certificateDiffers(patient)
                        ? new Verdict.Problem(
                                DoctorCode.CERTIFICATE_DIFFERS,
                                "it connects with a certificate that is not the one kept here for it")
                        : new Verdict.Problem(
                                DoctorCode.OTHER_CONFIGURATION,
                                "it runs "
                                        + patient.status()
                                                .bundles()
                                                .running()
                                                .map(digest -> digest.substring(0, 12))
                                                .orElse("nothing")
                                        + ", the fleet file describes "
                                        + patient.target().digest().hex().substring(0, 12));
            case CURRENT, ON_TRIAL, UNKNOWN ->
                new Verdict.Ok("version " + version + ", configuration "
                        + patient.target().digest().hex().substring(0, 12)
                        + (comparison == DeviceState.Comparison.ON_TRIAL ? " on trial" : ""));
        };
    }

    private static boolean certificateDiffers(Patient patient) {
        var there = patient.status().certificate().fingerprint();
        var here = patient.target().fingerprint();
        return there.isPresent() && here.isPresent() && !there.equals(here);
    }
}
