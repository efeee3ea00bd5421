package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A fleet file that a test has written. */
final class WrittenFleet {
    private WrittenFleet() {}

    /** The text of a fleet of pumps at one site that send all their values so often, such as {@code 20s}. */
    static String ofPumps(int pumps, String full) {
        StringBuilder text = new StringBuilder("""
                fleet: mine
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A, B], push: {onChange: 2s, full: %s}}
                sites:
                  north:
                    timeZone: Europe/Brussels
                    devices:
                """.formatted(full));
        for (int i = 1; i <= pumps; i++) {
            text.append("      pump-")
                    .append(i)
                    .append(": {name: Pump ")
                    .append(i)
                    .append("}\n");
        }
        return text.toString();
    }

    /** Writes it into the folder of a project below the test's own, in place of one that was there, and reads it. */
    static FleetResult read(Path folder, String text) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), text);
        return new FleetReader(InstantSource.system())
                .read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"));
    }

    /** The same of a fleet in which nothing is wrong. */
    static Fleet valid(Path folder, String text) throws IOException {
        FleetResult result = read(folder, text);
        return result.fleet().orElseThrow(() -> new AssertionError(result.findings()));
    }
}
