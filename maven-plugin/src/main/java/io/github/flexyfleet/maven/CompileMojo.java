package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.compile.BundleWriter;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Compiles the fleet file to one bundle a device and writes the bundles as files, without private and symmetric keys; whole
 * ones flexy:bundle writes. Reaches the hub only for devices with keys there, since digests cover them. Certificates are
 * issued where they are missing or due.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, requiresProject = false, threadSafe = true)
public class CompileMojo extends AbstractBundleMojo {
    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        FleetTargets targets = targets(fleet);
        BundleWriter.writeWithoutSecrets(targets.compiled(), outputFolder().resolve("bundles"));
        targets.targets()
                .forEach(target ->
                        getLog().info(target.device() + " " + target.digest().hex()));
        getLog().info("bundles: " + outputFolder().resolve("bundles")
                + " (without private keys; flexy:bundle -Dflexy.device=ID writes a whole one)");
    }
}
