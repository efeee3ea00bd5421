package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plugin as a user meets it: a real Maven process on a project in a folder of its own. */
class PluginInMavenIT extends ProjectInMaven {
    @Test
    void threeMistakesAreThreeFindingsInOneRun() throws Exception {
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: mine
                hub:
                  host: eWONPROJECT.azure-devices.net
                  units: many
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A], pussh: {full: 20s}, push: {full: 20s}}
                sites:
                  north:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump 1}
                  south:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump 2}
                """);

        assertThat(maven.run("flexy:validate")).isNotZero();

        assertThat(output)
                .filteredOn(line -> line.contains("fleet.yaml:"))
                .containsExactly(
                        "[ERROR] fleet.yaml:4:10 FLX1103 hub.units must be a whole number, not text"
                                + " / write it like 1",
                        "[ERROR] fleet.yaml:8:24 FLX1101 unknown key \"pussh\" in defaults.tagGroups.all"
                                + " / remove it; known here: groups, names, types, push, deadband, minInterval, format, history, properties",
                        "[ERROR] fleet.yaml:17:7 FLX1201 device id \"pump-1\" is used twice (see fleet.yaml:13:7)"
                                + " / give each device an id of its own");
        assertThat(output).noneMatch(line -> line.contains("\tat "));
        assertThat(project.resolve("target/flexy/findings.json")).content().contains("\"errors\" : 3");
        assertThat(project.resolve("target/flexy/findings.sarif")).content().contains("\"ruleId\" : \"FLX1201\"");
    }

    @Test
    void aDeployWithoutCredentialsNamesEveryWayToGiveThem() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));

        assertThat(maven.run("flexy:deploy")).isNotZero();

        assertThat(output)
                .anyMatch(line -> line.contains(
                        "Talk2M password of account \"demo\": set the environment variable FLEXY_TALK2M_PASSWORD"))
                .anyMatch(line -> line.contains("IoT Hub service connection string"))
                .anyMatch(line -> line.contains(REHEARSAL));
    }

    @Test
    void aRehearsalDeploysShowsEvidenceAndThenHasNothingToDo() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));

        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.matches(".*north +pump-1 +1 +confirmed .*Flow=.* Level=.*"));
        assertThat(output).anyMatch(line -> line.contains("report: target/flexy/report.html"));
        assertThat(Files.readString(project.resolve("target/flexy/report.json")))
                .contains("\"result\" : \"done\"");
        assertThat(project.resolve("target/flexy/report.html")).content().contains("Rollout of fleet");
        assertThat(project.resolve("target/flexy/report.md")).content().contains("1 confirmed");
        assertThat(project.resolve("target/flexy/junit.xml")).content().contains("name=\"pump-1\"");

        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.contains("Nothing to do: the device runs the wanted digest"));

        output.clear();
        assertThat(maven.run("flexy:status", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.matches(".*north +pump-1 .* current .*"));

        output.clear();
        assertThat(maven.run("flexy:logs", REHEARSAL, "-Dflexy.device=pump-1")).isZero();
        assertThat(output).anyMatch(line -> line.matches(".*Z  flexy +Java VM: started"));
        assertThat(output).anyMatch(line -> line.matches(".*Z  runtime +start [0-9]+, running [0-9a-f]{64}"));

        output.clear();
        assertThat(maven.run("flexy:release", REHEARSAL, "-Dflexy.device=pump-1"))
                .isZero();
        assertThat(output).anyMatch(line -> line.contains("pump-1 is released: no Java program starts on it now"));

        output.clear();
        assertThat(maven.run("flexy:logs", REHEARSAL)).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("-Dflexy.device=ID"));
    }

    @Test
    void anImpossibleConcurrencyIsRefusedWithItsRange() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));

        assertThat(maven.run("flexy:deploy", REHEARSAL, "-Dflexy.concurrency=0"))
                .isNotZero();

        assertThat(output).anyMatch(line -> line.contains("flexy.concurrency is 0") && line.contains("1 to 64"));
    }

    @Test
    void aRolloutIsTriedInVirtualTime() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));

        assertThat(maven.run("flexy:rehearse", "-Dflexy.faults=calm", "-Dflexy.trials=1"))
                .isZero();
        assertThat(output).anyMatch(line -> line.matches(".*calm +1 +1 +0 +1 .* 1 of 1, at worst 1"));
        try (Stream<Path> left = Files.list(project.resolve("target/flexy"))) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("rehearse"));
        }

        output.clear();
        assertThat(maven.run("flexy:rehearse", "-Dflexy.faults=calm,rain")).isNotZero();
        assertThat(output)
                .anyMatch(line -> line.contains("flexy.faults is calm,rain; nothing was done. Give calm, fibre"));
    }

    @Test
    void withoutAPomResultsLieInTheTargetFolderToo() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));
        Files.delete(project.resolve("pom.xml"));

        assertThat(maven.run("io.github.flexyfleet:flexy-maven-plugin:" + RealMaven.required("flexy.it.version")
                        + ":compile"))
                .isZero();

        assertThat(project.resolve("target/flexy/bundles/pump-1/device.json")).exists();
        assertThat(project.resolve("${project.basedir}")).doesNotExist();
    }

    @Test
    void compileWritesBundlesAndHelpListsTheGoals() throws Exception {
        writeFleet(WrittenFleet.ofPumps(1, "20s"));

        assertThat(maven.run("flexy:compile", "flexy:schema", "flexy:explain", "-Dflexy.device=pump-1", "flexy:help"))
                .isZero();

        assertThat(project.resolve("target/flexy/bundles/pump-1/device.json")).exists();
        try (Stream<Path> files = Files.walk(project.resolve("target"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .as("nobody has asked for keys in target")
                    .contains("device.crt")
                    .noneMatch(name -> name.endsWith(".key"));
        }
        assertThat(output)
                .anyMatch(line -> line.endsWith(
                        "/bundles (without private keys; flexy:bundle -Dflexy.device=ID writes a whole one)"));
        for (String keys : List.of(".flexy/certificates", "target/flexy/bundles")) {
            assertThat(project.resolve(keys).resolve(".gitignore"))
                    .as("a folder with keys keeps itself out of git")
                    .hasContent("*");
        }
        assertThat(output)
                .anyMatch(
                        line -> line.endsWith("# yaml-language-server: $schema=target/flexy/schema/fleet.schema.json"));
        assertThat(project.resolve("target/flexy/schema/fleet.schema.json")).exists();
        assertThat(output)
                .anyMatch(line -> line.matches(".*tagGroups\\.all\\.push\\.full +20s +defaults +fleet.yaml:6:.*"));
        for (String goal : List.of(
                "flexy:validate",
                "flexy:budget",
                "flexy:import",
                "flexy:compile",
                "flexy:explain",
                "flexy:schema",
                "flexy:plan",
                "flexy:deploy",
                "flexy:status",
                "flexy:rehearse",
                "flexy:drift",
                "flexy:rollback",
                "flexy:approve",
                "flexy:history",
                "flexy:resume",
                "flexy:abort",
                "flexy:lock",
                "flexy:help")) {
            assertThat(output).anyMatch(line -> line.endsWith(goal));
        }
    }

    @Test
    void aScriptIsImportedThenValidThenBudgetedAndNeverImportedOverAFile() throws Exception {
        Files.writeString(project.resolve("azure.bas"), """
                DeviceId$="pump-1"
                IotHubName$ ="eWONPROJECT"
                Changepushtime% = 2
                Fullpushtime% = 20
                GROUPA% = 1
                """);
        String[] fromScript = {"flexy:import", "-Dflexy.from=azure.bas", "-Dflexy.import.account=demo"};

        assertThat(maven.run(fromScript)).isZero();
        assertThat(output).anyMatch(line -> line.endsWith("next: mvn flexy:validate"));
        assertThat(maven.run("flexy:validate", "flexy:budget", "-Dflexy.budget.simMegabytes=2000"))
                .isZero();
        assertThat(output).anyMatch(line -> line.matches(".*pump-1 +SIM bytes a month .* 2,000,000,000 .*"));

        output.clear();
        assertThat(maven.run("flexy:validate", "-Dflexy.budget.simMegabytes=1")).isNotZero();
        assertThat(output)
                .anyMatch(line -> line.startsWith("[ERROR] fleet.yaml:") && line.contains(" FLX1413 device pump-1 "));

        output.clear();
        assertThat(maven.run(fromScript)).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("fleet.yaml is there already and stays as it is"));
    }

    @Test
    void anImportOfLiveGatewaysCanBeRehearsedBeforeThereIsAFleetFileAndBesideOne() throws Exception {
        String[] live = {"flexy:import", "-Dflexy.from=live", REHEARSAL};

        assertThat(maven.run(live[0], live[1], live[2], "-Dflexy.import.hub=my-hub.azure-devices.net"))
                .isZero();
        assertThat(output).anyMatch(line -> line.contains("3 gateways, so 7 calls more"));
        assertThat(Files.readString(project.resolve("fleet.yaml")))
                .contains("account: rehearsal\n")
                .contains("Pump-station-1: {name: Pump station 1, serial: 1999-0001-21}\n");
        assertThat(maven.run("flexy:validate")).isZero();

        Files.delete(project.resolve("fleet.yaml"));
        writeFleet(WrittenFleet.ofPumps(1, "20s"));
        output.clear();
        assertThat(maven.run(live[0], live[1], live[2], "-Dflexy.to=imported.yaml"))
                .isZero();
        assertThat(output).anyMatch(line -> line.contains("rehearsal: the gateways of fleet.yaml"));
        assertThat(Files.readString(project.resolve("imported.yaml")))
                .contains("account: \"demo\"\n")
                .contains("{name: Pump 1, serial: ");
    }
}
