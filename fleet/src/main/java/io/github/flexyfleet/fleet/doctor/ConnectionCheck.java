package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;

/** The device is connected; if not, all else that could be the cause was looked at before. */
final class ConnectionCheck implements DeviceCheck {
    @Override
    public String link() {
        return "connection to the hub";
    }

    @Override
    public Verdict look(Patient patient) {
        RuntimeStatus.HubLink hub = patient.status().hub();
        return switch (patient.reason()) {
            case "" ->
                hub.state() == RuntimeStatus.LinkState.CONNECTED
                        ? new Verdict.Ok("connected for " + hub.since().toSeconds() + " s")
                        : new Verdict.Problem(
                                DoctorCode.NOT_CONNECTED,
                                "it says " + hub.state().wire() + " for "
                                        + hub.since().toSeconds() + " s");
            case "duplicate" -> new Verdict.Problem(DoctorCode.ANOTHER_CLIENT, patient.reasonWords());
            case "refused", "turned-away" ->
                new Verdict.Problem(DoctorCode.ROOTS, "the hub's port answers, but no connection is accepted");
            case "no-answer" -> new Verdict.Problem(DoctorCode.NOT_ANSWERED, patient.reasonWords());
            case "throttled" -> new Verdict.Problem(DoctorCode.HUB_THROTTLED, patient.reasonWords());
            default -> new Verdict.Problem(DoctorCode.NOT_CONNECTED, patient.reasonWords());
        };
    }
}
