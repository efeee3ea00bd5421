package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with several files as a user runs it: its own POM, in a folder of its own. */
class ExamplesInMavenIT {
    private static final Path THREE_SITES = Path.of("..", "examples", "three-sites");

    @TempDir
    Path folder;

    private Path project;
    private RealMaven maven;

    @BeforeEach
    void copy() throws IOException {
        project = folder.resolve("three-sites");
        try (Stream<Path> files = Files.walk(THREE_SITES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !THREE_SITES.relativize(file).startsWith("target"))
                    .toList()) {
                Path to = project.resolve(THREE_SITES.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        maven = new RealMaven(project);
    }

    @Test
    void threeSitesIsValidatedByItsBuildThenExplainedAndCompiled() throws Exception {
        assertThat(maven.run("verify")).isZero();
        assertThat(maven.output())
                .anyMatch(line -> line.endsWith("fleet three-sites is valid: 7 devices at 3 sites"))
                .anyMatch(line -> line.endsWith("BUILD SUCCESS"))
                .noneMatch(line -> line.contains(" FLX"));
        assertThat(project.resolve("target/flexy/findings.json")).content().contains("\"errors\" : 0");

        maven.output().clear();
        assertThat(maven.run("flexy:explain", "-Dflexy.device=Flexy202-Booster"))
                .isZero();
        for (String line : List.of(
                ".* heartbeat +30m +site porto +sites/porto.yaml:6:16 +1h .profile cellular, profiles.yaml:5:16.*",
                ".* timeZone +Europe/Lisbon +site porto +sites/porto.yaml:4:15 .*",
                ".* name +Booster north +device Flexy202-Booster +plants.csv:6:.*",
                ".* tagGroups.meters.format +typed +profile energy +profiles.yaml:.*",
                ".* tagList +tags/energy.csv +profile energy +profiles.yaml:.*")) {
            assertThat(maven.output()).anyMatch(shown -> shown.matches(line));
        }

        maven.output().clear();
        assertThat(maven.run(
                        "flexy:compile",
                        "flexy:budget",
                        "flexy:explain",
                        "-Dflexy.device=Flexy205-Blower",
                        "-Dflexy.path=tagGroups.meters.push"))
                .isZero();
        assertThat(maven.output())
                .filteredOn(line -> line.contains("tagGroups."))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("tagGroups.meters.push.full"));
        try (Stream<Path> bundles = Files.list(project.resolve("target/flexy/bundles"))) {
            assertThat(bundles.filter(Files::isDirectory).map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "Flexy205Self",
                            "Flexy205-Intake",
                            "Flexy205-Reservoir",
                            "Flexy205-Blower",
                            "Flexy202-Filter",
                            "Flexy202-Booster",
                            "Flexy202-Well");
        }
        assertThat(project.resolve("target/flexy/bundles/Flexy202-Booster/device.json"))
                .content()
                .contains("\"plant\":\"porto\"")
                .contains("\"heartbeatSeconds\":1800");
        assertThat(maven.output()).anyMatch(line -> line.contains("known from tagList"));
    }

    @Test
    void aMistakeInAnyOfItsFilesFailsTheBuildAtItsPlace() throws Exception {
        change("sites/ghent.yaml", "Europe/Brussels", "Europe/Brussel");
        change("plants.csv", "2003-0104-21", "2003010421");
        change("profiles.yaml", "full: 15m", "full: 15min");
        change("tags/energy.csv", "\"Power1\"", "\"\"");

        assertThat(maven.run("verify")).isNotZero();

        assertThat(maven.output())
                .anyMatch(line -> line.startsWith("[ERROR] sites/ghent.yaml:4:15 FLX1205 "))
                .anyMatch(line -> line.startsWith("[ERROR] plants.csv:5:") && line.contains("write 2003-0104-21"))
                .anyMatch(line -> line.startsWith("[ERROR] profiles.yaml:21:22 FLX1106 "))
                .anyMatch(line -> line.startsWith("[ERROR] profiles.yaml:14:14 FLX1228 ")
                        && line.contains("(see tags/energy.csv:9:1)"));
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = project.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }
}
