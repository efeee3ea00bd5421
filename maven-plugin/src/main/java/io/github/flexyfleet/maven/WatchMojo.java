package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows what arrives at the hub, as it arrives: of a device, a site or the whole fleet. Ends on Ctrl-C. */
@Mojo(name = "watch", requiresProject = false, threadSafe = true)
public class WatchMojo extends AbstractWatchMojo {
    /** A line of JSON a message, and nothing else of this goal's on the standard output. */
    @Parameter(property = "flexy.json", defaultValue = "false")
    private boolean json;

    /** Ends after this time, such as {@code 5m}. */
    @Parameter(property = "flexy.for")
    private String time;

    /** Ends after so many messages. */
    @Parameter(property = "flexy.count")
    private Integer count;

    /** Plain lines also on a terminal. */
    @Parameter(property = "flexy.plain", defaultValue = "false")
    private boolean plain;

    @Override
    void check(Fleet fleet) throws MojoFailureException {
        WatchChoice.limits(time, count);
        filter(fleet);
    }

    @Override
    @SuppressWarnings("try") // signals are heard, not used
    void work(Fleet fleet, EventFeed feed) throws InterruptedException, MojoFailureException {
        Watch watch = new Watch(Pace.system());
        WatchOutput output =
                WatchOutputs.choose(json, plain || !session().getSettings().isInteractiveMode(), getLog()::info);
        try (StopSignals signals = StopSignals.listen(() -> {
            watch.stop();
            return true;
        })) {
            watch.run(feed, new WatchBoard(filter(fleet)), output, WatchChoice.limits(time, count));
        }
    }
}
