package io.github.flexyfleet.simulator.flexy;

import java.time.Duration;

/** What happens to a gateway from outside. Thread-safe; every method returns at once. */
public interface Troubles {
    /** It restarts. */
    void reboot();

    /**
     * Its power fails, and comes back after the time of a reboot. Contents of the flash that were not synced are kept,
     * torn or lost by chance.
     *
     * @param change 0 for at once, else at this change of the flash from now on: 1 is the next one
     */
    void cutPower(int change);

    /** Whether the power is gone; a cut that waits for a change of the flash happens now. */
    boolean cutNowIfWaiting();

    /**
     * Something else takes the flash.
     *
     * @param bytes what is left of the free space; {@link Long#MAX_VALUE} gives all back
     */
    void leaveSpace(long bytes);

    /** The recording of tags is full and begins anew: what was recorded before is gone, the event log says so. */
    void wrapHistory();

    /** Its WAN is down for a while: it has no address there, reaches nothing, and loses its connections. */
    void wanDown(Duration time);

    /** Exports that its Java program begins within this time come only at the end of it; a restart ends that. */
    void hangExports(Duration time);

    /**
     * Its clock goes wrong.
     *
     * @param by added to the right time
     * @param until after so long a time server corrects it
     */
    void clockWrong(Duration by, Duration until);
}
