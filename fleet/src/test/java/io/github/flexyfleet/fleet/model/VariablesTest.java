package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.source.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    private static final String TEXT = """
            fleet: f-${env.STAGE}
            hub: {host: "${hub.name}.azure-devices.net"}
            talk2m: {account: demo, secret: "talk2m/${env.STAGE}"}
            defaults:
              secret: flexy/${site.name}/${device.id}
              tagGroups:
                g: {groups: [A], push: {full: 1h}, properties: {a: "$${device.id} ${device.id}", b: "${fleet.name}"}}
            sites:
              s:
                devices:
                  d1: {name: "${site.name} ${device.id}"}
                  "${env.STAGE}": {name: plain $ sign}
            """;

    @TempDir
    private Path folder;

    private static final Variables KNOWN = new Variables(
            Map.of("STAGE", "test", "NESTED", "${env.STAGE} ${device.id}", "API_TOKEN", "planted"),
            Map.of("hub.name", "iot", "site.name", "not this"));

    private FleetResult read(String yaml) {
        return FleetFiles.read(folder, yaml, KNOWN);
    }

    @Test
    void variables_stand_for_their_values_in_text_but_not_in_keys() {
        FleetResult result = read(TEXT.replace("  \"${env.STAGE}\"", "  d2"));

        assertThat(result.findings()).isEmpty();
        Fleet fleet = result.fleet().orElseThrow();
        assertThat(fleet.name()).isEqualTo("f-test");
        assertThat(fleet.hub().host()).isEqualTo("iot.azure-devices.net");
        assertThat(fleet.talk2m().secret()).contains(new SecretRef("talk2m/test"));
        assertThat(fleet.devices()).extracting(Device::talk2mName).containsExactly("s d1", "plain $ sign");
        assertThat(fleet.devices())
                .extracting(device -> device.secret().orElseThrow().name())
                .containsExactly("flexy/s/d1", "flexy/s/d2");
        assertThat(fleet.devices())
                .extracting(device -> List.copyOf(
                        device.tagGroups().get(0).payload().properties().values()))
                .containsExactly(List.of("${device.id} d1", "f-test"), List.of("${device.id} d2", "f-test"));
    }

    @Test
    void a_key_is_taken_as_it_stands() {
        assertThat(read(TEXT).findings())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:12:7 FLX1204 \"${env.STAGE}\" cannot be a device id / ");
    }

    @Test
    void what_comes_in_is_not_expanded_again() {
        FleetResult result = read(TEXT.replace("  \"${env.STAGE}\"", "  d2")
                .replace("b: \"${fleet.name}\"", "b: \"${env.NESTED}\", c: \"${env.NESTED} ${device.id}\""));

        assertThat(FleetFiles.device(result.fleet().orElseThrow(), "d1")
                        .tagGroups()
                        .get(0)
                        .payload()
                        .properties())
                .containsEntry("b", "${env.STAGE} ${device.id}")
                .containsEntry("c", "${env.STAGE} ${device.id} d1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "${env.STAG}"       | FLX1022 nothing is known here as "${env.STAG}" / did you mean ${env.STAGE}?
                    "${hub.nam}"        | FLX1022 nothing is known here as "${hub.nam}" / did you mean ${hub.name}?
                    "${site.nam}"       | FLX1022 nothing is known here as "${site.nam}" / did you mean ${site.name}?
                    "${unheard}"        | FLX1022 nothing is known here as "${unheard}" / define it, or write $${
                    "${}"               | FLX1022 nothing is known here as "${}"
                    "a ${env.STAGE"     | FLX1022 a ${ in this text is not closed / add the closing }
                    "${env.API_TOKEN}"  | FLX1213 "env.API_TOKEN" sounds like a secret, and a variable's value
                    """)
    void mistakes(String name, String what) {
        String yaml = TEXT.replace("  \"${env.STAGE}\"", "  d2").replace("\"${site.name} ${device.id}\"", name);

        assertThat(read(yaml).findings())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:11:18 " + what)
                .doesNotContain("planted");
    }

    @Test
    void site_and_device_are_not_known_to_the_hub() {
        String yaml = TEXT.replace("  \"${env.STAGE}\"", "  d2").replace("${hub.name}", "${site.name}");

        assertThat(read(yaml).findings())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:2:13 FLX1022 nothing is known here as \"${site.name}\" / ");
    }

    @Test
    void a_device_is_not_known_where_the_site_is_described() {
        String yaml =
                TEXT.replace("  \"${env.STAGE}\"", "  d2").replace("  s:\n", "  s:\n    timeZone: ${device.id}\n");

        assertThat(read(yaml).findings())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:10:15 FLX1022 nothing is known here as \"${device.id}\" / ");
    }

    @Test
    void a_period_cannot_wait_for_its_device() {
        String yaml = TEXT.replace("  \"${env.STAGE}\"", "  d2").replace("full: 1h", "full: \"${device.id}\"");

        assertThat(read(yaml).findings())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:7:35 FLX1106 \"${device.id}\" is not a duration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    secret: "pass word!"   | FLX1213 "secret" holds a secret in plain
                    secret: [planted]      | FLX1213 "secret" holds a secret in plain
                    secret: /absolute      | FLX1213 "secret" holds a secret in plain
                    secret: 12             | FLX1213 "secret" holds a secret in plain
                    secret: "${env.NESTED}" | FLX1213 "secret" holds a secret in plain
                    password: planted      | FLX1213 "password" holds a secret in plain
                    """)
    void a_secret_is_named_and_never_written(String entry, String what) {
        String yaml = TEXT.replace("  \"${env.STAGE}\"", "  d2")
                .replace("{name: \"${site.name} ${device.id}\"}", "{" + entry + "}");

        assertThat(read(yaml).findings())
                .filteredOn(finding -> !finding.render().contains("FLX1101"))
                .singleElement()
                .asString()
                .contains(" " + what)
                .doesNotContain("planted");
    }

    @Test
    void variables_show_no_values() {
        assertThat(KNOWN).hasToString("Variables[env.API_TOKEN, env.NESTED, env.STAGE, hub.name]");
    }
}
