package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what somebody with access to the hub has to do for the fleet: a script for az, a file for the hub's import, and a
 * Bicep file. With flexy.register it does it itself, in bulk; with flexy.remove it removes identities for ever.
 */
@Mojo(name = "identities", requiresProject = false, threadSafe = true)
public class IdentitiesMojo extends AbstractIdentitiesMojo {
    /** Makes missing identities at the hub now, and prepares those that are there; no gateway is reached. */
    @Parameter(property = "flexy.register", defaultValue = "false")
    private boolean register;

    /** Devices that left the fleet file and whose disabled identities are to be removed for ever, separated by commas. */
    @Parameter(property = "flexy.remove")
    private List<String> remove;

    /** Devices with symmetric keys that the next deploy is to give another one, separated by commas. */
    @Parameter(property = "flexy.rotate")
    private List<String> rotate;

    @Override
    void work(Fleet fleet) throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Set<DeviceId> removed = AdoptedNames.read("flexy.remove", remove);
        if (register || removed.isEmpty()) {
            HubRegistration.requireDirect(fleet);
        }
        Set<DeviceId> rotated = AdoptedNames.read("flexy.rotate", rotate);
        if (register || !removed.isEmpty() || !rotated.isEmpty()) {
            new HubRegistration(this, getLog(), adopted())
                    .run(fleet, new HubRegistration.Wish(register, removed, rotated));
            return;
        }
        new IdentityHandover(this, getLog()).write(fleet, outputFolder().resolve("identities"));
    }
}
