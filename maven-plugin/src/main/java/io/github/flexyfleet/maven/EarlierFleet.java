package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * A fleet as it was at an earlier commit.
 *
 * @param git the project's history
 * @param revisions what the fleet's ledger knows of commits
 * @param output the folder below which the commit's files are put
 */
record EarlierFleet(GitHistory git, Revisions revisions, Path output) {
    /** Reads the fleet file of a project folder. */
    @FunctionalInterface
    interface Reading {
        Fleet read(Path folder) throws MojoFailureException, IOException;
    }

    /**
     * The commit that is meant.
     *
     * @param to a commit, tag or branch, or the number of a rollout
     */
    String commit(String to) throws IOException, InterruptedException, LedgerException, MojoFailureException {
        return git.commit(revisions.ofRollout(to).orElse(to));
    }

    /** The fleet at a commit; when that was deployed whole within the window, for all devices at once. */
    Fleet read(String commit, Duration window, Reading reading, Log log)
            throws IOException, InterruptedException, LedgerException, MojoFailureException {
        Path folder = Files.createTempDirectory(Files.createDirectories(output), "rollback-");
        git.export(commit, folder);
        Fleet earlier = reading.read(folder.toRealPath());
        boolean good = revisions.isGood(commit, Instant.now().minus(window));
        log.info("back to " + commit.substring(0, 12)
                + (good
                        ? ", which was deployed whole within " + window.toHours() + " h: to all devices at once"
                        : ", in the waves that its fleet file names"));
        return good ? Revisions.atOnce(earlier) : earlier;
    }
}
