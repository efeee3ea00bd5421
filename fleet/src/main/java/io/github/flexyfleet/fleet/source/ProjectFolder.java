package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that no file of a fleet may leave, not even by a symbolic link. */
public final class ProjectFolder {
    /** A fleet of 100,000 devices needs about a third of this. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Path folder;

    /** Takes the folder. */
    public ProjectFolder(Path folder) {
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

    /** The path relative to the project folder, or from the root when it is outside, with {@code /}. */
    String label(Path path) {
        Path from = folder.normalize();
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(from) ? from.relativize(absolute) : absolute;
        return shown.toString().replace(shown.getFileSystem().getSeparator(), "/");
    }

    /**
     * A file that a value names.
     *
     * @param path absolute, perhaps of no file and perhaps outside
     * @param label what findings call it
     * @param named where it is named
     */
    public record NamedFile(Path path, String label, Span named) {}

    /** The file that a value names, relative to the file in which the value stands; empty, with a finding, for none. */
    public Optional<NamedFile> file(Located<String> name, Findings findings) {
        try {
            Path path = resolve(folderOf(name.span()).resolve(name.value()));
            return Optional.of(new NamedFile(path, label(path), name.span()));
        } catch (InvalidPathException e) {
            findings.add(FindingCode.FILE_UNREADABLE, name.span(), "this is not the name of a file");
            return Optional.empty();
        }
    }

    /** Reads a file that is named; what is wrong with it is told where it is named. */
    public Optional<byte[]> read(NamedFile file, Findings findings) {
        return read(file.path(), file.named(), findings);
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
