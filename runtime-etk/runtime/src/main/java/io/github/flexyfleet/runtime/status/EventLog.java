package io.github.flexyfleet.runtime.status;

import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.text.UtcTime;

/** The runtime's own log: its last lines in RAM, and the last problem. Secrets never come here. Thread-safe. */
public final class EventLog {
    /** Number of lines kept. */
    public static final int LINES = 200;

    /** Lines in a minute; a flood would wash the beginning of a problem out of the ring. */
    private static final int MAX_A_MINUTE = 30;

    private static final long MINUTE_MS = 60000;
    private static final int MAX_TEXT = 200;

    /** The last problem may tell more than a line, but every status carries it. */
    private static final int MAX_ERROR = 500;

    private final Clock clock;
    private final String[] ring = new String[LINES];
    private long count;
    private String lastText = "";
    private int repeated;
    private long minute;
    private int lines;
    private String error = "";

    /** An empty log. */
    public EventLog(Clock clock) {
        this.clock = clock;
    }

    /** Adds a line; the same text again and again takes one line with a count, and a flood of lines is cut short. */
    public synchronized void add(String text) {
        long now = clock.now();
        String cut = cut(text, MAX_TEXT);
        String line = UtcTime.rfc3339(now) + ' ' + cut;
        if (count > 0 && cut.equals(lastText)) {
            repeated++;
            ring[(int) ((count - 1) % LINES)] = line + " (" + repeated + " times)";
            return;
        }
        if (now / MINUTE_MS != minute) {
            minute = now / MINUTE_MS;
            if (lines > MAX_A_MINUTE) {
                append(UtcTime.rfc3339(now) + " lines left out: " + (lines - MAX_A_MINUTE));
            }
            lines = 0;
        }
        lines++;
        if (lines <= MAX_A_MINUTE) {
            lastText = cut;
            repeated = 1;
            append(line);
        }
    }

    private void append(String line) {
        ring[(int) (count % LINES)] = line;
        count++;
    }

    /** Lines added so far. */
    synchronized long count() {
        return count;
    }

    /** Adds a line and keeps it as the last problem. */
    public synchronized void problem(String code, String words) {
        error = cut(code + ": " + words, MAX_ERROR);
        add(error);
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    /** Forgets the last problem if it has this code. */
    public synchronized void solved(String code) {
        if (error.startsWith(code + ": ")) {
            error = "";
        }
    }

    /** Code and words of the last problem, empty when there is none. */
    public synchronized String error() {
        return error;
    }

    /** The last lines, oldest first. */
    public synchronized String[] last(int lines) {
        int size = (int) Math.min(Math.min(count, LINES), lines);
        String[] out = new String[size];
        for (int i = 0; i < size; i++) {
            out[i] = ring[(int) ((count - size + i) % LINES)];
        }
        return out;
    }
}
