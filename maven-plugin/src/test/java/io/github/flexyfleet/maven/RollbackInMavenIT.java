package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Going back to an earlier commit, in a real Maven and with the git of the machine. */
class RollbackInMavenIT extends ProjectInMaven {
    private static final Pattern DIGEST = Pattern.compile("\"digest\" : \"([0-9a-f]{64})\"");

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(project.resolve(".gitignore"), "target/\n.flexy/\nsettings.xml\n");
        git("init", "--quiet");
    }

    @Test
    void whatWasGoodNotLongAgoGoesToAllAtOnce() throws Exception {
        commitFleet("20s");
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        String first = digest();
        commitFleet("10s");
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        assertThat(digest()).isNotEqualTo(first);

        output.clear();
        assertThat(maven.run("flexy:rollback", REHEARSAL, "-Dflexy.to=HEAD~1")).isZero();

        assertThat(digest()).isEqualTo(first);
        assertThat(output)
                .anyMatch(line -> line.contains("which was deployed whole within 168 h: to all devices at once"))
                .anyMatch(line -> line.contains("2 confirmed."));
        assertThat(project.resolve("fleet.yaml")).content().contains("full: 10s");

        // The second rollout, by its number in the history.
        assertThat(maven.run("flexy:rollback", REHEARSAL, "-Dflexy.to=2")).isZero();
        assertThat(digest()).isNotEqualTo(first);
    }

    @Test
    void whatIsNotKnownIsSaidBeforeAnythingIsDone() throws Exception {
        commitFleet("20s");

        assertThat(maven.run("flexy:rollback", REHEARSAL)).isEqualTo(1);
        assertThat(maven.run("flexy:rollback", REHEARSAL, "-Dflexy.to=v9")).isEqualTo(1);
        assertThat(maven.run("flexy:rollback", REHEARSAL, "-Dflexy.to=7")).isEqualTo(1);

        assertThat(output)
                .anyMatch(line -> line.contains("say where to go back to: -Dflexy.to=COMMIT"))
                .anyMatch(line -> line.contains("git knows no commit v9"))
                .anyMatch(line -> line.contains("rollout 7 is not in the ledger"))
                .noneMatch(line -> line.contains("\tat "));
    }

    /** The digest of the last report's first device. */
    private String digest() throws IOException {
        Matcher digest = DIGEST.matcher(Files.readString(project.resolve("target/flexy/report.json")));
        assertThat(digest.find()).isTrue();
        return digest.group(1);
    }

    private void commitFleet(String full) throws Exception {
        writeFleet(WrittenFleet.ofPumps(2, full) + """
                rollout:
                  waves:
                    - {name: canary, devices: [pump-1], soak: 1s}
                    - {name: rest}
                """);
        git("add", "--all");
        git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", full);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", project.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
