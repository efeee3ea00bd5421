package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
    private static final String HASH = "0123456789".repeat(4);
    private static final String OTHER = "9876543210".repeat(4);

    @TempDir
    private Path folder;

    @Test
    void aBranchIsFollowedFromAnyFolderBelow() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", HASH + "\n");
        Path below = Files.createDirectories(folder.resolve("fleets/north"));

        assertThat(GitCommit.of(below)).contains(HASH);
    }

    @Test
    void aBranchMayBePackedAndItsLooseFileWins() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled\n" + OTHER + " refs/heads/other/refs/heads/main2\n" + HASH
                        + " refs/heads/main\n");

        assertThat(GitCommit.of(folder)).contains(HASH);

        write(".git/refs/heads/main", OTHER + "\n");
        assertThat(GitCommit.of(folder)).contains(OTHER);
    }

    @Test
    void aDetachedHeadIsTheCommit() throws IOException {
        write(".git/HEAD", HASH + "\n");

        assertThat(GitCommit.of(folder)).contains(HASH);
    }

    @Test
    void aFurtherWorkTreeSharesItsBranches() throws IOException {
        write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/tree/commondir", "../..\n");
        write("main/.git/refs/heads/topic", HASH + "\n");
        write("tree/.git", "gitdir: " + folder.resolve("main/.git/worktrees/tree") + "\n");

        assertThat(GitCommit.of(folder.resolve("tree"))).contains(HASH);
    }

    @Test
    void whereNothingCanBeReadThereIsNone() throws IOException {
        write(".git/HEAD", "ref: refs/heads/unborn\n");
        assertThat(GitCommit.of(folder)).isEmpty();

        write(".git/HEAD", "nonsense\n");
        assertThat(GitCommit.of(folder)).isEmpty();

        write(".git/HEAD", "ref: \0\n");
        assertThat(GitCommit.of(folder)).isEmpty();

        Files.delete(folder.resolve(".git/HEAD"));
        assertThat(GitCommit.of(folder)).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
