package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagListsTest {
    private static final String HEADER =
            "\"Id\";\"Name\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\";\"Type\"\n";
    private static final String PUMP = HEADER + """
            1;"Level";1;0;0;0;1
            2;"Flow";1;1;0;0;1
            3;"PumpRunning";0;1;0;0;0
            4;"Mode";0;0;0;0;6
            """;

    private static final String FLEET = """
            fleet: f
            hub: {host: h.azure-devices.net}
            talk2m: {account: a}
            defaults:
              tagList: %s
              tagGroups:
                g: {%s, push: {full: 1h}}
            sites: {s: {devices: {d1: , d2: }}}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "groups: [A]                                | 2",
                "groups: [A, B]                             | 3",
                "groups: [C]                                | 0",
                "groups: [A, D], types: [float]             | 2",
                "groups: [B], types: [float]                | 1",
                "types: [string]                            | 1",
                "types: [dword]                             | 0",
                "names: ['*']                               | 4",
                "names: [Pump*]                             | 1",
                "names: ['!Pump*']                          | 3",
                "names: ['*', '!*o*']                       | 2",
                "names: ['?ode', Level]                     | 2",
                "names: [level]                             | 0",
                "names: [Level], groups: [B]                | 0",
            })
    void a_selection_takes_the_tags_that_the_runtime_takes(String selection, int count) {
        FleetFiles.write(folder, "pump.csv", PUMP);

        FleetResult result = FleetFiles.read(folder, FLEET.formatted("pump.csv", selection));

        Device device = result.fleet().orElseThrow().devices().get(0);
        assertThat(device.tagList()
                        .orElseThrow()
                        .count(device.tagGroups().get(0).tags()))
                .isEqualTo(count);
        assertThat(codes(result)).isEqualTo(count == 0 ? List.of("FLX1227") : List.of());
    }

    @Test
    void one_finding_at_the_group_names_the_list_and_the_tag_that_was_meant() {
        FleetFiles.write(folder, "pump.csv", PUMP);

        assertThat(FleetFiles.findings(folder, FLEET.formatted("pump.csv", "names: [PumpRuning, \"*x\"]")))
                .isEqualTo("fleet.yaml:7:5 FLX1227 tag group \"g\" selects no tag of \"pump.csv\" (see pump.csv:1:1)"
                        + " / did you mean tag \"PumpRunning\"?\n");
    }

    @Test
    void a_group_that_selects_on_one_of_the_lists_is_fine_and_one_in_none_is_told_once() {
        FleetFiles.write(folder, "pump.csv", PUMP);
        FleetFiles.write(folder, "well.csv", HEADER + "1;\"Depth\";0;0;1;0;1\n");
        String fleet = """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: a}
                defaults:
                  tagList: pump.csv
                  tagGroups:
                    pumps: {groups: [A], push: {full: 1h}}
                    wells: {groups: [C], push: {full: 1h}}
                    meters: {groups: [D], push: {full: 1h}}
                profiles:
                  well: {tagList: well.csv}
                sites:
                  s: {devices: {d1: , d2: {profiles: [well]}, d3: {heartbeat: 1h}}}
                  t: {tagGroups: {meters: {push: {full: 2h}}}, devices: {d4: }}
                  u: {tagGroups: {meters: {types: [float], push: {full: 2h}}}, devices: {d5: }}
                """;

        assertThat(FleetFiles.findings(folder, fleet)).isEqualTo("""
                fleet.yaml:9:5 FLX1227 tag group "meters" selects no tag of any of 2 tag lists \
                (see pump.csv:1:1, well.csv:1:1) / compare its groups, names and types with the list, or export the list anew
                fleet.yaml:15:19 FLX1227 tag group "meters" selects no tag of "pump.csv" \
                (see pump.csv:1:1) / compare its groups, names and types with the list, or export the list anew
                """);
    }

    @Test
    void devices_without_a_list_are_not_judged() {
        assertThat(FleetFiles.findings(folder, FLEET.formatted("", "names: [nothing]")))
                .isEmpty();
    }

    @Test
    void the_path_is_relative_to_the_file_that_names_it_and_may_have_variables() {
        FleetFiles.write(folder, "sites/tags/d1.csv", PUMP);
        FleetFiles.write(
                folder,
                "sites/s.yaml",
                "sites: {s: {tagList: \"tags/${device.id}.csv\", tagGroups: {g: {groups: [A], push: {full: 1h}}}, devices: {d1: }}}");

        FleetResult result = FleetFiles.read(folder, """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: a}
                include: [sites/*.yaml]
                """);

        assertThat(result.findings()).isEmpty();
        assertThat(result.fleet().orElseThrow().devices().get(0).tagList()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.csv   | fleet.yaml:5:12 FLX1001 the file is missing or cannot be read",
                "../out.csv    | fleet.yaml:5:12 FLX1002 the file lies outside the project folder",
                "\"a\\0b\"     | fleet.yaml:5:12 FLX1001 this is not the name of a file",
                "table.csv     | fleet.yaml:5:12 FLX1228 \"table.csv\" is no tag list: it has no columns Name, IVGroupA to IVGroupD and Type (see table.csv:1:1)",
                "row.csv       | fleet.yaml:5:12 FLX1228 \"row.csv\" has a row that is no tag (see row.csv:4:1)",
                "empty.csv     | fleet.yaml:5:12 FLX1228 \"empty.csv\" holds no tag (see empty.csv:1:1)",
                "nothing.csv   | fleet.yaml:5:12 FLX1228 \"nothing.csv\" is no tag list: it has no columns Name, IVGroupA to IVGroupD and Type (see nothing.csv:1:1)",
                "5             | fleet.yaml:5:12 FLX1104 defaults.tagList must be text, but \"5\" without quotes is a number",
            })
    void a_list_that_cannot_be_used_is_one_error_however_many_devices_name_it(String name, String finding)
            throws Exception {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(folder.resolve("out.csv"), PUMP);
        FleetFiles.write(project, "table.csv", "Plant;DeviceId\nnorth;pump-1\n");
        FleetFiles.write(project, "row.csv", HEADER + "1;\"Level\r\nhigh\";1;0;0;0;1\n2;\"\";1;0;0;0;1\n");
        FleetFiles.write(project, "empty.csv", HEADER);
        FleetFiles.write(project, "nothing.csv", "");

        assertThat(FleetFiles.read(project, FLEET.formatted(name, "groups: [A]"))
                        .findings())
                .singleElement()
                .extracting(Finding::render)
                .satisfies(line -> assertThat(line).startsWith(finding));
    }

    @Test
    void a_list_in_latin_1_without_a_header_is_read() throws Exception {
        String row = "7;\"Süd\"" + ";0".repeat(23) + ";0;1;0;0" + ";0".repeat(26) + ";1;\"m\"\r\n";
        Files.write(folder.resolve("old.csv"), row.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(FleetFiles.findings(folder, FLEET.formatted("old.csv", "names: [Süd], groups: [B]")))
                .isEmpty();
    }

    @Test
    void ten_thousand_devices_with_files_of_the_same_content_share_one_list() {
        FleetFiles.write(folder, "a.csv", PUMP);
        FleetFiles.write(folder, "b.csv", PUMP);
        String devices = IntStream.range(0, 10_000)
                .mapToObj(i -> "d" + i + ": {heartbeat: 1h, tagList: " + (i % 2 == 0 ? "a.csv" : "b.csv") + "}")
                .collect(Collectors.joining(", "));

        FleetResult result =
                FleetFiles.read(folder, FLEET.formatted("a.csv", "groups: [A]").replace("d1: , d2: ", devices));

        assertThat(result.findings()).isEmpty();
        assertThat(result.fleet().orElseThrow().devices())
                .hasSize(10_000)
                .extracting(Device::tagList)
                .containsOnly(result.fleet().orElseThrow().devices().get(0).tagList());
    }

    @Test
    void a_list_changes_nothing_on_the_device_and_is_explained() {
        FleetFiles.write(folder, "pump.csv", PUMP);
        Fleet fleet = FleetFiles.fleet(folder, FLEET.formatted("pump.csv", "groups: [A]"));

        assertThat(fleet.origins().of(fleet.devices().get(0)))
                .filteredOn(value -> value.path().equals("tagList"))
                .singleElement()
                .satisfies(value -> assertThat(value.value().text()).isEqualTo("pump.csv"));
        assertThat(Optional.of(fleet.devices().get(0).tagList().orElseThrow().meanNameBytes()))
                .contains(6);
    }

    private static List<String> codes(FleetResult result) {
        return result.findings().stream().map(finding -> finding.code().id()).toList();
    }
}
