package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a device may begin: in one of its windows, and not on a day of a freeze. Immutable.
 *
 * @param zone of its site
 * @param windows none: at any time
 * @param timing what holds for the whole fleet
 */
public record Openings(ZoneId zone, List<Window> windows, Timing timing) {
    /** Of each window so many times are looked at for one outside of every freeze. */
    private static final int LOOKED_AT = 500;

    /** At any time. */
    public static final Openings ALWAYS = new Openings(ZoneId.of("UTC"), List.of(), Timing.ANY);

    /** Takes a copy. */
    public Openings {
        windows = List.copyOf(windows);
    }

    /**
     * Why a device may not begin.
     *
     * @param reason in words, such as {@code it is outside of its windows}
     * @param next when it may; empty when that is never, as far as can be seen
     */
    public record Closed(String reason, Optional<Instant> next) {}

    /**
     * Whether a device may begin.
     *
     * @param needs how long it may take; counts only when no device may overrun its window
     * @return empty when it may
     */
    public Optional<Closed> closedAt(Instant now, Duration needs) {
        Optional<Freeze> freeze = freezeAt(now);
        if (freeze.isPresent()) {
            String reason = freeze.get().reason();
            return Optional.of(new Closed(
                    "it is frozen until " + freeze.get().to() + (reason.isEmpty() ? "" : " (" + reason + ")"),
                    next(now, needs)));
        }
        if (windows.isEmpty()
                || windows.stream()
                        .flatMap(window -> window.from(now, zone, 2).stream())
                        .anyMatch(opening -> begins(now, opening, needs))) {
            return Optional.empty();
        }
        return Optional.of(new Closed("it is outside of its windows", next(now, needs)));
    }

    private boolean begins(Instant now, Window.Opening opening, Duration needs) {
        Instant last = switch (timing.overrun()) {
            case FINISH -> opening.closes();
            case STOP -> opening.closes().minus(needs).plusMillis(1);
        };
        return !now.isBefore(opening.opens()) && now.isBefore(last);
    }

    private Optional<Freeze> freezeAt(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return timing.freezes().stream().filter(freeze -> freeze.covers(day)).max(Comparator.comparing(Freeze::to));
    }

    /** The first moment after this one at which a device may begin. */
    private Optional<Instant> next(Instant now, Duration needs) {
        if (windows.isEmpty()) {
            return Optional.of(thawed(now));
        }
        return windows.stream()
                .flatMap(window -> firstOf(window, now, needs).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> firstOf(Window window, Instant now, Duration needs) {
        for (Window.Opening opening : window.from(now, zone, LOOKED_AT)) {
            Instant begin = thawed(opening.opens().isAfter(now) ? opening.opens() : now);
            if (begins(begin, opening, needs)) {
                return Optional.of(begin);
            }
        }
        return Optional.empty();
    }

    /** This moment, or the end of the freezes in which it lies. */
    private Instant thawed(Instant moment) {
        Instant thawed = moment;
        for (Optional<Freeze> freeze = freezeAt(thawed); freeze.isPresent(); freeze = freezeAt(thawed)) {
            thawed = freeze.get().to().plusDays(1).atStartOfDay(zone).toInstant();
        }
        return thawed;
    }
}
