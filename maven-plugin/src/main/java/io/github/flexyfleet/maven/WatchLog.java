package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.watch.Sighting;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchJson;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import io.github.flexyfleet.fleet.watch.WatchText;
import java.util.function.Consumer;
import java.util.function.Function;

/** A line a message. */
final class WatchLog implements WatchOutput {
    private final Function<Sighting, String> words;
    private final Consumer<String> lines;
    private final boolean summary;

    private WatchLog(Function<Sighting, String> words, Consumer<String> lines, boolean summary) {
        this.words = words;
        this.lines = lines;
        this.summary = summary;
    }

    /** For people. */
    static WatchLog plain(Consumer<String> lines) {
        return new WatchLog(WatchText::line, lines, true);
    }

    /** For programs: nothing but JSON. */
    static WatchLog json(Consumer<String> lines) {
        return new WatchLog(WatchJson::line, lines, false);
    }

    @Override
    public void message(Sighting sighting) {
        lines.accept(words.apply(sighting));
    }

    @Override
    public void looked(WatchBoard board) {
        // Only messages are news here.
    }

    @Override
    public void end(WatchBoard board) {
        if (summary) {
            WatchText.summary(board).forEach(lines);
        }
    }
}
