package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the git of the machine, in a repository of its own. */
class GitHistoryTest {
    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void twoCommits() throws Exception {
        project = Files.createDirectories(folder.resolve("repository/north"));
        git("init", "--quiet", "..");
        Files.writeString(folder.resolve("repository/other.txt"), "beside the project");
        Files.createDirectories(project.resolve("sites"));
        Files.writeString(project.resolve("fleet.yaml"), "first");
        Files.writeString(project.resolve("sites/ghent.yaml"), "ghent");
        commit();
        Files.writeString(project.resolve("fleet.yaml"), "second");
        commit();
    }

    @Test
    void aProjectIsWrittenAsItWas() throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        GitHistory history = new GitHistory(project);

        String first = history.commit("HEAD~1");
        history.export(first, target);

        assertThat(first).matches("[0-9a-f]{40}");
        assertThat(target.resolve("fleet.yaml")).hasContent("first");
        assertThat(target.resolve("sites/ghent.yaml")).hasContent("ghent");
        assertThat(target.resolve("other.txt")).doesNotExist();
        assertThat(project.resolve("fleet.yaml")).hasContent("second");
    }

    @Test
    void whatIsNoCommitIsSaid() {
        GitHistory history = new GitHistory(project);

        for (String wrong : List.of("v9", "--help", "HEAD:north/fleet.yaml", "")) {
            assertThatThrownBy(() -> history.commit(wrong))
                    .as(wrong)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("git knows no commit " + wrong);
        }
    }

    private void commit() throws Exception {
        git("add", "--all", "..");
        git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "fleet");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", project.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
