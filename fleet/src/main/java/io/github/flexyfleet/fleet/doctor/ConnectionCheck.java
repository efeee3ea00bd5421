package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The device is connected; if not, all else that could be the cause was looked at before, but for the roots. */
final class ConnectionCheck implements DeviceCheck {
    /** What a device finds when the hub is away. */
    private static final Set<DoctorCode> OF_HUB =
            EnumSet.of(DoctorCode.ROOTS, DoctorCode.NOT_ANSWERED, DoctorCode.HUB_THROTTLED, DoctorCode.NOT_CONNECTED);

    @Override
    public String link() {
        return "connection to the hub";
    }

    /** A hub that is throttled or out of service was told above; of each device that is without it, it would be told again. */
    @Override
    public Verdict look(Patient patient) {
        Verdict verdict = atDevice(patient);
        boolean explained =
                patient.hub().isAway() && verdict instanceof Verdict.Problem problem && OF_HUB.contains(problem.code());
        return explained
                ? new Verdict.NotLooked(
                        "it is not connected; but the hub does not answer this machine as it should either, see above")
                : verdict;
    }

    private static Verdict atDevice(Patient patient) {
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
            case "refused", "turned-away" -> refused(patient);
            case "no-answer" -> new Verdict.Problem(DoctorCode.NOT_ANSWERED, patient.reasonWords());
            case "throttled" -> new Verdict.Problem(DoctorCode.HUB_THROTTLED, patient.reasonWords());
            default -> new Verdict.Problem(DoctorCode.NOT_CONNECTED, patient.reasonWords());
        };
    }

    private static Verdict refused(Patient patient) {
        Optional<Verdict> roots = RootsLook.at(patient);
        if (roots.isPresent() && roots.get() instanceof Verdict.Problem) {
            return roots.get();
        }
        String what = "the hub's port answers, but no connection is accepted";
        String fit = roots.isPresent() ? "; the device's roots fit what the hub shows this machine" : "";
        return new Verdict.Problem(
                DoctorCode.ROOTS,
                what
                        + fit
                        + (patient.isHidden()
                                ? "; its identity could not be looked at, and may be missing, disabled or under another"
                                        + " thumbprint"
                                : ""));
    }
}
