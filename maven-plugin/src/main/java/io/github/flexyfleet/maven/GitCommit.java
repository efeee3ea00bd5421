package io.github.flexyfleet.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commit that is checked out, read from git's own files: no git need be installed. */
final class GitCommit {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern POINTER = Pattern.compile("(?:ref|gitdir): (.+)");

    private GitCommit() {}

    /** The commit of the work tree around a folder; empty when it is in none, or nothing was committed yet. */
    static Optional<String> of(Path folder) {
        try {
            for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.isDirectory(git)) {
                    return head(git);
                }
                if (Files.isRegularFile(git)) {
                    return pointed(git).map(at::resolve).flatMap(GitCommit::head);
                }
            }
        } catch (IOException e) {
            // What git's files say is for the record only.
        }
        return Optional.empty();
    }

    private static Optional<String> head(Path git) {
        try {
            String head = Files.readString(git.resolve("HEAD")).strip();
            Matcher pointer = POINTER.matcher(head);
            return pointer.matches()
                    ? reference(git, pointer.group(1))
                    : Optional.of(head).filter(id -> ID.matcher(id).matches());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A work tree beside the main one keeps its branches there. */
    private static Optional<String> reference(Path git, String name) throws IOException {
        Path shared = Files.exists(git.resolve("commondir"))
                ? git.resolve(Files.readString(git.resolve("commondir")).strip())
                : git;
        for (Path place : new Path[] {git, shared}) {
            if (Files.exists(place.resolve(name))) {
                return Optional.of(Files.readString(place.resolve(name)).strip());
            }
        }
        Path packed = shared.resolve("packed-refs");
        if (!Files.exists(packed)) {
            return Optional.empty();
        }
        return Files.readAllLines(packed).stream()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(id -> ID.matcher(id).matches())
                .findFirst();
    }

    private static Optional<Path> pointed(Path file) throws IOException {
        Matcher pointer = POINTER.matcher(Files.readString(file).strip());
        return pointer.matches() ? Optional.of(Path.of(pointer.group(1))) : Optional.empty();
    }
}
