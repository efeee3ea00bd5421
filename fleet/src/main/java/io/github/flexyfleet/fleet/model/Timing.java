package io.github.flexyfleet.fleet.model;

import java.util.List;

/**
 * When devices may begin, besides their own windows.
 *
 * @param overrun what holds at the end of a window
 * @param freezes days on which none begins
 */
public record Timing(Overrun overrun, List<Freeze> freezes) {
    /** At any time. */
    public static final Timing ANY = new Timing(Overrun.FINISH, List.of());

    /** What holds at the end of a window. A device that has begun is finished in any case. */
    public enum Overrun {
        /** A device may begin until the end. */
        FINISH,
        /** None begins that might not end in time. */
        STOP
    }

    /** Takes a copy. */
    public Timing {
        freezes = List.copyOf(freezes);
    }
}
