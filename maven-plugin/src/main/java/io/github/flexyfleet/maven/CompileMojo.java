package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Compiles the fleet file to one bundle a device and writes the bundles as files, with the private keys: mode 0600 in
 * folders 0700. Reaches no network. Certificates are issued where they are missing or due; the connection strings of
 * devices with keys are read.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, requiresProject = false, threadSafe = true)
public class CompileMojo extends AbstractBundleMojo {
    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        FleetTargets targets = targets(fleet);
        write(targets.compiled(), outputFolder().resolve("bundles"));
        targets.targets()
                .forEach(target ->
                        getLog().info(target.device() + " " + target.digest().hex()));
        getLog().info("bundles: " + outputFolder().resolve("bundles") + " (they hold private keys)");
    }
}
