package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableTest {
    private static final String FLEET = """
            fleet: f
            hub: {host: h.azure-devices.net%s}
            talk2m: {account: a}
            defaults:
              tagGroups: {g: {groups: [A], push: {full: 1h}}}
              writable: %s
            sites: {s: {writable: %s, devices: {d1: , d2: {writable: %s}}}}
            """;

    @TempDir
    private Path folder;

    private static String show(Writable rule) {
        return rule.pattern() + " " + rule.min().map(Object::toString).orElse("") + ".."
                + rule.max().map(Object::toString).orElse("");
    }

    private List<String> writable(String defaults, String site, String device) {
        Fleet fleet = FleetFiles.fleet(folder, FLEET.formatted("", defaults, site, device));
        return FleetFiles.device(fleet, "d2").writable().stream()
                .map(WritableTest::show)
                .toList();
    }

    private String findings(String defaults, String more) {
        return FleetFiles.findings(folder, FLEET.formatted(more, defaults, "{}", "{}"));
    }

    @Test
    void nothing_is_writable_unless_it_is_named() {
        assertThat(writable("{}", "{}", "{}")).isEmpty();
        assertThat(writable("{Level: }", "{}", "{}")).isEmpty();
        assertThat(writable("{Level: false}", "{}", "{}")).isEmpty();
    }

    @Test
    void limits_win_layer_by_layer_and_value_by_value() {
        assertThat(writable("{Level: {min: 0, max: 100}, \"P*\": true}", "{Level: {max: 50.50}}", "{Mode: {}}"))
                .containsExactly("Level 0..50.5", "Mode ..", "P* ..");
        assertThat(writable("{Level: {min: 0, max: 100}}", "{}", "{Level: true}"))
                .containsExactly("Level 0..100");
    }

    @Test
    void a_stronger_layer_can_take_a_name_away_and_give_it_back() {
        assertThat(writable("{Level: {max: 9}, Mode: true}", "{}", "{Level: false}"))
                .containsExactly("Mode ..");
        assertThat(writable("{Level: {max: 9}}", "{Level: false}", "{Level: {min: 1}}"))
                .containsExactly("Level 1..9");
    }

    @Test
    void limits_of_two_layers_can_cross() {
        assertThat(FleetFiles.findings(folder, FLEET.formatted("", "{Level: {min: 60}}", "{}", "{Level: {max: 50}}")))
                .isEqualTo("fleet.yaml:7:72 FLX1275 writable \"Level\" lets no number pass: max is below min"
                        + " (see fleet.yaml:6:27) / write the smaller number as min\n");
    }

    @Test
    void a_basic_hub_writes_nothing() {
        assertThat(findings("{Level: true}", ", tier: B2"))
                .startsWith("fleet.yaml:6:14 FLX1278 a hub of tier B2 cannot write tags");
        assertThat(findings("{Level: true}", ", tier: F1")).isEmpty();
    }

    @Test
    void over_https_nothing_is_written_either() {
        String https = FLEET.replace("  writable:", "  transport: https\n  auth: sas\n  writable:");
        assertThat(FleetFiles.findings(folder, https.formatted("", "{Level: true}", "{}", "{}")))
                .isEqualTo("fleet.yaml:8:14 FLX1278 the hub cannot write tags of a device that posts over HTTPS:"
                        + " it has neither methods nor a twin / take a Standard tier (S1 to S3) or F1, and MQTT,"
                        + " or remove writable\n");
        assertThat(FleetFiles.findings(folder, https.formatted("", "{}", "{}", "{}")))
                .isEmpty();
    }

    @Test
    void the_schema_knows_what_a_limit_is() {
        assertThat(findings("{Level: {min: \"0\"}}", "")).contains("FLX1103");
        assertThat(findings("{Level: {max: 1000000000000001}}", "")).contains("FLX1107");
        assertThat(findings("{Level: 5}", "")).contains("FLX110");
        assertThat(findings("{Level: {mx: 5}}", "")).contains("FLX1101");
        assertThat(findings("{\"!Level\": true}", "")).contains("FLX1106");
    }

    @Test
    void there_is_a_most() {
        String many =
                IntStream.rangeClosed(1, 200).mapToObj(i -> "T" + i + ": true").collect(Collectors.joining(", "));
        assertThat(findings("{" + many + "}", "")).isEmpty();
        assertThat(FleetFiles.findings(folder, FLEET.formatted("", "{" + many + "}", "{Z: true}", "{}")))
                .isEqualTo("fleet.yaml:7:24 FLX1107 a device has more than 200 writable names"
                        + " / write one name with * for several tags\n");
    }

    @Test
    void names_and_limits_are_held_against_the_tag_list() {
        FleetFiles.write(folder, "t.csv", """
                "Id";"Name";"IVGroupA";"IVGroupB";"IVGroupC";"IVGroupD";"Type"
                1;"Level";1;0;0;0;1
                2;"Recipe";0;0;0;0;6
                """);
        String fleet = FLEET.replace("  writable:", "  tagList: t.csv\n  writable:");
        assertThat(FleetFiles.findings(
                        folder, fleet.formatted("", "{Levl: true, \"Rec*\": {max: 5}, Recipe: true}", "{}", "{}")))
                .isEqualTo("fleet.yaml:7:14 FLX1276 writable \"Levl\" names no tag of \"t.csv\" (see t.csv:1:1)"
                        + " / did you mean tag \"Level\"?\n"
                        + "fleet.yaml:7:26 FLX1277 writable \"Rec*\" has limits, which let no text pass, and tag"
                        + " \"Recipe\" is a string / leave min and max out, or name the tags with numbers only\n");
    }
}
