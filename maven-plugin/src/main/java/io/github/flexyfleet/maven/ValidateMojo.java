package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks the fleet file, and what the fleet will take of limited things, and reports every finding with its place and
 * how to mend it. Reaches no network.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public class ValidateMojo extends AbstractBudgetMojo {
    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        report(budget(fleet).findings(), "in the budget; mvn flexy:budget shows the whole table");
        getLog().info("fleet " + fleet.name() + " is valid: "
                + counted(fleet.devices().size(), "device") + " at "
                + counted(fleet.sites().size(), "site"));
        getLog().info("next: mvn flexy:deploy -Dflexy.rehearsal=true (on virtual gateways), then mvn flexy:deploy");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
