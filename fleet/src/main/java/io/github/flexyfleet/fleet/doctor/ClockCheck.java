package io.github.flexyfleet.fleet.doctor;

import java.time.Duration;
import java.time.Instant;

/** The device's clock is near this machine's; the hub refuses a device whose clock is 5 minutes off (azure-iot-hub 0). */
final class ClockCheck implements DeviceCheck {
    private static final Duration MOST = Duration.ofMinutes(5);

    @Override
    public String link() {
        return "clock";
    }

    @Override
    public Verdict look(Patient patient) {
        Instant clock = patient.status().flexy().clock();
        // This look may be minutes later than the answer: devices are looked at one after the other.
        Duration ahead = Duration.between(patient.state().at(), clock);
        if (patient.reason().equals("clock") || ahead.abs().compareTo(MOST) > 0) {
            boolean early = ahead.isNegative();
            return new Verdict.Problem(
                    DoctorCode.CLOCK,
                    "the device's clock says " + clock + ", which is "
                            + ahead.abs().toMinutes() + " min " + (early ? "behind" : "ahead of")
                            + " this machine");
        }
        return new Verdict.Ok("right to 5 min");
    }
}
