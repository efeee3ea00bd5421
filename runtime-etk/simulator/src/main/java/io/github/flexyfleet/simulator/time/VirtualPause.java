package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A wait in virtual time. Whoever ends it counts the waiting thread as running at once, before that thread knows. */
final class VirtualPause extends Timeline.Due implements Pause {
    private final Timeline line;
    private final VirtualGuests guests;
    private Thread thread;
    private volatile boolean waiting;
    private boolean ended;

    VirtualPause(Timeline line, VirtualGuests guests) {
        this.line = line;
        this.guests = guests;
    }

    @Override
    public void await() throws InterruptedException {
        await(-1);
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return await(Math.max(0, atMost.toMillis()));
    }

    private boolean await(long millis) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (line) {
            if (ended) {
                return true;
            }
            thread = Thread.currentThread();
            waiting = true;
            guests.waits(thread);
            if (millis >= 0) {
                line.add(this, millis);
            }
            line.end();
        }
        boolean interrupted = false;
        while (waiting) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            if (interrupted) {
                resume(false);
            }
        }
        return outcome(interrupted);
    }

    private boolean outcome(boolean interrupted) throws InterruptedException {
        synchronized (line) {
            guests.runs(thread);
            if (interrupted && !ended) {
                throw new InterruptedException();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return ended;
        }
    }

    @Override
    public void end() {
        synchronized (line) {
            ended = true;
            resume(true);
        }
    }

    private void resume(boolean wake) {
        synchronized (line) {
            if (waiting) {
                line.remove(this);
                line.begin();
                fire(wake);
            }
        }
    }

    @Override
    void fire() {
        fire(thread != Thread.currentThread());
    }

    private void fire(boolean wake) {
        guests.wakes(thread);
        waiting = false;
        if (wake) {
            LockSupport.unpark(thread);
        }
    }
}
