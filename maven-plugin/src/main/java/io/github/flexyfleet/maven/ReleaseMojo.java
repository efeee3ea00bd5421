package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.rollout.DeviceProblemException;
import io.github.flexyfleet.fleet.rollout.DeviceTarget;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Gives a device back: stops the runtime, takes it out of the autorun, and puts back the Java program that was there
 * before takeOver. Files of the runtime stay on the device.
 */
@Mojo(name = "release", requiresProject = false, threadSafe = true)
public class ReleaseMojo extends AbstractDeviceMojo {
    @Override
    void work(DeviceTarget target, FleetEngine engine) throws InterruptedException, DeviceProblemException {
        String starts = engine.release(target)
                .map(command -> "it starts again: " + command.strip())
                .orElse("no Java program starts on it now");
        getLog().info(target.device() + " is released: " + starts);
        getLog().info("its files stay in /usr/flexyfleet, with the private key: delete them by FTP, or withdraw the"
                + " device at the hub");
    }
}
