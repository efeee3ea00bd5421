package io.github.flexyfleet.maven;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * All that this process says while this is open: what it prints, what any library logs at every level, and what a test adds.
 * Thread-safe.
 */
final class Overheard implements AutoCloseable {
    private final StringBuilder said = new StringBuilder();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final Logger root = Logger.getLogger("");
    private final Logger http = Logger.getLogger("okhttp3");
    private final Level before = root.getLevel();
    private final Handler log = new LogToText();

    /** Begins to listen. */
    Overheard() {
        http.setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(log);
        System.setOut(print);
        System.setErr(print);
    }

    /** Adds what people are shown. */
    synchronized void say(String text) {
        said.append(text).append('\n');
    }

    /** Adds a failure as Maven shows it with {@code -e}. */
    void say(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        say(trace.toString());
    }

    /** All of it up to now. */
    synchronized String all() {
        return said + printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(log);
        root.setLevel(before);
        http.setLevel(null);
    }

    private final class LogToText extends Handler {
        @Override
        public void publish(LogRecord entry) {
            say(entry.getLevel() + " " + entry.getLoggerName() + " " + entry.getMessage() + " "
                    + Arrays.toString(entry.getParameters()) + " " + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
