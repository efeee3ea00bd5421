package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.FindingFiles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks the fleet file, and what the fleet will take of limited things, and reports every finding with its place and
 * how to mend it, on the console and as {@code findings.json} and {@code findings.sarif} (SARIF 2.1.0) in the output
 * folder. Reaches no network.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public class ValidateMojo extends AbstractBudgetMojo {
    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    private String version;

    private List<Finding> ofTheFile = List.of();

    @Override
    void found(List<Finding> findings) throws IOException {
        ofTheFile = findings;
        FindingFiles.write(outputFolder(), findings, version);
    }

    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        List<Finding> ofTheBudget = budget(fleet).findings();
        List<Finding> all =
                Stream.concat(ofTheFile.stream(), ofTheBudget.stream()).sorted().toList();
        FindingFiles.write(outputFolder(), all, version);
        report(ofTheBudget, "in the budget; mvn flexy:budget shows the whole table");
        getLog().info("fleet " + fleet.name() + " is valid: "
                + counted(fleet.devices().size(), "device") + " at "
                + counted(fleet.sites().size(), "site"));
        getLog().info("next: mvn flexy:deploy -Dflexy.rehearsal=true (on virtual gateways), then mvn flexy:deploy");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
