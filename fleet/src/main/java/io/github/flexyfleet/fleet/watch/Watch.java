package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at the hub again and again. It can be stopped from another thread; else for one thread. */
public final class Watch {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Pace pace;
    private volatile boolean stopped;

    /** Watches by this clock. */
    public Watch(Pace pace) {
        this.pace = pace;
    }

    /**
     * When it ends by itself.
     *
     * @param after a time; empty for never
     * @param count messages shown; empty for any number
     */
    public record Limits(Optional<Duration> after, Optional<Integer> count) {}

    /**
     * Watches until it is stopped or a limit is reached.
     *
     * @return how many messages were shown
     * @throws io.github.flexyfleet.fleet.hub.EventFeedException when the hub cannot be read any more
     */
    public int run(EventFeed feed, WatchBoard board, WatchOutput output, Limits limits) throws InterruptedException {
        Instant begun = pace.now();
        int shown = 0;
        while (!stopped && !isOver(limits, begun)) {
            for (DeviceMessage message : feed.poll()) {
                Optional<Sighting> sighting = board.accept(message, pace.now());
                if (sighting.isPresent()) {
                    output.message(sighting.get());
                    shown++;
                    if (limits.count().isPresent() && shown >= limits.count().get()) {
                        output.end(board);
                        return shown;
                    }
                }
            }
            output.looked(board);
            pace.pause(EVERY);
        }
        output.end(board);
        return shown;
    }

    private boolean isOver(Limits limits, Instant begun) {
        return limits.after()
                .filter(time -> !pace.now().isBefore(begun.plus(time)))
                .isPresent();
    }

    /** Ends it soon. */
    public void stop() {
        stopped = true;
    }
}
