package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.net.PrivateFiles;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The text of the BASIC program, which outlives boots. Java writes it as the root file {@code program.bas} (flexy-etk
 * 1.6, 3). INFERRED: a power cut while it is written leaves a part of it, the worst that can be. Thread-safe.
 */
final class ProgramFile {
    /** Its name among the root files. */
    static final String NAME = "/program.bas";

    private final Path file;
    private final Optional<CustomerProgram> known;
    private final FlashFaults faults;

    /**
     * A gateway that comes into the world runs the program of its past.
     *
     * @param file where another text is kept
     */
    ProgramFile(Path file, FlexySpec spec, FlashFaults faults) {
        this.file = file;
        this.known = spec.past().program();
        this.faults = faults;
    }

    /** What {@code $dtPG} shows. */
    synchronized String text() throws IOException {
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : known.map(CustomerProgram::source).orElse("");
    }

    /** The program that this text is; texts other than that of the past do nothing. */
    Optional<CustomerProgram> program() throws IOException {
        String text = text();
        return known.filter(program -> program.source().equals(text));
    }

    synchronized void write(byte[] text) throws IOException {
        int reached = faults.reach(FlashFaults.Operation.WRITE, NAME, text.length);
        PrivateFiles.write(file, Arrays.copyOf(text, reached));
        if (reached < text.length) {
            throw new VmKilled();
        }
    }
}
