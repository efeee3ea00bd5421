package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.watch.HubLook;
import io.github.flexyfleet.fleet.watch.Sighting;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fleet's state that is shown again and again: the hub's messages as they are at each look, the devices as they were when
 * they were asked last, since each asking is a Talk2M call. For one thread.
 */
final class LiveStatus implements WatchOutput {
    /** Asks the devices. */
    @FunctionalInterface
    interface Asking {
        /** Their states; a call each. */
        List<DeviceState> ask() throws DeviceProblemException, InterruptedException;
    }

    private final String fleet;
    private final Asking asking;
    private final List<Debt> debts;
    private final Map<DeviceId, ZoneId> zones;
    private final HubLook look;
    private final StatusDisplay display;
    private final Pace pace;
    private List<DeviceState> states;
    private Instant asked;
    private Optional<String> trouble = Optional.empty();
    private Duration every = Duration.ZERO;
    private Instant tried;

    /** Asks the devices for the first time. */
    LiveStatus(
            String fleet,
            Asking asking,
            List<Debt> debts,
            Map<DeviceId, ZoneId> zones,
            HubLook look,
            StatusDisplay display,
            Pace pace)
            throws DeviceProblemException, InterruptedException {
        this.fleet = fleet;
        this.asking = asking;
        this.debts = debts;
        this.zones = zones;
        this.look = look;
        this.display = display;
        this.pace = pace;
        this.asked = pace.now();
        this.tried = asked;
        this.states = asking.ask();
    }

    /** From now on the devices are asked again so often; zero for never. */
    void askEvery(Duration time) {
        every = time;
    }

    @Override
    public void message(Sighting sighting) {
        // It stands on the board.
    }

    @Override
    public void looked(WatchBoard board) {
        if (!every.isZero() && !pace.now().isBefore(tried.plus(every))) {
            askAgain();
        }
        display.show(status(board));
    }

    @Override
    public void end(WatchBoard board) {
        display.end(status(board));
    }

    private void askAgain() {
        tried = pace.now();
        try {
            states = asking.ask();
            asked = tried;
            trouble = Optional.empty();
        } catch (DeviceProblemException e) {
            // What was known stays on the screen, with the time that it is of.
            trouble = Optional.of(e.problem().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FleetStatus status(WatchBoard board) {
        return new FleetStatus(fleet, states, asked, trouble, debts, look.sight(board, zones), pace.now());
    }
}
