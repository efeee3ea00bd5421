package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The example of a finding code: a folder with {@code bad.yaml}, {@code good.yaml} and the files that these name. Where
 * no fleet file alone gives the finding, {@code bad.txt} and {@code good.txt} describe it in words and
 * {@link WordedExamples} makes it.
 */
record CodeExample(FindingCode code, Path folder) {
    private static final Path FOLDERS =
            Path.of("src", "test", "resources", "io", "github", "flexyfleet", "fleet", "finding", "examples");

    static CodeExample of(FindingCode code) {
        return new CodeExample(code, FOLDERS.resolve(code.id()));
    }

    /** Names of all example folders. */
    static List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    boolean isWorded() {
        return Files.exists(folder.resolve("bad.txt"));
    }

    /** What the failing example gives. */
    List<Finding> bad(Path project) throws IOException {
        return isWorded() ? WordedExamples.findings(code, project) : read("bad.yaml", project);
    }

    /** What the mended example gives. */
    List<Finding> good(Path project) throws IOException {
        return isWorded() ? WordedExamples.mended(code, project) : read("good.yaml", project);
    }

    private List<Finding> read(String name, Path project) throws IOException {
        for (String file : besides()) {
            Files.copy(folder.resolve(file), project.resolve(file));
        }
        Files.copy(folder.resolve(name), project.resolve("fleet.yaml"));
        return new FleetReader(InstantSource.fixed(FleetFiles.NOW))
                .read(project, Path.of("fleet.yaml"))
                .findings();
    }

    /** Names of the files that the example needs besides the fleet file. */
    List<String> besides() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("bad.") && !name.startsWith("good."))
                    .sorted()
                    .toList();
        }
    }

    /** An example file's text, as an editor would show it. */
    String text(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
