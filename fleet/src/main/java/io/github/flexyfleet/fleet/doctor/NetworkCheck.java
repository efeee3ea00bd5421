package io.github.flexyfleet.fleet.doctor;

/** The device has a line, finds the hub's name and reaches its port: as its runtime saw it last. */
final class NetworkCheck implements DeviceCheck {
    private static final String HTTPS = "443";

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
            default -> new Verdict.Ok("it finds " + host + " and reaches its port (" + ports(patient) + ")");
        };
    }

    /** The runtime looks at the port that it uses, and at no other. */
    private static String ports(Patient patient) {
        String port = patient.wantedHub("port").orElse("8883");
        return port + "; " + (port.equals(HTTPS) ? "8883" : HTTPS) + " is not used and was not tried";
    }
}
