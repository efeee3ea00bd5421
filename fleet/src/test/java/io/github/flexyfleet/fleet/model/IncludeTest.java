package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludeTest {
    private static final String HEAD = FleetFiles.HEAD + """
            defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
            """;

    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void makeProject() {
        project = folder.resolve("project");
        write("sites/b.yaml", "sites: {b: {devices: {d1: }}}\n");
        write("sites/a.yaml", "sites: {a: {devices: {d2: }}}\n");
    }

    private void write(String name, String text) {
        FleetFiles.write(project, name, text);
    }

    private void hasOnly(String yaml, String start) {
        assertThat(FleetFiles.findings(project, HEAD + yaml).lines())
                .singleElement()
                .asString()
                .startsWith(start);
    }

    @Test
    void files_are_read_in_the_order_of_their_names_whatever_the_disk_says() {
        write("sites/c.yml", "no yaml file by its name: [");
        write("sites/.d.yaml", "hidden: [");
        write("sites/deeper/e.yaml", "not matched: [");

        Fleet fleet = FleetFiles.fleet(project, HEAD + "include: [sites/*.yaml]\nsites: {z: {devices: {d0: }}}\n");

        assertThat(fleet.sites()).extracting(Site::name).containsExactly("z", "a", "b");
        assertThat(fleet.devices())
                .extracting(device -> device.span().toString())
                .containsExactly("fleet.yaml:6:23", "sites/a.yaml:1:23", "sites/b.yaml:1:23");
    }

    @Test
    void an_included_file_may_include_with_paths_relative_to_itself() {
        write("sites/deeper/all.yaml", "include: [../a.yaml, '../../profiles.yaml']\n");
        write("profiles.yaml", "profiles: {p: {heartbeat: 1s}}\n");

        Fleet fleet = FleetFiles.fleet(
                project, HEAD + "include: ['si?es/deeper/*']\nsites: {z: {profiles: [p], devices: {d0: }}}\n");

        assertThat(fleet.devices())
                .extracting(device -> device.heartbeat().toSeconds())
                .containsExactly(1L, 900L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [sites/*.yml]             | 5:11 FLX1018 "sites/*.yml" matches no file in the project / write a path
                    [sites/**/a.yaml]         | 5:11 FLX1018 "sites/**/a.yaml" matches no file in the project
                    [nowhere.yaml]            | 5:11 FLX1018 "nowhere.yaml" matches no file
                    ["a\\0b"]                 | 5:11 FLX1018 "a
                    [../*.yaml]               | 5:11 FLX1018 "../*.yaml" matches no file in the project
                    [../outside.yaml]         | 5:11 FLX1002 the file lies outside the project folder
                    [linked.yaml]             | 5:11 FLX1002 the file lies outside the project folder
                    ["linked/*.yaml"]         | 5:11 FLX1018 "linked/*.yaml" matches no file in the project
                    ["*.yaml"]                | 5:11 FLX1019 "fleet.yaml" is part of the fleet already (see fleet.yaml:1:1)
                    [sites/*, sites/a.yaml]   | 5:20 FLX1019 "sites/a.yaml" is part of the fleet already (see fleet.yaml:5:11)
                    sites/a.yaml              | 5:10 FLX1103 include must be a list, not text
                    [12]                      | 5:11 FLX1104 include[0] must be text, but "12" without quotes is a number
                    [""]                      | 5:11 FLX1107 include[0] is empty
                    """)
    void mistakes(String include, String start) throws IOException {
        FleetFiles.write(folder, "outside.yaml", "sites: {}\n");
        if (include.contains("linked.yaml")) {
            Files.createSymbolicLink(project.resolve("linked.yaml"), folder.resolve("outside.yaml"));
        }
        Files.createSymbolicLink(project.resolve("linked"), folder);

        assertThat(FleetFiles.findings(project, HEAD + "include: " + include + "\nsites: {z: {devices: {d0: }}}\n")
                        .lines()
                        .filter(line -> !line.contains("FLX1107 include[0] is empty") || include.equals("[\"\"]")))
                .isNotEmpty()
                .anySatisfy(line -> assertThat(line).startsWith("fleet.yaml:" + start));
    }

    @Test
    void a_circle_is_a_finding() {
        write("one.yaml", "include: [two.yaml]\n");
        write("two.yaml", "include: [one.yaml]\n");

        hasOnly(
                "include: [one.yaml]\nsites: {z: {devices: {d0: }}}\n",
                "two.yaml:1:11 FLX1019 \"one.yaml\" is part of the fleet already (see fleet.yaml:5:11) / include each");
    }

    @Test
    void files_that_include_files_without_end() {
        for (int i = 1; i < 10; i++) {
            write("f" + i + ".yaml", "include: [f" + (i + 1) + ".yaml]\n");
        }

        hasOnly(
                "include: [f1.yaml]\nsites: {z: {devices: {d0: }}}\n",
                "f5.yaml:1:11 FLX1020 files include files more than 5 deep / include the file from the fleet file");
    }

    @Test
    void one_name_in_two_files_names_both() {
        write("p.yaml", "profiles: {x: {heartbeat: 1s}}\n");
        String yaml = "include: [p.yaml, sites/*]\nprofiles: {x: }\nsites: {a: {profiles: [x], devices: {d0: }}}\n";

        assertThat(FleetFiles.findings(project, HEAD + yaml)).isEqualTo("""
                p.yaml:1:12 FLX1021 profile "x" stands in two files (see fleet.yaml:6:12) / keep it in one of the two files
                sites/a.yaml:1:9 FLX1021 site "a" stands in two files (see fleet.yaml:7:9) / keep it in one of the two files
                """);
    }

    @Test
    void what_must_be_unique_is_so_across_files() {
        write("sites/b.yaml", "sites: {b: {devices: {D2: {name: x}, d3: {name: x, serial: 2005-0001-25}}}}\n");
        write("sites/c.yaml", "sites: {c: {devices: {d4: {serial: 2005-0001-25}}}}\n");

        assertThat(FleetFiles.findings(project, HEAD + "include: [sites/*]\n")).isEqualTo("""
                sites/b.yaml:1:23 FLX1201 device id "D2" differs only in case from "d2" (see sites/a.yaml:1:23) / give each device an id of its own
                sites/c.yaml:1:36 FLX1203 serial number "2005-0001-25" is used twice (see sites/b.yaml:1:60) / check the type plates
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    hub: {host: x}    | 1:1 FLX1101 unknown key "hub" in an included file / an included file holds devicesFrom, include, profiles, sites
                    site: {}          | 1:1 FLX1101 unknown key "site" in an included file / did you mean "sites"?
                    sites: [a]        | 1:8 FLX1103 sites must be a map
                    include: [sites/a.yaml, {}] | 1:25 FLX1103 include[2] must be text, not a map
                    include: x        | 1:10 FLX1103 include must be a list
                    devicesFrom: {}   | 1:14 FLX1102 key "file" is missing in devicesFrom
                    sites: {s: {devices: {e: {nam: x}}}} | 1:27 FLX1101 unknown key "nam" in sites.s.devices.e / did you mean "name"?
                    sites: {s: {devices: {e: {name: no}}}} | 1:33 FLX1013 no without quotes
                    a: b: c           | 1:5 FLX1006 a second colon
                    """)
    void mistakes_in_an_included_file(String text, String start) {
        write("x.yaml", text + "\n");

        assertThat(FleetFiles.findings(project, HEAD + "include: [x.yaml]\nsites: {z: {devices: {d0: }}}\n")
                        .lines())
                .first()
                .asString()
                .startsWith("x.yaml:" + start);
    }

    @Test
    void a_file_that_cannot_be_read_does_not_make_its_names_unknown() {
        write("x.yaml", "profiles: {p: {heartbeat: 1s}\n");

        hasOnly("include: [x.yaml]\nsites: {z: {profiles: [p], devices: {d0: }}}\n", "x.yaml:2:1 FLX1006 ");
    }

    @Test
    void files_without_a_device() {
        write("x.yaml", "profiles: {}\n");

        hasOnly("include: [x.yaml]\n", "fleet.yaml:5:1 FLX1210 the fleet has no device / ");
    }
}
