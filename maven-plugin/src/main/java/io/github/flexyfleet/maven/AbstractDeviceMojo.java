package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.Fleet;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that are about one device. */
abstract class AbstractDeviceMojo extends AbstractWorldMojo {
    /** The device id as the fleet file writes it. */
    @Parameter(property = "flexy.device")
    private String device;

    /** None of these goals brings a device anything. */
    @Override
    final boolean onlyLooks() {
        return true;
    }

    @Override
    final void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws InterruptedException, DeviceProblemException, MojoFailureException {
        if (device == null) {
            throw new MojoFailureException("no device is named; say which: -Dflexy.device=ID");
        }
        DeviceTarget target = targets.targets().stream()
                .filter(each -> each.device().value().equals(device))
                .findFirst()
                .orElseThrow(() -> new MojoFailureException(
                        "the fleet file has no device \"" + device + "\"; upper and lower case count"));
        work(target, engine);
    }

    /** The goal's own work on its device. */
    abstract void work(DeviceTarget target, FleetEngine engine)
            throws InterruptedException, DeviceProblemException, MojoFailureException;
}
