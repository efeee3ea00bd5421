package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.compile.BundleFile;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Whether the Device Provisioning Service has assigned the hub that the device's configuration expects. */
final class ProvisioningLook {
    private ProvisioningLook() {}

    /** What is wrong; empty when nothing is, and where no such service is used. */
    static Optional<Verdict> at(Patient patient) {
        Optional<String> assigned = patient.status().hub().assigned();
        if (assigned.isEmpty()) {
            return Optional.empty();
        }
        if (patient.reason().startsWith("dps-") || assigned.get().isEmpty()) {
            String words = patient.reasonWords();
            return Optional.of(new Verdict.Problem(
                    DoctorCode.NOT_REGISTERED,
                    (words.isEmpty() ? "no hub is assigned yet" : words)
                            + (patient.status().error().isEmpty()
                                    ? ""
                                    : ": " + patient.status().error())));
        }
        Optional<String> expected = expected(patient);
        return expected.filter(host -> !host.equalsIgnoreCase(assigned.get()))
                .map(host -> new Verdict.Problem(
                        DoctorCode.OTHER_HUB,
                        "it is assigned to " + assigned.get() + ", the fleet file names " + host));
    }

    private static Optional<String> expected(Patient patient) {
        try {
            return patient.target()
                    .bundle()
                    .file("device.json")
                    .map(BundleFile::content)
                    .map(json ->
                            JsonMapper.shared().readTree(json).at("/hub/host").asString(""))
                    .filter(host -> !host.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
