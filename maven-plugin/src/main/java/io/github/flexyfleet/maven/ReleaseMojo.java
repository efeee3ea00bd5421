package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Released;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Gives a device back: stops the runtime, takes it out of the autorun, and puts back the Java program that was there
 * before takeOver, and the BASIC program that was parked. Erases the private keys; other files of the runtime stay on the
 * device.
 */
@Mojo(name = "release", requiresProject = false, threadSafe = true)
public class ReleaseMojo extends AbstractDeviceMojo {
    @Override
    void work(DeviceTarget target, FleetEngine engine) throws InterruptedException, DeviceProblemException {
        Released left = engine.release(target);
        String starts = left.autorun()
                .map(command -> "it starts again: " + command.strip())
                .orElse("no Java program starts on it now");
        getLog().info(target.device() + " is released: " + starts);
        switch (left.script()) {
            case UNTOUCHED -> getLog().info("its BASIC program was not parked");
            case BACK -> getLog().info("its BASIC program runs again");
            case LOST ->
                getLog().warn("its BASIC program is still parked, and neither the device nor the state folder has its"
                        + " text: load your own copy of it by hand");
        }
        if (left.keysErased()) {
            getLog().info("its private keys were overwritten and erased; the rest of /usr/flexyfleet and the runtime's"
                    + " jar stay: delete them by FTP");
        } else {
            getLog().warn("its private keys in /usr/flexyfleet may still be there: delete them by FTP");
        }
        getLog().info("flash can hold an old block of a key: withdraw the device at the hub if that matters");
    }
}
