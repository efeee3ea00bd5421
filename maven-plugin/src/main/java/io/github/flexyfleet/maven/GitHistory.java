package io.github.flexyfleet.maven;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Earlier states of a project folder, from the git repository that it is in. Uses the {@code git} that is installed. */
final class GitHistory {
    private final Path project;

    GitHistory(Path project) {
        this.project = project;
    }

    /**
     * The commit that a revision means.
     *
     * @param revision a commit, tag or branch, or what git understands otherwise, such as {@code HEAD~1}
     * @return its id in hex
     * @throws IOException when there is no such commit, no repository or no git
     */
    String commit(String revision) throws IOException, InterruptedException {
        Output output = git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        if (output.exit() != 0) {
            throw new IOException("git knows no commit " + revision + " in " + project
                    + "; nothing was done. git log shows what there is; a shallow clone may have to be deepened");
        }
        return new String(output.bytes(), StandardCharsets.US_ASCII).strip();
    }

    /**
     * Writes the project folder as it was, without what git does not keep.
     *
     * @param commit as {@link #commit} gives it
     * @param target an empty folder
     * @throws IOException when git fails or a file cannot be written
     */
    void export(String commit, Path target) throws IOException, InterruptedException {
        Output archive = git("archive", "--format=zip", commit, "--", ".");
        if (archive.exit() != 0) {
            throw new IOException("git archive of " + commit + " fails in " + project + "; nothing was done");
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("git archive has a file outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // is not handed on
    private record Output(int exit, byte[] bytes) {}

    private Output git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", project.toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("git cannot be started; nothing was done. Install it, or deploy from a checkout", e);
        }
        process.getOutputStream().close();
        try (InputStream output = new BufferedInputStream(process.getInputStream())) {
            byte[] bytes = output.readAllBytes();
            return new Output(process.waitFor(), bytes);
        }
    }
}
