package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A fleet file that a test has written. */
final class WrittenFleet {
    private WrittenFleet() {}

    /** Writes it into the folder of a project below the test's own, in place of one that was there, and reads it. */
    static FleetResult read(Path folder, String text) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), text);
        return new FleetReader(InstantSource.system())
                .read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"));
    }
}
