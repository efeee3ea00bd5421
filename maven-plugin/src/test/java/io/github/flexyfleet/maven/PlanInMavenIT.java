package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans and exit codes as a user meets them: real Maven processes. */
class PlanInMavenIT {
    private static final String REHEARSAL = "-Dflexy.rehearsal=true";
    private static final String PLAN = "target/flexy/plan.json";

    @TempDir
    Path project;

    private RealMaven maven;
    private List<String> output;

    @BeforeEach
    void writePom() throws IOException {
        maven = new RealMaven(project);
        output = maven.output();
        maven.writePom();
    }

    @Test
    void aPlanIsMadeDoneAndRefusedAndTheExitCodesTell() throws Exception {
        writeFleet("20s");

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

        writeFleet("10s");
        output.clear();
        assertThat(maven.run("flexy:plan", REHEARSAL)).isEqualTo(2);
        assertThat(output)
                .anyMatch(line -> line.endsWith("    ~ tagGroups.all.push.full: 20s -> 10s  (fleet.yaml:6:54)"));
        assertThat(maven.run("flexy:plan", REHEARSAL, "-Dflexy.exitCode=false")).isZero();

        writeFleet("5s");
        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.plan=" + PLAN)).isEqualTo(1);
        assertThat(output)
                .anyMatch(line -> line.contains("FLX3060") && line.contains("nothing was done"))
                .anyMatch(line -> line.contains("wanted digest of pump-1 ("));

        writeFleet("10s");
        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.confirm")).isEqualTo(1);
        assertThat(output).anyMatch(line -> line.contains("flexy.confirm asks on a terminal, and there is none"));

        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        assertThat(output).noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void aDeviceThatSomebodyChangedHaltsThePlanAtItsCanary() throws Exception {
        writeFleet("20s", "      pump-2: {name: Pump 2}\n");
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        writeFleet("10s", "      pump-2: {name: Pump 2}\n");
        assertThat(maven.run("flexy:plan", REHEARSAL)).isEqualTo(2);
        Path kept = Files.copy(project.resolve(PLAN), project.resolve("reviewed.json"));
        writeFleet("5s", "      pump-2: {name: Pump 2}\n");
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();

        writeFleet("10s", "      pump-2: {name: Pump 2}\n");
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

    private void writeFleet(String full) throws IOException {
        writeFleet(full, "");
    }

    private void writeFleet(String full, String more) throws IOException {
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: mine
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A, B], push: {onChange: 2s, full: %s}}
                sites:
                  north:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump 1}
                """.formatted(full) + more);
    }
}
