package io.github.flexyfleet.fleet.certificate;

import java.nio.file.Path;

/** A file that should hold PEM certificates does not, or cannot be read. */
public final class InvalidPemException extends Exception {
    private final transient Path file;
    private final String problem;

    InvalidPemException(Path file, String problem) {
        super(file + ": " + problem);
        this.file = file;
        this.problem = problem;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** What is wrong with it, without the file's name and without its content. */
    public String problem() {
        return problem;
    }
}
