package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Which messages at the hub a goal is about. */
abstract class AbstractWatchMojo extends AbstractHubMojo {
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

    final WatchFilter filter(Fleet fleet) throws MojoFailureException {
        return WatchChoice.filter(fleet, list(devices), list(sites), list(kinds), list(tags));
    }

    private static List<String> list(List<String> given) {
        return given == null
                ? List.of()
                : given.stream().filter(Objects::nonNull).map(String::strip).toList();
    }
}
