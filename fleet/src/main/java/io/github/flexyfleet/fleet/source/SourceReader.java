package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one YAML file of a project into a located tree. Whatever is wrong with the file becomes a finding. */
public final class SourceReader {
    /** A fleet of 100,000 devices needs about a third of this. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private SourceReader() {}

    /**
     * Reads a file.
     *
     * @param projectFolder the folder that no file may leave, not even by a symbolic link
     * @param file the file, absolute or relative to the project folder
     * @param findings gets what is wrong: bytes, YAML syntax, YAML pitfalls, secrets in the file
     * @return the file's map; empty when it could not be read to its end. May be there in spite of findings.
     */
    public static Optional<MapValue> read(Path projectFolder, Path file, Findings findings) {
        Path path = projectFolder.resolve(file).normalize();
        String label = label(projectFolder, path);
        Span start = Span.startOf(label);
        byte[] bytes;
        try {
            if (!path.toRealPath().startsWith(projectFolder.toRealPath())) {
                findings.add(FindingCode.FILE_OUTSIDE_PROJECT, start, "the file lies outside the project folder");
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
        } catch (IOException e) {
            findings.add(FindingCode.FILE_UNREADABLE, start, "the file is missing or cannot be read");
            return Optional.empty();
        }
        if (bytes.length > MAX_BYTES) {
            findings.add(FindingCode.FILE_TOO_LARGE, start, "the file is larger than " + MAX_BYTES + " bytes");
            return Optional.empty();
        }
        return parse(label, bytes, findings);
    }

    /**
     * Parses a file's content.
     *
     * @param label what spans call the file
     */
    static Optional<MapValue> parse(String label, byte[] bytes, Findings findings) {
        Optional<MapValue> root = SourceText.decode(label, bytes, findings)
                .flatMap(text -> new YamlParser(label, text, findings).parse());
        root.ifPresent(map -> {
            InlineSecrets.check(map, findings);
            Pitfalls.check(map, findings);
        });
        return root;
    }

    /** The path relative to the project folder with {@code /}; the bare file name when it is outside. */
    private static String label(Path projectFolder, Path path) {
        Path folder = projectFolder.toAbsolutePath().normalize();
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(folder) ? folder.relativize(absolute) : absolute.getFileName();
        return shown == null
                ? ""
                : shown.toString().replace(shown.getFileSystem().getSeparator(), "/");
    }
}
