package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Plans and exit codes as a user meets them: real Maven processes. */
class PlanInMavenIT extends ProjectInMaven {
    private static final String PLAN = "target/flexy/plan.json";

    @Test
    void aPlanIsMadeDoneAndRefusedAndTheExitCodesTell() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));

        // A factory-new gateway: nobody but itself can say what it runs.
        assertThat(maven.run("flexy:plan", REHEARSAL)).isEqualTo(2);
        assertThat(output)
                .anyMatch(line -> line.endsWith("+ 1 device, install the runtime: pump-1"))
                .anyMatch(line -> line.endsWith("next: mvn flexy:deploy -Dflexy.plan=" + PLAN + " " + REHEARSAL));
        assertThat(Files.readString(project.resolve("target/flexy/plan.md"))).contains("**1 to get a runtime.**");

        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.plan=" + PLAN)).isZero();
        assertThat(Files.readString(project.resolve("target/flexy/report.json")))
                .contains("\"class\" : \"done\"");

        output.clear();
        assertThat(maven.run("flexy:plan", REHEARSAL)).isZero();
        assertThat(output)
                .anyMatch(line -> line.matches(".*seen: (1 by twin, 0 by status|0 by twin, 1 by status), 0 not"))
                .anyMatch(line -> line.contains("Nothing to do: 1 device runs what is wanted."));

        writeFleet(WrittenFleet.ofPumps(1, "10s"));
        output.clear();
        assertThat(maven.run("flexy:plan", REHEARSAL)).isEqualTo(2);
        assertThat(output)
                .anyMatch(line -> line.endsWith("    ~ tagGroups.all.push.full: 20s -> 10s  (fleet.yaml:6:54)"));
        assertThat(maven.run("flexy:plan", REHEARSAL, "-Dflexy.exitCode=false")).isZero();

        writeFleet(WrittenFleet.ofPumps(1, "5s"));
        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.plan=" + PLAN)).isEqualTo(1);
        assertThat(output)
                .anyMatch(line -> line.contains("FLX3060") && line.contains("nothing was done"))
                .anyMatch(line -> line.contains("wanted digest of pump-1 ("));

        writeFleet(WrittenFleet.ofPumps(1, "10s"));
        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.confirm")).isEqualTo(1);
        assertThat(output).anyMatch(line -> line.contains("flexy.confirm asks on a terminal, and there is none"));

        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        assertThat(output).noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void aDeviceThatSomebodyChangedHaltsThePlanAtItsCanary() throws Exception {
        writeFleet(WrittenFleet.ofPumps(2, "20s"));
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        writeFleet(WrittenFleet.ofPumps(2, "10s"));
        assertThat(maven.run("flexy:plan", REHEARSAL)).isEqualTo(2);
        Path kept = Files.copy(project.resolve(PLAN), project.resolve("reviewed.json"));
        writeFleet(WrittenFleet.ofPumps(2, "5s"));
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();

        writeFleet(WrittenFleet.ofPumps(2, "10s"));
        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.plan=" + kept.getFileName()))
                .isEqualTo(3);

        assertThat(output)
                .anyMatch(line -> line.contains("FLX3062 the device runs bundle "))
                .anyMatch(line -> line.contains("BUILD FAILURE"));
        assertThat(Files.readString(project.resolve("target/flexy/report.json")))
                .contains("\"class\" : \"halted\"")
                .contains("\"outcome\" : \"not-started\"");
    }
}
