package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.plan.DriftPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the patch that has the fleet file want what drifted devices run. */
final class PatchFile {
    private PatchFile() {}

    /** The file that was written; none when there is nothing to change. */
    static Optional<Path> write(DriftPatch.Result result, Path folder) throws IOException {
        if (result.patch().isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        return Optional.of(Files.writeString(folder.resolve("drift.patch"), result.patch()));
    }
}
