package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks the fleet file and reports every finding with its place and how to mend it. Reaches no network. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public class ValidateMojo extends AbstractFlexyMojo {
    @Override
    void work(Fleet fleet) {
        getLog().info("fleet " + fleet.name() + " is valid: "
                + counted(fleet.devices().size(), "device") + " at "
                + counted(fleet.sites().size(), "site"));
        getLog().info("next: mvn flexy:deploy -Dflexy.rehearsal=true (on virtual gateways), then mvn flexy:deploy");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
