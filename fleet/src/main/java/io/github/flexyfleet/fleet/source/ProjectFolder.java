package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that no file of a fleet may leave, not even by a symbolic link. */
final class ProjectFolder {
    /** A fleet of 100,000 devices needs about a third of this. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Path folder;

    ProjectFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** A file given absolute or relative to the folder. */
    Path resolve(Path file) {
        return folder.resolve(file).normalize();
    }

    /** The folder of the file in which a value stands, whose paths are relative to it. */
    Path folderOf(Span span) {
        Path parent = folder.resolve(span.file()).getParent();
        return parent == null ? folder : parent;
    }

    /** The path relative to the project folder with {@code /}; the bare file name when it is outside. */
    String label(Path path) {
        Path from = folder.normalize();
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(from) ? from.relativize(absolute) : absolute.getFileName();
        return shown == null
                ? ""
                : shown.toString().replace(shown.getFileSystem().getSeparator(), "/");
    }

    /** Tells whether a file or folder that exists lies inside. */
    boolean holds(Path path) throws IOException {
        return path.toRealPath().startsWith(folder.toRealPath());
    }

    /**
     * Reads a file.
     *
     * @param named where the file is named, the place of what is wrong with it as a whole
     */
    Optional<byte[]> read(Path path, Span named, Findings findings) {
        byte[] bytes;
        try {
            if (!holds(path)) {
                findings.add(FindingCode.FILE_OUTSIDE_PROJECT, named, "the file lies outside the project folder");
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
        } catch (IOException e) {
            findings.add(FindingCode.FILE_UNREADABLE, named, "the file is missing or cannot be read");
            return Optional.empty();
        }
        if (bytes.length > MAX_BYTES) {
            findings.add(FindingCode.FILE_TOO_LARGE, named, "the file is larger than " + MAX_BYTES + " bytes");
            return Optional.empty();
        }
        return Optional.of(bytes);
    }
}
