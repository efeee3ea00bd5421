package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.watch.HubLook;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;

/**
 * How long and how often a fleet's state is looked at.
 *
 * @param limits when watching ends
 * @param every how often devices are asked again, zero for never
 * @param back how far back messages count
 */
record StatusChoice(Watch.Limits limits, Duration every, Duration back) {
    /** Devices on cellular lines are not asked more often, whoever pays for the calls. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** So long the hub may take to give what it has. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Reads the parameters. */
    static StatusChoice read(String time, String every, String back) throws MojoFailureException {
        Duration again = Waits.read("flexy.every", every);
        if (!again.isZero() && again.compareTo(SHORTEST) < 0) {
            throw new MojoFailureException("flexy.every is " + every
                    + "; nothing was done. Each time costs a Talk2M call a device: give 1m or more, or 0s for never");
        }
        return new StatusChoice(WatchChoice.limits(time, null), again, Waits.read("flexy.since", back));
    }

    /** Opens the look at the hub; where there is no way to it, the look says why. */
    HubLook open(HubReading reading, Instant now) throws InterruptedException {
        if (!reading.isPossible()) {
            return HubLook.none(
                    "there is no connection string of the hub or of its built-in endpoint here, and a login by"
                            + " Entra ID cannot read messages");
        }
        try {
            EventFeed feed = reading.open(now.minus(back));
            return HubLook.at(feed, back);
        } catch (EventFeedException | IOException e) {
            return HubLook.none(e.getMessage());
        }
    }

    /** Shows the state until a signal or a limit ends it. */
    @SuppressWarnings("try") // signals are heard, not used
    void follow(Watch watch, HubLook look, WatchBoard board, LiveStatus status) throws InterruptedException {
        status.askEvery(every);
        try (StopSignals signals = StopSignals.listen(() -> {
            watch.stop();
            return true;
        })) {
            watch.run(look, board, status, limits);
        }
    }

    /** The time zone of each device's clock. */
    static Map<DeviceId, ZoneId> zones(Fleet fleet) {
        Map<DeviceId, ZoneId> zones = new HashMap<>();
        fleet.sites().forEach(site -> site.devices().forEach(device -> zones.put(device.id(), site.timeZone())));
        return zones;
    }
}
