package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks the fleet file and reports every finding with its place and how to mend it. Reaches no network. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public class ValidateMojo extends AbstractFlexyMojo {
    @Override
    void work(Fleet fleet) {
        getLog().info("fleet " + fleet.name() + " is valid: " + fleet.devices().size() + " devices at "
                + fleet.sites().size() + " sites");
        getLog().info("next: mvn flexy:deploy");
    }
}
