package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.watch.HubLook;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** Shows what the devices of a fleet run and what the hub has of their messages. */
record StatusView(Fleet fleet, StatusChoice choice, StatusDisplay display, List<Debt> debts, Pace pace) {
    /** Once, or until it is told to end. */
    void show(LiveStatus.Asking asking, HubReading reading, boolean again)
            throws DeviceProblemException, InterruptedException, MojoFailureException {
        try (HubLook look = choice.open(reading, Instant.now())) {
            LiveStatus status =
                    new LiveStatus(fleet.name(), asking, debts, StatusChoice.zones(fleet), look, display, pace);
            WatchBoard board = new WatchBoard(WatchChoice.filter(fleet, List.of(), List.of(), List.of(), List.of()));
            look.catchUp(board, StatusChoice.PATIENCE, pace);
            if (again) {
                choice.follow(new Watch(pace), look, board, status);
            } else {
                status.end(board);
            }
        }
    }
}
