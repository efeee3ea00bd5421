package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
    @TempDir
    private Path folder;

    private static String resource(String name) throws IOException {
        try (InputStream text = ExplanationTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Explanation explain(String device, String path) throws IOException {
        Fleet fleet = FleetFiles.read(folder, resource("explain.yaml")).fleet().orElseThrow();
        return Explanation.of(fleet, device, Optional.ofNullable(path));
    }

    @Test
    void each_line_shows_setting_value_layer_place_and_what_it_overrides() throws IOException {
        Explanation explanation = explain("pump-1", null);

        assertThat(explanation.findings()).isEmpty();
        assertThat(String.join("\n", explanation.lines()) + "\n").isEqualTo(resource("explain.txt"));
    }

    @ParameterizedTest
    @CsvSource({
        "tagGroups.all.push, 2",
        "tagGroups.all.push.full, 1",
        "tagGroups, 10",
        "hub, 3",
        "heartbeat, 1",
        "tagGroups.all, 4"
    })
    void a_path_narrows_to_what_is_below_it(String path, int settings) throws IOException {
        assertThat(explain("pump-1", path).lines())
                .hasSize(1 + settings)
                .allSatisfy(
                        line -> assertThat(line).matches("(SETTING|" + path.replace(".", "\\.") + "(\\.\\S+)?) .*"));
    }

    @Test
    void an_unknown_device_is_a_finding_that_names_the_likely_one_and_its_place() throws IOException {
        assertThat(explain("Pump-1", null).findings())
                .extracting(Finding::render)
                .containsExactly("fleet.yaml:9:1 FLX1501 no device has the id \"Pump-1\" (see fleet.yaml:19:7) /"
                        + " did you mean \"pump-1\"?");
        assertThat(explain("valve", null).findings())
                .extracting(Finding::render)
                .containsExactly(
                        "fleet.yaml:9:1 FLX1501 no device has the id \"valve\" / name a device id of the fleet file");
        assertThat(explain("valve", null).lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tagGroup.all, did you mean tagGroups.all?",
        "heartbeats, did you mean heartbeat?",
        "tagGroups.all.pus, did you mean tagGroups.all.push?",
        "weather, 'name a setting of the device, or the beginning of its path'",
        "tagGroups., did you mean tagGroups?"
    })
    void an_unknown_path_is_a_finding(String path, String mend) throws IOException {
        assertThat(explain("pump-1", path).findings())
                .extracting(Finding::render)
                .containsExactly(
                        "fleet.yaml:19:7 FLX1502 device \"pump-1\" has no setting at \"" + path + "\" / " + mend);
    }

    @Test
    void files_profiles_tables_and_appended_lists_are_named() {
        Fleet fleet = new FleetReader(InstantSource.fixed(FleetFiles.NOW))
                .read(Path.of("..", "examples", "three-sites"), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();

        List<String> lines = Explanation.of(fleet, "Flexy205-Reservoir", Optional.empty()).lines().stream()
                .map(line -> line.replaceAll(" +", " "))
                .toList();

        assertThat(lines)
                .contains(
                        "device Flexy205-Reservoir fleet plants.csv:3:10",
                        "tagGroups.process.groups [A, B] + [C] profile energy profiles.yaml:17:17"
                                + " [A, B] (defaults, fleet.yaml:26:15)");
    }
}
