package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.Fleet;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Finds out why data does not arrive: looks along the whole way from this machine to the hub, up to the first link that
 * lets no data pass, and says what is wrong and how to mend it. Writes to no device, makes no certificate; asks each device
 * for a message at the end. Fails when it finds something.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public class DoctorMojo extends AbstractWorldMojo {
    /** Device ids, separated by commas; without them all devices, about five Talk2M calls each. */
    @Parameter(property = "flexy.device")
    private List<String> devices;

    @Override
    boolean onlyLooks() {
        return true;
    }

    @Override
    boolean needsHub() {
        return false;
    }

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws InterruptedException, MojoFailureException {
        List<DeviceTarget> patients = NamedDevice.among(targets.targets(), devices);
        DoctorReport report = EngineDoctor.of(fleet, engine, surroundings, EngineDoctor.PATIENCE, Pace.system())
                .examine(patients);
        report.lines().forEach(getLog()::info);
        int problems = report.problems().size();
        if (problems > 0) {
            throw new MojoFailureException(problems + (problems == 1 ? " problem" : " problems")
                    + " found; docs/troubleshooting.md tells more about each code");
        }
        getLog().info("nothing is wrong with what could be looked at");
    }
}
