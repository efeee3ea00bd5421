package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file lies among the examples that nothing reads. */
class ExampleFilesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    private Path folder;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .map(EXAMPLES::relativize)
                    .filter(file -> !file.startsWith(file.getName(0).resolve("target"))
                            && !file.startsWith(file.getName(0).resolve(".flexy")))
                    .filter(file -> !file.endsWith("pom.xml"))
                    // These have no fleet of their own; WorkflowsTest of the plugin, MonitoringExamplesTest and
                    // NotifyExamplesTest read them.
                    .filter(file -> Stream.of("ci", "monitoring", "notify").noneMatch(file::startsWith))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void an_example_is_whole_and_lacks_something_without_any_of_its_files(Path file) throws IOException {
        Path example = EXAMPLES.resolve(file.getName(0));
        assertThat(result(example).findings()).isEmpty();

        for (Path other : files()) {
            if (other.startsWith(file.getName(0)) && !other.equals(file)) {
                Path to = folder.resolve(other.toString());
                Files.createDirectories(to.getParent());
                Files.copy(EXAMPLES.resolve(other), to);
            }
        }
        FleetResult damaged =
                result(Files.createDirectories(folder.resolve(file.getName(0).toString())));
        // A site of its own is missed by nothing but its devices, whose rows then belong to no site.
        assertThat(damaged.findings()).isNotEmpty();
    }

    private static FleetResult result(Path project) {
        return new FleetReader(InstantSource.fixed(FleetFiles.NOW)).read(project, Path.of("fleet.yaml"));
    }
}
