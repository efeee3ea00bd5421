package io.github.flexyfleet.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where worlds of trials have their files, which go with them. All trials begin at the same moment. */
final class TrialFolder implements AutoCloseable {
    private final Path root;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private int trials;

    private TrialFolder(Path root) {
        this.root = root;
    }

    static TrialFolder in(Path output) throws IOException {
        Files.createDirectories(output);
        return new TrialFolder(Files.createTempDirectory(output.toAbsolutePath(), "rehearse-"));
    }

    /** Folder of the next trial; those of earlier ones are gone. */
    Path next() throws IOException {
        if (trials > 0) {
            delete(root.resolve("trial-" + trials));
        }
        trials++;
        return Files.createDirectory(root.resolve("trial-" + trials));
    }

    /** When each trial begins. */
    Instant start() {
        return start;
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
