package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Findings;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a fleet file and the files that it names into one tree. */
public final class FleetSource {
    private FleetSource() {}

    /**
     * Reads a fleet.
     *
     * @param projectFolder the folder that no file may leave, not even by a symbolic link
     * @param fleetFile the fleet file, absolute or relative to the project folder
     * @param expander for variables
     * @param findings gets what is wrong: bytes, YAML syntax, YAML pitfalls, secrets, variables, includes, tables
     * @return empty when the fleet file itself could not be read to its end. May be there in spite of findings.
     */
    public static Optional<SourceTree> read(Path projectFolder, Path fleetFile, Expander expander, Findings findings) {
        ProjectFolder project = new ProjectFolder(projectFolder);
        return new IncludeReader(project, expander, findings)
                .read(fleetFile)
                .map(tree -> new DeviceTables(project, findings).read(tree));
    }
}
