package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time that comes again, in whatever time zone: on some days, from a time of day, for so long. A time of day that a day
 * does not have, because clocks are set forward over it, is as much later as they are set; of one that comes twice the
 * first counts. The length is in hours that pass, whatever clocks show.
 */
public final class Window {
    static final Duration SHORTEST = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofDays(7);

    private final String text;
    private final Recurrence days;
    private final LocalTime start;
    private final Duration duration;
    private final Optional<LocalDate> from;

    /**
     * Once.
     *
     * @param opens the first moment
     * @param closes the first moment after it
     */
    public record Opening(Instant opens, Instant closes) {}

    /**
     * Takes it as read.
     *
     * @param text the recurrence rule as written
     * @param duration 15 min to 7 d
     * @param from the day from which the rule counts
     */
    Window(String text, Recurrence days, LocalTime start, Duration duration, Optional<LocalDate> from) {
        this.text = text;
        this.days = days;
        this.start = start;
        this.duration = duration;
        this.from = from;
    }

    /**
     * A window.
     *
     * @param rrule recurrence rule of RFC 5545, FREQ=DAILY or longer
     * @param start when it opens
     * @param duration how long it is open, 15 min to 7 d
     * @param from the day from which the rule counts, where that makes a difference
     * @throws IllegalArgumentException when the rule is none
     */
    public static Window of(String rrule, LocalTime start, Duration duration, Optional<LocalDate> from) {
        return new Window(rrule, Recurrence.parse(rrule), start, duration, from);
    }

    /** The next times that have not ended at some moment, the one under way first; at most so many. */
    public List<Opening> from(Instant moment, ZoneId zone, int most) {
        List<Opening> openings = new ArrayList<>();
        // Days before it too: what began there may last.
        LocalDate day = LocalDate.ofInstant(moment.minus(duration), zone).minusDays(1);
        while (openings.size() < most) {
            Optional<LocalDate> next = days.firstFrom(day, from);
            if (next.isEmpty()) {
                break;
            }
            Instant opens = ZonedDateTime.of(next.get(), start, zone).toInstant();
            if (opens.plus(duration).isAfter(moment)) {
                openings.add(new Opening(opens, opens.plus(duration)));
            }
            day = next.get().plusDays(1);
        }
        return openings;
    }

    @Override
    public String toString() {
        return text + " " + start + " for " + duration.toMinutes() + " min";
    }
}
