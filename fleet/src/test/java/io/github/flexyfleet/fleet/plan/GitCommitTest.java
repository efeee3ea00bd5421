package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void aBranchIsFollowedFromAFolderBelow() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", ID + "\n");
        write("fleet/north/fleet.yaml", "");

        assertThat(GitCommit.of(folder.resolve("fleet/north"))).contains(ID);
    }

    @Test
    void aPackedBranchAndADetachedHeadAreRead() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(GitCommit.of(folder)).as("nothing was committed").isEmpty();
        write(".git/packed-refs", "# pack-refs\n" + ID + " refs/heads/main\n");
        assertThat(GitCommit.of(folder)).contains(ID);
        write(".git/HEAD", ID.replace('0', 'f') + "\n");
        assertThat(GitCommit.of(folder)).contains(ID.replace('0', 'f'));
    }

    @Test
    void aSecondWorkTreeKnowsTheBranchesOfTheFirst() throws Exception {
        write("main/.git/refs/heads/side", ID + "\n");
        write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
        write("main/.git/worktrees/side/commondir", "../..\n");
        write("side/.git", "gitdir: ../main/.git/worktrees/side\n");

        assertThat(GitCommit.of(folder.resolve("side"))).contains(ID);
    }

    @Test
    void whatIsNoCommitIsNone() throws Exception {
        write(".git/HEAD", "nonsense\n");

        assertThat(GitCommit.of(folder)).isEmpty();
    }
}
