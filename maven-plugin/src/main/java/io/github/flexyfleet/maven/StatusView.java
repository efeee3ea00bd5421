package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.watch.HubLook;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** Shows what the devices of a fleet run and what the hub has of their messages. */
record StatusView(Fleet fleet, StatusChoice choice, StatusDisplay display) {
    /** Once, or until it is told to end. */
    void show(LiveStatus.Asking asking, Surroundings surroundings, boolean again)
            throws DeviceProblemException, InterruptedException, IOException, MojoFailureException {
        Pace pace = Pace.system();
        List<Debt> debts = StateFolder.debts(surroundings.certificates()).debts();
        try (HubLook look = choice.open(surroundings.reading(), Instant.now())) {
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
