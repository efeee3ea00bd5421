package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.source.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Fleet files for tests. */
public final class FleetFiles {
    /** When the tests take place. */
    public static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    /** How the file of a small fleet begins. */
    static final String HEAD = """
            fleet: f
            hub: {host: h.azure-devices.net}
            talk2m: {account: demo}
            """;

    private FleetFiles() {}

    /** Reads a fleet from a text that stands in {@code fleet.yaml} in a folder. */
    public static FleetResult read(Path folder, String yaml) {
        return read(folder, yaml, Variables.none());
    }

    /** The same with variables. */
    static FleetResult read(Path folder, String yaml, Variables variables) {
        write(folder, "fleet.yaml", yaml);
        return new FleetReader(InstantSource.fixed(NOW), variables).read(folder, Path.of("fleet.yaml"));
    }

    /** Writes another file of the fleet. */
    static void write(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fleet without findings. */
    public static Fleet fleet(Path folder, String yaml) {
        FleetResult result = read(folder, yaml);
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }

    /** A device by its id. */
    static Device device(Fleet fleet, String id) {
        return fleet.devices().stream()
                .filter(device -> device.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Findings of a text, one a line, each line ended by LF. */
    static String findings(Path folder, String yaml) {
        return read(folder, yaml).findings().stream()
                .map(finding -> finding.render() + "\n")
                .collect(Collectors.joining());
    }

    /** A file beside this class. */
    public static String resource(String name) {
        try (InputStream in = FleetFiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
