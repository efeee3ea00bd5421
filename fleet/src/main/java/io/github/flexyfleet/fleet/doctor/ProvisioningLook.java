package io.github.flexyfleet.fleet.doctor;

import java.util.Optional;

/** Whether the Device Provisioning Service has assigned the hub that the device's configuration expects. */
final class ProvisioningLook {
    private ProvisioningLook() {}

    /** What is wrong; empty when nothing is, and where no such service is used or the device could not be asked. */
    static Optional<Verdict.Problem> at(Patient patient) {
        if (!patient.isReached() || patient.status().hub().assigned().isEmpty()) {
            return Optional.empty();
        }
        String assigned = patient.status().hub().assigned().get();
        if (patient.reason().startsWith("dps-") || assigned.isEmpty()) {
            String words = patient.reasonWords();
            return Optional.of(new Verdict.Problem(
                    DoctorCode.NOT_REGISTERED,
                    (words.isEmpty() ? "no hub is assigned yet" : words)
                            + (patient.status().error().isEmpty()
                                    ? ""
                                    : ": " + patient.status().error())));
        }
        return patient.wantedHub("host")
                .filter(host -> !host.equalsIgnoreCase(assigned))
                .map(host -> new Verdict.Problem(
                        DoctorCode.OTHER_HUB, "it is assigned to " + assigned + ", the fleet file names " + host));
    }
}
