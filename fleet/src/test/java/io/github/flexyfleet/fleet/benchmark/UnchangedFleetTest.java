package io.github.flexyfleet.fleet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.BundleWriter;
import io.github.flexyfleet.fleet.compile.WriteReport;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedFleetTest {
    private static final int DEVICES = 200;
    private static final FileTime PAST = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void a_second_build_of_an_unchanged_fleet_touches_no_file_and_no_folder() throws Exception {
        FleetGenerator generator = new FleetGenerator(3);
        Files.writeString(folder.resolve("fleet.yaml"), generator.yaml(DEVICES));
        new SharedKeyCertificates().fill(folder.resolve("certificates"), generator.ids(DEVICES));
        assertThat(build().written()).hasSize(DEVICES);
        List<Path> all = everything();
        assertThat(all).hasSizeGreaterThan(DEVICES * 8);
        for (Path path : all) {
            Files.setLastModifiedTime(path, PAST);
        }

        assertThat(build()).isEqualTo(new WriteReport(List.of(), DEVICES, List.of()));

        // A folder's time would show a file that was made and removed.
        assertThat(everything()).isEqualTo(all);
        for (Path path : all) {
            assertThat(Files.getLastModifiedTime(path)).as("%s", path).isEqualTo(PAST);
        }
    }

    private WriteReport build() throws IOException {
        FleetTargets targets = FleetTargets.of(FleetRun.read(folder), FleetRun.store(folder), List.of());
        return BundleWriter.write(targets.compiled(), folder.resolve("bundles"));
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }
}
