package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.MadeTime;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.HubSight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A look at the hub's messages for somebody who goes on without them: when they cannot be read, or not any more, it says
 * why, once. For one thread.
 */
public final class HubLook implements EventFeed {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Optional<EventFeed> feed;
    private final Duration back;
    private Optional<String> why;

    private HubLook(Optional<EventFeed> feed, Duration back, Optional<String> why) {
        this.feed = feed;
        this.back = back;
        this.why = why;
    }

    /**
     * At a feed.
     *
     * @param back how far back it begins
     */
    public static HubLook at(EventFeed feed, Duration back) {
        return new HubLook(Optional.of(feed), back, Optional.empty());
    }

    /** At nothing. */
    public static HubLook none(String why) {
        return new HubLook(Optional.empty(), Duration.ZERO, Optional.of(why));
    }

    @Override
    public List<DeviceMessage> poll() {
        if (feed.isEmpty() || why.isPresent()) {
            return List.of();
        }
        try {
            return feed.get().poll();
        } catch (EventFeedException e) {
            why = Optional.of(e.getMessage());
            return List.of();
        }
    }

    @Override
    public boolean hasCaughtUp() {
        if (feed.isEmpty() || why.isPresent()) {
            return true;
        }
        try {
            return feed.get().hasCaughtUp();
        } catch (EventFeedException e) {
            why = Optional.of(e.getMessage());
            return true;
        }
    }

    /**
     * Takes what the hub has, until it has caught up.
     *
     * @param patience at most so long; what is not there then counts as not there
     */
    public void catchUp(WatchBoard board, Duration patience, Pace pace) throws InterruptedException {
        Instant end = pace.now().plus(patience);
        boolean all = false;
        while (!all && pace.now().isBefore(end)) {
            // Asked first: what comes between the two questions is not missed.
            all = hasCaughtUp();
            poll().forEach(message -> board.accept(message, pace.now()));
            if (!all) {
                pace.pause(EVERY);
            }
        }
        if (!all) {
            why = Optional.of("the hub's messages did not come within " + patience.toSeconds() + " s");
        }
    }

    /**
     * What was seen so far.
     *
     * @param zones time zone of each device, in which messages in classic format tell the time
     */
    public HubSight sight(WatchBoard board, Map<DeviceId, ZoneId> zones) {
        if (why.isPresent()) {
            return new HubSight.NotLooked(why.get());
        }
        Map<DeviceId, HubSight.Seen> devices = new HashMap<>();
        for (WatchBoard.Row row : board.rows()) {
            row.last()
                    .map(Sighting::message)
                    .ifPresent(last -> devices.put(
                            row.device(),
                            new HubSight.Seen(
                                    last.enqueued(),
                                    MadeTime.of(last, zones.get(row.device())).map(made -> lag(made, last.enqueued())),
                                    row.messages(),
                                    row.missing(),
                                    row.duplicates(),
                                    row.lost())));
        }
        return new HubSight.Looked(back, devices);
    }

    private static Duration lag(Instant made, Instant taken) {
        Duration lag = Duration.between(made, taken);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    @Override
    public void close() {
        feed.ifPresent(EventFeed::close);
    }
}
