package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.CompiledFleet;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the bundle of one device as files, to be carried to it by hand: mode 0600 in a folder 0700, with the private
 * key. Reaches no network, except the hub for the keys of devices with {@code auth: sas} that are kept there.
 */
@Mojo(name = "bundle", requiresProject = false, threadSafe = true)
public class BundleMojo extends AbstractBundleMojo {
    /** The device id as the fleet file writes it. */
    @Parameter(property = "flexy.device")
    private String device;

    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        DeviceId id = NamedDevice.of(fleet, device).id();
        List<Bundle> bundle = targets(fleet).compiled().bundles().stream()
                .filter(each -> each.device().equals(id))
                .toList();
        Path folder = outputFolder().resolve("bundle");
        write(new CompiledFleet(bundle), folder);
        getLog().info(device + " " + bundle.get(0).digest().hex());
        getLog().info("its bundle: " + folder.resolve(device)
                + " (it holds a private key: delete it once it was carried)");
    }
}
