package io.github.flexyfleet.fleet.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The commit that a folder stands at, read from git's own files; git itself need not be there. */
public final class GitCommit {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String REFERENCE = "ref: ";
    private static final String WORK_TREE = "gitdir: ";

    private GitCommit() {}

    /** The commit; empty outside of git, before the first commit, or where it cannot be read. */
    public static Optional<String> of(Path folder) {
        try {
            for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.exists(git)) {
                    return head(folderOf(git));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // As good as none: a plan does not fail for want of it.
        }
        return Optional.empty();
    }

    /** A further work tree has a file that names its folder. */
    private static Path folderOf(Path git) throws IOException {
        if (Files.isDirectory(git)) {
            return git;
        }
        String text = Files.readString(git).strip();
        return text.startsWith(WORK_TREE) ? git.resolveSibling(text.substring(WORK_TREE.length())) : git;
    }

    private static Optional<String> head(Path git) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith(REFERENCE)) {
            return hash(head);
        }
        String name = head.substring(REFERENCE.length());
        Path common = git;
        if (Files.exists(git.resolve("commondir"))) {
            common = git.resolve(Files.readString(git.resolve("commondir")).strip());
        }
        Path loose = common.resolve(name);
        return Files.isRegularFile(loose) ? hash(Files.readString(loose).strip()) : packed(common, name);
    }

    private static Optional<String> packed(Path git, String name) throws IOException {
        Path packed = git.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return Optional.empty();
        }
        return Files.readAllLines(packed).stream()
                .filter(line -> line.endsWith(" " + name))
                .findFirst()
                .flatMap(line -> hash(line.substring(0, line.indexOf(' '))));
    }

    private static Optional<String> hash(String text) {
        return Optional.of(text).filter(hash -> HASH.matcher(hash).matches());
    }
}
