package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** Shows a rollout's progress: with a footer on a terminal, as plain lines otherwise. */
interface Progress extends Consumer<RolloutEvent>, AutoCloseable {
    @Override
    void close();

    /** Chooses by the terminal; {@code plain} asks for plain lines in any case. */
    static Progress choose(Log log, boolean plain) {
        if (plain || !Terminal.isAnsi()) {
            return new PlainProgress(log, InstantSource.system());
        }
        return new FooterProgress(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                InstantSource.system());
    }
}
