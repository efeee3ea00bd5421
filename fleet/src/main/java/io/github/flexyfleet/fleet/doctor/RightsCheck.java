package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.LogLine;
import java.util.List;

/** The device user may use the runtime's forms (else it would not have answered), run scripts, and export. */
final class RightsCheck implements DeviceCheck {
    private final DeviceSide devices;

    RightsCheck(DeviceSide devices) {
        this.devices = devices;
    }

    @Override
    public String link() {
        return "rights of the device user";
    }

    /** Data passes without them. */
    @Override
    public boolean blocks(DoctorCode problem) {
        return false;
    }

    @Override
    public Verdict look(Patient patient) throws InterruptedException {
        try {
            List<LogLine> lines = devices.logs(patient.target());
            return new Verdict.Ok("Java forms, scripts and exports; " + lines.size()
                    + " lines of log read. Whether it may control the Java VM (Control JVM) was not looked at: that"
                    + " would stop the runtime");
        } catch (DeviceProblemException e) {
            return ReachedCheck.problem(e.problem());
        }
    }
}
