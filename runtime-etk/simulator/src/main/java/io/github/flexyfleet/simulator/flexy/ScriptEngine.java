package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.basic.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the program that the program file holds, from boot to power off. INFERRED, here as in the runtime: another text
 * ends the program that runs, with its MQTT connection, and runs at once. Thread-safe.
 */
final class ScriptEngine {
    private final ProgramFile file;
    private final Function<CustomerProgram, CustomerScript> maker;
    private final Consumer<Runnable> thread;
    private final Consumer<String> log;
    private Optional<CustomerScript> running = Optional.empty();
    private boolean off;

    /**
     * An engine that stands still.
     *
     * @param thread does work on the engine's own thread
     */
    ScriptEngine(
            ProgramFile file,
            Function<CustomerProgram, CustomerScript> maker,
            Consumer<Runnable> thread,
            Consumer<String> log) {
        this.file = file;
        this.maker = maker;
        this.thread = thread;
        this.log = log;
    }

    /** Runs what the file holds now, instead of what runs. */
    synchronized void start() {
        if (off) {
            return;
        }
        running.ifPresent(CustomerScript::end);
        try {
            running = file.program().map(maker);
            running.ifPresent(CustomerScript::start);
        } catch (IOException e) {
            running = Optional.empty();
            log.accept("BASIC: " + e.getMessage());
        }
    }

    /** Another program, from now on. */
    void load(byte[] text) throws IOException {
        file.write(text);
        try {
            thread.accept(this::start);
        } catch (RejectedExecutionException e) {
            log.accept("BASIC: the gateway is off");
        }
    }

    /** Ends what runs, as the power does. */
    synchronized void end() {
        off = true;
        running.ifPresent(CustomerScript::end);
    }

    synchronized Program program() {
        return running.<Program>map(script -> script).orElse(Program.NONE);
    }

    String text() {
        try {
            return file.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
