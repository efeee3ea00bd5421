package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFilesTest {
    private static final Path SOURCES =
            Path.of("..", "schema", "src", "main", "resources", "io", "github", "flexyfleet", "schema");

    @TempDir
    private Path folder;

    @Test
    void every_schema_of_the_project_is_written() throws IOException {
        List<Path> written = SchemaFiles.write(folder.resolve("schema"));

        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Path> schemas = files.filter(
                            file -> file.getFileName().toString().endsWith(".schema.json"))
                    .sorted()
                    .toList();
            assertThat(written)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyElementsOf(schemas.stream()
                            .map(file -> file.getFileName().toString())
                            .toList());
            for (Path schema : schemas) {
                assertThat(folder.resolve("schema").resolve(schema.getFileName()))
                        .hasSameBinaryContentAs(schema);
            }
        }
    }

    @Test
    void written_again_they_replace_what_lies_there() throws IOException {
        Files.writeString(folder.resolve(SchemaFiles.FLEET), "old");

        SchemaFiles.write(folder);

        assertThat(folder.resolve(SchemaFiles.FLEET)).content().contains("flexy fleet");
    }

    @Test
    void the_line_for_editors_is_relative_to_the_fleet_file() {
        assertThat(SchemaFiles.modeline(
                        folder.resolve("target/flexy/schema/fleet.schema.json"), folder.resolve("fleet.yaml")))
                .isEqualTo("# yaml-language-server: $schema=target/flexy/schema/fleet.schema.json");
        assertThat(SchemaFiles.modeline(
                        folder.resolve("target/fleet.schema.json"), folder.resolve("plants/fleet.yaml")))
                .isEqualTo("# yaml-language-server: $schema=../target/fleet.schema.json");
    }
}
