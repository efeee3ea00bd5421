package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Optional;
import java.util.Set;

/** The device has a line, finds the hub's name and reaches its port: as its runtime saw it last. */
final class NetworkCheck implements DeviceCheck {
    private static final String HTTPS = "443";

    private static final String NAME_MEND =
            "Compare hub.dps.host in the fleet file with Global device endpoint on the page"
                    + " Overview of the Device Provisioning Service in Azure; without it, the public cloud's is taken. If they are"
                    + " equal, give the Flexy another DNS server in its Internet settings, such as 1.1.1.1 or the site's own.";

    private static final String PORT_MEND =
            "Ask who looks after the site's firewall to open the port that is named to the"
                    + " host of the Device Provisioning Service that is named, besides the one to hub.host: the Flexy needs both.";

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
        Optional<String> service = service(patient);
        return switch (patient.reason()) {
            case "no-wan" -> new Verdict.Problem(DoctorCode.NO_WAN, patient.reasonWords());
            case "name" ->
                service.map(NetworkCheck::unfound)
                        .orElseGet(
                                () -> new Verdict.Problem(DoctorCode.NAME, patient.reasonWords() + " (" + host + ")"));
            case "tcp" ->
                service.map(dps -> closed(dps, patient))
                        .orElseGet(() -> new Verdict.Problem(
                                DoctorCode.PORT, patient.reasonWords() + " (" + ports(patient) + ")"));
            default ->
                reaches(patient)
                        ? new Verdict.Ok("it finds " + host + " and reaches its port (" + ports(patient) + ")")
                        : new Verdict.NotLooked("the device does not say whether it finds " + host
                                + " and reaches its port: it says "
                                + patient.status().hub().state().wire()
                                + (patient.reason().isEmpty() ? " and no reason" : " (" + patient.reason() + ")"));
        };
    }

    /** Host of the Device Provisioning Service, while that is what the device tries to reach; its status names the hub. */
    private static Optional<String> service(Patient patient) {
        var hub = patient.status().hub();
        boolean asked = hub.state() == RuntimeStatus.LinkState.REGISTERING
                || hub.assigned().filter(String::isEmpty).isPresent();
        return patient.wantedHub("provisioning", "host").filter(host -> asked);
    }

    private static Verdict.Problem unfound(String dps) {
        return new Verdict.Problem(
                DoctorCode.NAME,
                "the Flexy finds no address for the name of the Device Provisioning Service (" + dps + ")",
                NAME_MEND);
    }

    private static Verdict.Problem closed(String dps, Patient patient) {
        return new Verdict.Problem(
                DoctorCode.PORT,
                "the name of the Device Provisioning Service has an address, but its port takes no TCP connection from the"
                        + " Flexy (" + dps + ", port "
                        + patient.wantedHub("provisioning", "port").orElse("8883") + ")",
                PORT_MEND);
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
