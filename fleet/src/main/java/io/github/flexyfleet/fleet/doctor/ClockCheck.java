package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.time.Duration;
import java.time.Instant;

/** The device's clock is near this machine's; the hub refuses a device whose clock is 5 minutes off (azure-iot-hub 0). */
final class ClockCheck implements DeviceCheck {
    private static final Duration MOST = Duration.ofMinutes(5);

    private final Pace pace;
    private final Instant asked;

    /**
     * Compares with this machine's clock.
     *
     * @param asked when the devices were asked; what they answered is as old as that at most
     */
    ClockCheck(Pace pace, Instant asked) {
        this.pace = pace;
        this.asked = asked;
    }

    @Override
    public String link() {
        return "clock";
    }

    @Override
    public Verdict look(Patient patient) {
        Instant clock = patient.status().flexy().clock();
        Duration ahead = Duration.between(pace.now(), clock);
        Duration behind = Duration.between(clock, asked);
        if (patient.reason().equals("clock") || ahead.compareTo(MOST) > 0 || behind.compareTo(MOST) > 0) {
            boolean early = ahead.isNegative();
            return new Verdict.Problem(
                    DoctorCode.CLOCK,
                    "the device's clock says " + clock + ", which is "
                            + (early ? behind : ahead).toMinutes() + " min " + (early ? "behind" : "ahead of")
                            + " this machine");
        }
        return new Verdict.Ok("right to 5 min");
    }
}
