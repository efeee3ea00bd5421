package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MetricsTargetTest {
    @TempDir
    Path folder;

    @Test
    void aGoalWithoutATraceTakesFilesFromTheProjectsFolder() throws Exception {
        Path usual = folder.resolve("target/flexy/metrics.prom");

        assertThat(MetricsTarget.files(List.of("", " "), folder, usual))
                .containsExactly(new MetricsTarget.TextFile(usual));
        assertThat(MetricsTarget.files(List.of("a/old-name.txt", " b.prom "), folder, usual))
                .containsExactly(
                        new MetricsTarget.TextFile(folder.resolve("a/old-name.txt")),
                        new MetricsTarget.TextFile(folder.resolve("b.prom")));
    }

    @Test
    void itRefusesACollectorAndMakesNoFolderOfThatName() {
        for (List<String> given : List.of(
                List.of("https://h:4318"), List.of("rollout.prom", "https://h:4318"), List.of("HTTP://h:4318"))) {
            assertThatThrownBy(() -> MetricsTarget.files(given, folder, folder))
                    .isInstanceOf(MojoFailureException.class)
                    .hasMessageContainingAll("flexy:metrics writes files only", "nothing was done", "flexy:deploy");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDriveOfWindowsIsNoAddress() throws Exception {
        assertThat(MetricsTarget.read(List.of("C:/metrics.prom", "https.prom"), Map.of(), folder))
                .allMatch(target -> target instanceof MetricsTarget.TextFile);
    }

    /** node_exporter runs as a user of its own. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anotherUserReadsTheFileAsFarAsTheUmaskLets() throws Exception {
        Path file = folder.resolve("deep/metrics.prom");
        Path plain = Files.createFile(folder.resolve("plain"));

        assertThat(new MetricsTarget.TextFile(file).write("one\n")).isEmpty();
        assertThat(new MetricsTarget.TextFile(file).write("two\n")).isEmpty();

        assertThat(file).hasContent("two\n");
        assertThat(Files.getPosixFilePermissions(file))
                .as("what any file gets of the right to read")
                .containsExactlyInAnyOrderElementsOf(Files.getPosixFilePermissions(plain).stream()
                        .filter(right ->
                                right != PosixFilePermission.GROUP_WRITE && right != PosixFilePermission.OTHERS_WRITE)
                        .toList());
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).as("nothing half made").containsExactly(file);
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAndLeavesNothing() throws Exception {
        Path taken =
                Files.createDirectories(folder.resolve("taken/by/a/folder")).getParent();

        assertThat(new MetricsTarget.TextFile(taken).write("text").orElseThrow())
                .startsWith("metrics could not be written to " + taken);

        try (Stream<Path> left = Files.list(taken.getParent())) {
            assertThat(left).containsExactly(taken);
        }
    }
}
