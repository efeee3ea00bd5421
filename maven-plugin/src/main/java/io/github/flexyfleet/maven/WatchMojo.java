package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.Pace;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows what arrives at the hub, as it arrives: of a device, a site or the whole fleet. Ends on Ctrl-C. */
@Mojo(name = "watch", requiresProject = false, threadSafe = true)
public class WatchMojo extends AbstractHubMojo {
    /** Device ids, separated by commas; without them and sites, all devices. */
    @Parameter(property = "flexy.device")
    private List<String> devices;

    /** Sites, separated by commas. */
    @Parameter(property = "flexy.site")
    private List<String> sites;

    /** Kinds of message that are shown: change, full, history, heartbeat, gap, lost. All are counted. */
    @Parameter(property = "flexy.kinds")
    private List<String> kinds;

    /** Tags whose values are shown; {@code *} stands for any part of a name. */
    @Parameter(property = "flexy.tags")
    private List<String> tags;

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

    private WatchFilter filter(Fleet fleet) throws MojoFailureException {
        return WatchChoice.filter(fleet, list(devices), list(sites), list(kinds), list(tags));
    }

    private static List<String> list(List<String> given) {
        return given == null
                ? List.of()
                : given.stream().filter(Objects::nonNull).map(String::strip).toList();
    }
}
