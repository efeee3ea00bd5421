package io.github.flexyfleet.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project in a folder of its own for each test, and real Maven processes on it. */
abstract class ProjectInMaven {
    static final String REHEARSAL = "-Dflexy.rehearsal=true";

    @TempDir
    Path project;

    RealMaven maven;
    /** The lines of all runs since it was cleared. */
    List<String> output;

    @BeforeEach
    final void writePom() throws IOException {
        RealMaven.writePom(project);
        maven = new RealMaven(project);
        output = maven.output();
    }

    /** Writes the fleet file in place of one that was there. */
    final void writeFleet(String text) throws IOException {
        Files.writeString(project.resolve("fleet.yaml"), text);
    }
}
