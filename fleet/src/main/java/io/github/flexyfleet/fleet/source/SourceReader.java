package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one YAML file of a project into a located tree. Whatever is wrong with the file becomes a finding. */
final class SourceReader {
    private SourceReader() {}

    /**
     * Reads a file.
     *
     * @param projectFolder the folder that no file may leave, not even by a symbolic link
     * @param file the file, absolute or relative to the project folder
     * @param findings gets what is wrong: bytes, YAML syntax, YAML pitfalls, secrets in the file
     * @return the file's map; empty when it could not be read to its end. May be there in spite of findings.
     */
    static Optional<MapValue> read(ProjectFolder projectFolder, Path file, Findings findings) {
        Path path = projectFolder.resolve(file);
        String label = projectFolder.label(path);
        return projectFolder.read(path, Span.startOf(label), findings).flatMap(bytes -> parse(label, bytes, findings));
    }

    /**
     * Parses a file's content.
     *
     * @param label what spans call the file
     */
    static Optional<MapValue> parse(String label, byte[] bytes, Findings findings) {
        Optional<MapValue> root =
                SourceText.yaml(label, bytes, findings).flatMap(text -> new YamlParser(label, text, findings).parse());
        root.ifPresent(map -> {
            InlineSecrets.check(map, findings);
            Pitfalls.check(map, findings);
        });
        return root;
    }
}
