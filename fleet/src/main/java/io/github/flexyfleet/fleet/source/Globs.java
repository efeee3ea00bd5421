package io.github.flexyfleet.fleet.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds files by a path with {@code *} and {@code ?} in its parts; neither matches a slash or a leading dot. */
final class Globs {
    private final ProjectFolder project;

    Globs(ProjectFolder project) {
        this.project = project;
    }

    /** The files, sorted by path; some may lie outside the project by a link of their own. */
    List<Path> files(Path base, String glob) throws IOException {
        List<Path> found = List.of(base);
        for (String part : glob.split("/", -1)) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                if (Wildcard.isPattern(part)) {
                    list(folder, part, next);
                } else {
                    next.add(folder.resolve(part));
                }
            }
            found = next;
        }
        return found.stream()
                .filter(Files::isRegularFile)
                .map(Path::normalize)
                .distinct()
                .sorted(Comparator.comparing(project::label))
                .toList();
    }

    /** No folder outside the project is even listed. */
    private void list(Path folder, String pattern, List<Path> found) throws IOException {
        if (!Files.isDirectory(folder) || !project.holds(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") == pattern.startsWith(".") && Wildcard.matches(pattern, name)) {
                    found.add(entry);
                }
            }
        }
    }
}
