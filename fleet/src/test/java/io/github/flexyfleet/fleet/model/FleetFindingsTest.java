package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFindingsTest {
    @TempDir
    private Path folder;

    @Test
    void an_unknown_key_a_wrong_type_and_a_duplicate_device_id_are_three_findings_in_one_run() {
        String yaml = FleetFiles.resource("three-mistakes.yaml");

        assertThat(FleetFiles.findings(folder, yaml)).isEqualTo(FleetFiles.resource("three-mistakes.txt"));
    }

    @Test
    void every_pitfall_of_yaml_is_one_finding_with_the_form_to_write() {
        assertThat(FleetFiles.findings(folder, FleetFiles.resource("pitfalls.yaml")))
                .isEqualTo(FleetFiles.resource("pitfalls.txt"));
    }

    @Test
    void the_quickstart_has_no_finding() {
        assertThat(FleetFiles.findings(folder, FleetFiles.resource("quickstart.yaml")))
                .isEmpty();
    }

    @Test
    void the_example_of_the_readme_has_no_finding() {
        Path example = Path.of("..", "examples", "quickstart");

        FleetResult result = new FleetReader(InstantSource.fixed(FleetFiles.NOW)).read(example, Path.of("fleet.yaml"));

        assertThat(result.findings()).isEmpty();
        assertThat(result.fleet().orElseThrow().devices()).hasSize(5);
    }

    @Test
    void the_example_with_three_sites_has_no_finding() {
        Path example = Path.of("..", "examples", "three-sites");

        FleetResult result = new FleetReader(InstantSource.fixed(FleetFiles.NOW)).read(example, Path.of("fleet.yaml"));

        assertThat(result.findings()).isEmpty();
        Fleet fleet = result.fleet().orElseThrow();
        assertThat(fleet.sites()).extracting(Site::name).containsExactly("brussels", "ghent", "porto");
        assertThat(fleet.sites()).extracting(site -> site.devices().size()).containsExactly(3, 2, 2);
    }
}
