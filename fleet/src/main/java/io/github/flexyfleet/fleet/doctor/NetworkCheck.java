package io.github.flexyfleet.fleet.doctor;

/** The device has a line, finds the hub's name and reaches its port: as its runtime saw it last. */
final class NetworkCheck implements DeviceCheck {
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
            case "tcp" -> new Verdict.Problem(DoctorCode.PORT, patient.reasonWords());
            default -> new Verdict.Ok("it finds " + host + " and reaches its port");
        };
    }
}
