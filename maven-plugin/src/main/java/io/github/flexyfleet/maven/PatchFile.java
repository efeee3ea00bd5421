package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.plan.DriftPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Writes the patch that has the fleet file want what drifted devices run. */
final class PatchFile {
    private PatchFile() {}

    /** The file that was written; none when there is nothing to change. What is left to be done by hand is told. */
    static Optional<Path> write(DriftPatch.Result result, Path folder, Log log) throws IOException {
        result.left().forEach(line -> log.warn("by hand: " + line));
        if (result.patch().isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        return Optional.of(Files.writeString(folder.resolve("drift.patch"), result.patch()));
    }
}
