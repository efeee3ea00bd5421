package io.github.flexyfleet.simulator.time;

import java.util.concurrent.locks.LockSupport;

/**
 * Looks after a timeline on which nothing happens for a while of real time, though something is said to run: guest
 * threads may have died, or may wait for one another in ways that the timeline does not see, such as a monitor that a
 * sleeping thread holds. All else that runs is left alone.
 */
final class StallWatch implements Runnable {
    private static final long LOOK_NANOS = 10_000_000;

    /** Looks without any change after which guest threads that wait for something count as waiting. */
    private static final int PATIENCE = 50;

    private final Timeline line;
    private final VirtualGuests guests;
    private final Thread thread = WorkerThreads.named("virtual time watch").newThread(this);
    private volatile boolean ended;

    StallWatch(Timeline line, VirtualGuests guests) {
        this.line = line;
        this.guests = guests;
    }

    void start() {
        thread.start();
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        long seen = -1;
        int looks = 0;
        while (!ended) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            long changes = line.changes();
            looks = changes == seen ? looks + 1 : 0;
            seen = changes;
            if (looks > 0) {
                look(seen, looks);
            }
        }
    }

    private void look(long seen, int looks) {
        guests.dead().forEach(guests::ended);
        if (looks >= PATIENCE && guests.heldUp()) {
            line.force(seen);
        }
    }
}
