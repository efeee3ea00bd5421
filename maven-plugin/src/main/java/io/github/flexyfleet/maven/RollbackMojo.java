package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Deploys the fleet as it was at an earlier commit, with a plan like any other. A configuration that was deployed whole
 * not long ago (rollout.rollbackWindow) is known to be good: it goes to all devices at once, without canary, soaks, gates
 * and approvals. Changes no file of the project: the next deploy goes forward again unless the commit is reverted.
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public class RollbackMojo extends DeployMojo {
    /** A commit, tag or branch, or the number of a rollout as {@code flexy:history} lists it. */
    @Parameter(property = "flexy.to")
    private String to;

    private Optional<String> commit = Optional.empty();

    @Override
    Optional<String> commit() {
        return commit;
    }

    @Override
    Fleet readFleet() throws MojoExecutionException, MojoFailureException, IOException, InterruptedException {
        if (to == null || to.isBlank()) {
            throw new MojoFailureException(
                    "say where to go back to: -Dflexy.to=COMMIT, or the number of a rollout of flexy:history");
        }
        Fleet now = super.readFleet();
        try (LedgerStore store = openLedger(now)) {
            Path place = projectFolder().relativize(fleetFile().toAbsolutePath().normalize());
            EarlierFleet earlier = new EarlierFleet(
                    new GitHistory(projectFolder()),
                    new Revisions(LedgerPlace.ledger(store, Optional.empty())),
                    outputFolder().toAbsolutePath());
            String id = earlier.commit(to);
            commit = Optional.of(id);
            return earlier.read(id, now.rollout().rollbackWindow(), folder -> readFleet(folder, place), getLog());
        } catch (LedgerException e) {
            throw new MojoExecutionException(AbstractLedgerMojo.words(e) + "; nothing was done", e);
        }
    }
}
