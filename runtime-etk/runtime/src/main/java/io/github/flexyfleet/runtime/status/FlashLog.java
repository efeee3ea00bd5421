package io.github.flexyfleet.runtime.status;

import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * The log on flash, for so many hours after somebody asked for it, over restarts too: two files of limited size in turn,
 * one write a minute at most. Forms ask, the worker writes. Thread-safe.
 */
public final class FlashLog {
    /** Longest time that can be asked for, hours. */
    public static final int MAX_HOURS = 72;

    private static final String UNTIL = "log.on";
    private static final String[] FILES = {"log.0", "log.1"};
    private static final int MAX_BYTES = 32 * 1024;
    private static final long EVERY_MS = 60000;
    private static final long HOUR_MS = 3600000;

    private final Store store;
    private final EventLog log;
    private int hours;
    private boolean news;
    private long hourEnds;
    private long dueAt;
    private long written;
    private int file;

    /** A log that has not looked at flash yet. */
    public FlashLog(Store store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    /** Goes on where the last start was. */
    public synchronized void open() {
        try {
            byte[] left = store.read(UNTIL);
            hours = left == null ? 0 : (int) Math.max(0, Names.number(Utf8.latin1(left), MAX_HOURS));
            hourEnds = HOUR_MS;
            file = store.size(FILES[1]) >= 0 && store.size(FILES[0]) >= MAX_BYTES ? 1 : 0;
        } catch (IOException e) {
            hours = 0;
        }
    }

    /** Keeps the log on flash for so many hours from now, or no more for 0. */
    public synchronized void keep(int next) {
        hours = next;
        news = true;
    }

    /** Hours that are left, the one that runs included. */
    public synchronized int hours() {
        return hours;
    }

    /** Writes what is new, when it is time; {@code now} is running time in ms. */
    public synchronized void tick(long now) {
        try {
            if (news) {
                news = false;
                hourEnds = now + HOUR_MS;
                save();
            } else if (hours > 0 && now >= hourEnds) {
                hours--;
                hourEnds = now + HOUR_MS;
                save();
            }
            if (hours > 0 && now >= dueAt) {
                dueAt = now + EVERY_MS;
                write();
            }
        } catch (IOException e) {
            // Flash has more important things to hold, and a log of this would fail as well.
            hours = 0;
        }
    }

    private void save() throws IOException {
        if (hours > 0) {
            store.write(UNTIL, Utf8.encode(Integer.toString(hours)));
        } else {
            store.delete(UNTIL);
        }
    }

    private void write() throws IOException {
        long count = log.count();
        String[] lines = log.last((int) Math.min(count - written, EventLog.LINES));
        written = count;
        if (lines.length == 0) {
            return;
        }
        StringBuffer text = new StringBuffer();
        for (int i = 0; i < lines.length; i++) {
            text.append(lines[i]).append('\n');
        }
        if (store.size(FILES[file]) >= MAX_BYTES) {
            file = 1 - file;
            store.delete(FILES[file]);
        }
        store.append(FILES[file], Utf8.encode(text.toString()));
    }
}
