package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.util.List;

/** What devices are asked through Talk2M. */
public interface DeviceSide {
    /** What the fleet file calls the Talk2M account through which a device is reached. */
    String account(DeviceTarget target);

    /**
     * Their states, in the order of the targets.
     *
     * @throws DeviceProblemException when no account can be asked
     */
    List<DeviceState> status(List<DeviceTarget> targets) throws DeviceProblemException, InterruptedException;

    /**
     * The last lines of a device's logs, which needs the right to export (EBD), after asking for the right to run scripts.
     *
     * @throws DeviceProblemException when they cannot be had
     */
    List<LogLine> logs(DeviceTarget target) throws DeviceProblemException, InterruptedException;
}
