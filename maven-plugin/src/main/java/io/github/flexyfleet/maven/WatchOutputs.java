package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.watch.WatchOutput;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Chooses how messages are shown. */
final class WatchOutputs {
    private static final int USUAL_WIDTH = 120;
    private static final int USUAL_HEIGHT = 40;

    private WatchOutputs() {}

    /**
     * JSON where it is wanted, a table on a terminal, else lines.
     *
     * @param plain lines also on a terminal
     * @param log takes lines for people
     */
    static WatchOutput choose(boolean json, boolean plain, Consumer<String> log) {
        if (json) {
            return WatchLog.json(System.out::println);
        }
        if (plain || !Terminal.isAnsi()) {
            return WatchLog.plain(log);
        }
        return new WatchScreen(
                System.out, InstantSource.system(), number("COLUMNS", USUAL_WIDTH), number("LINES", USUAL_HEIGHT));
    }

    /** The same for a fleet's state. */
    static StatusDisplay status(boolean json, boolean plain, Consumer<String> log) {
        if (json) {
            return StatusLog.json(System.out::println);
        }
        if (plain || !Terminal.isAnsi()) {
            return StatusLog.plain(log);
        }
        return new StatusScreen(System.out, number("COLUMNS", USUAL_WIDTH), number("LINES", USUAL_HEIGHT));
    }

    private static int number(String variable, int usual) {
        String text = System.getenv().getOrDefault(variable, "");
        return text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : usual;
    }
}
