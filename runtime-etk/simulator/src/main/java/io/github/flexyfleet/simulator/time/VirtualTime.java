package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Time that passes only while everybody waits: as soon as every guest thread, every piece of scheduled work, everything
 * that is {@link Busy} and the thread that made it wait, it jumps to the next moment at which something is due.
 *
 * <p>The maker counts as one who runs, so the time stands still until it waits here (or calls {@link #pass}). Other
 * threads that want the time to stand still while they run hold a {@link Busy}, and close it when they are done; each
 * wait takes the hold of its thread away for as long. Whoever asks a gateway's web server, in this process or over the
 * wire, must hold the time meanwhile: a gateway that waits for its program lets go of the caller's hold.
 */
public final class VirtualTime implements WorldTime, AutoCloseable {
    private final Timeline line;
    private final VirtualGuests guests;
    private final StallWatch watch;

    /** Time that begins at this moment and stands still. */
    public VirtualTime(Instant start) {
        line = new Timeline(start.toEpochMilli());
        guests = new VirtualGuests(line);
        watch = new StallWatch(line, guests);
        watch.start();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(line.now());
    }

    @Override
    public Pause pause() {
        return new VirtualPause(line, guests);
    }

    @Override
    public Worker worker(String name) {
        return new VirtualWorker(line, name);
    }

    @Override
    public Busy busy() {
        line.begin();
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                line.end();
            }
        };
    }

    @Override
    public GuestWaits guests() {
        return guests;
    }

    /**
     * Takes away the hold of the calling thread, which waits for others that hold the time; to be closed by it when its
     * wait has ended.
     */
    public Idle idle() {
        line.end();
        return line::begin;
    }

    /** A thread that holds the time and waits for others that do. */
    public interface Idle extends AutoCloseable {
        /** The thread holds the time again. */
        @Override
        void close();
    }

    /** How many hold the time now, the maker included: 1 when all others wait or have ended. */
    public int holders() {
        return line.running();
    }

    /** Lets so much time pass; for the maker, or a thread that holds the time. */
    public void pass(Duration duration) throws InterruptedException {
        sleep(duration);
    }

    /** Ends its threads; nobody may wait here any more. */
    @Override
    public void close() {
        watch.end();
        guests.close();
    }
}
