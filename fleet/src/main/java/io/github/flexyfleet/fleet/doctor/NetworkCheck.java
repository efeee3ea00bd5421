package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Set;

/** The device has a line, finds the hub's name and reaches its port: as its runtime saw it last. */
final class NetworkCheck implements DeviceCheck {
    private static final String HTTPS = "443";

    /** Reasons that the runtime gives only when the hub's port has answered (hub-reasons.json). */
    private static final Set<String> BEHIND_THE_PORT =
            Set.of("refused", "turned-away", "no-answer", "duplicate", "client", "throttled");

    @Override
    public String link() {
        return "network at the device";
    }

    @Override
    public Verdict look(Patient patient) {
        String host = patient.status().hub().host();
        return switch (patient.reason()) {
            case "no-wan" -> new Verdict.Problem(DoctorCode.NO_WAN, patient.reasonWords());
            case "name" -> new Verdict.Problem(DoctorCode.NAME, patient.reasonWords() + " (" + host + ")");
            case "tcp" -> new Verdict.Problem(DoctorCode.PORT, patient.reasonWords() + " (" + ports(patient) + ")");
            default ->
                reaches(patient)
                        ? new Verdict.Ok("it finds " + host + " and reaches its port (" + ports(patient) + ")")
                        : new Verdict.NotLooked("the device does not say whether it finds " + host
                                + " and reaches its port: it says "
                                + patient.status().hub().state().wire()
                                + (patient.reason().isEmpty() ? " and no reason" : " (" + patient.reason() + ")"));
        };
    }

    /** What is not connected and gives no such reason has shown nothing of the port. */
    private static boolean reaches(Patient patient) {
        return patient.status().hub().state() == RuntimeStatus.LinkState.CONNECTED
                || BEHIND_THE_PORT.contains(patient.reason());
    }

    /** The runtime looks at the port that it uses, and at no other. */
    private static String ports(Patient patient) {
        String port = patient.wantedHub("port").orElse("8883");
        return port + "; " + (port.equals(HTTPS) ? "8883" : HTTPS) + " is not used and was not tried";
    }
}
