package io.github.flexyfleet.fleet.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.model.FleetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fuzzing has found, so that it stays mended whatever the mutator does later. */
class FoundByFuzzingTest {
    private static final String FLEET = """
            fleet: f
            hub: {host: h.azure-devices.net, units: %s}
            talk2m: {account: a}
            sites: {s: {devices: {d: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}}}}
            """;

    @TempDir
    private Path folder;

    /** The schema validator threw on a number beyond 64 bits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "12345678901234567890",
                "-99999999999999999999999999",
                "99999999999999999999.0",
                "-123456789012345678901234567890.5"
            })
    void a_number_of_any_size_is_a_finding(String number) {
        List<Finding> findings =
                FleetFiles.read(folder, FLEET.formatted(number)).findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).span()).hasToString("fleet.yaml:2:41");
    }

    /** The place of a character that YAML does not allow was counted by line feeds only, unlike all other places. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\r\n", "\u0085", "\u2028", "\u2029"})
    void every_end_of_line_that_yaml_knows_counts_for_every_finding(String end) {
        String head = "fleet: f" + end + "hub: h" + end + "x: ";

        assertThat(FleetFiles.read(folder, head + "\u0007").findings())
                .extracting(finding -> finding.span().toString())
                .containsExactly("fleet.yaml:3:4");
        assertThat(FleetFiles.read(folder, head + "!tag y").findings())
                .extracting(finding -> finding.span().toString())
                .containsExactly("fleet.yaml:3:4");
        assertThat(FleetFiles.read(folder, head + "1" + end + "\ty: 2").findings())
                .extracting(finding -> finding.span().toString())
                .containsExactly("fleet.yaml:4:1");
    }

    /** An old Mac's line end counted outside quotes only, so later places were off by a line. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\r\n", "\n"})
    void every_end_of_line_in_a_quoted_cell_counts(String end) throws IOException {
        Files.writeString(
                folder.resolve("plants.csv"),
                "id;site;serial" + end + "d2;\"s" + end + end + "\";2005-0001-25" + end + "d3;s;wrong" + end);

        assertThat(FleetFiles.read(folder, FLEET.formatted("1") + "devicesFrom: plants.csv\n")
                        .findings())
                .extracting(finding -> finding.code() + " " + finding.span())
                .contains("BAD_SERIAL plants.csv:5:6");
    }
}
