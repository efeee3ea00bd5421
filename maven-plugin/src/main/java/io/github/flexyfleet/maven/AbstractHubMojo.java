package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that read messages at the hub and touch nothing else: they need no other credentials. */
abstract class AbstractHubMojo extends AbstractStateMojo {
    /** How far back it begins, such as {@code 10m}; 0s is from now on. */
    @Parameter(property = "flexy.since", defaultValue = "0s")
    private String since;

    @Override
    final void work(Fleet fleet)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Duration back = Waits.read("flexy.since", since);
        check(fleet);
        if (rehearsal()) {
            try (Surroundings world = RehearsalSurroundings.open(fleet, BundledRuntime.load(), rehearsalFolder())) {
                read(fleet, world.reading(), back);
            }
        } else {
            read(fleet, HubReading.real(fleet, credentials(), SettingsProxy.of(settings(), decrypter())), back);
        }
    }

    private void read(Fleet fleet, HubReading reading, Duration back)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        try (EventFeed feed = reading.open(Instant.now().minus(back))) {
            work(fleet, feed);
        } catch (EventFeedException e) {
            throw new MojoExecutionException(
                    ProblemCode.MESSAGES_UNREADABLE.id() + " " + e.getMessage() + "; "
                            + ProblemCode.MESSAGES_UNREADABLE.mend(),
                    e);
        }
    }

    /** Looks at the parameters before anything is reached. */
    abstract void check(Fleet fleet) throws MojoFailureException;

    /** The goal's own work. */
    abstract void work(Fleet fleet, EventFeed feed) throws InterruptedException, MojoFailureException;
}
