package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Shows a rollout's progress: with a footer on a terminal, as plain lines otherwise. */
interface Progress extends Consumer<RolloutEvent>, AutoCloseable {
    @Override
    void close();

    /** Chooses by the terminal; {@code plain} asks for plain lines in any case. */
    static Progress choose(Log log, boolean plain) {
        if (plain || !isTerminal()) {
            return new PlainProgress(log);
        }
        return new FooterProgress(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
    }

    private static boolean isTerminal() {
        return hasTerminal()
                && System.getenv("CI") == null
                && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
    }

    /** Until JDK 21 a console is a terminal; since JDK 22 there is always one, and it says what it is. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
