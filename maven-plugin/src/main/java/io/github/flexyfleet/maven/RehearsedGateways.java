package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.source.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/** Reads the gateways of a rehearsal world as an import reads real ones. */
final class RehearsedGateways {
    /** Gateways for those who have no fleet file yet, which is when an import is wanted. */
    private static final String THREE_GATEWAYS = """
            fleet: rehearsal
            hub: {host: rehearsal.azure-devices.net}
            talk2m: {account: rehearsal}
            defaults:
              tagGroups:
                all: {groups: [A, B, C, D], push: {full: 1h}}
            sites:
              rehearsal:
                devices:
                  intake: {name: Pump station 1, serial: 1999-0001-21}
                  reservoir: {name: Reservoir, serial: 1999-0002-21}
                  filter: {name: Filter plant, serial: 1999-0003-21}
            """;

    private final Path projectFolder;
    private final Path fleetFile;
    private final Path outputFolder;

    RehearsedGateways(Path projectFolder, Path fleetFile, Path outputFolder) {
        this.projectFolder = projectFolder;
        this.fleetFile = fleetFile;
        this.outputFolder = outputFolder;
    }

    /**
     * Reads the gateways of the project's fleet file, or three of the plugin's own when there is none.
     *
     * @throws MojoFailureException when the fleet file has errors
     */
    ImportedFleet read(Variables variables, Consumer<String> log) throws IOException, MojoFailureException {
        if (Files.exists(fleetFile)) {
            log.accept("rehearsal: the gateways of " + fleetFile.getFileName());
            return read(fleet(projectFolder, fleetFile, variables), outputFolder.resolve("rehearsal"), log);
        }
        log.accept("rehearsal: three gateways of the plugin's own, since there is no fleet file");
        Path folder = Files.createDirectories(outputFolder.resolve("rehearsal-import"));
        Files.writeString(folder.resolve("gateways.yaml"), THREE_GATEWAYS);
        return read(fleet(folder, Path.of("gateways.yaml"), Variables.none()), folder, log);
    }

    private static ImportedFleet read(Fleet fleet, Path folder, Consumer<String> log) throws IOException {
        try (RehearsalSurroundings world = RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder)) {
            Connections connections = world.connections();
            return new LiveGateways(connections.accounts().get(0), connections.device(), InstantSource.system())
                    .read(log);
        }
    }

    private static Fleet fleet(Path project, Path file, Variables variables) throws MojoFailureException {
        FleetResult result = new FleetReader(InstantSource.system(), variables).read(project, file);
        return result.fleet()
                .orElseThrow(() -> new MojoFailureException("the gateways of the rehearsal are those of "
                        + file.getFileName() + ", which has errors: mvn flexy:validate shows them"));
    }
}
