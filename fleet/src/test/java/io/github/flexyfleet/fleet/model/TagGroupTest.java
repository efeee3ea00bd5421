package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagGroupTest {
    private static final String HEAD = FleetFiles.HEAD;

    @TempDir
    private Path folder;

    private String yaml(String group) {
        return HEAD + "sites: {s: {devices: {d: {tagGroups: {g: {" + group + "}}}}}}\n";
    }

    private TagGroup group(String group) {
        return FleetFiles.device(FleetFiles.fleet(folder, yaml(group)), "d")
                .tagGroups()
                .get(0);
    }

    @Test
    void a_group_says_which_tags_when_and_how() {
        TagGroup group = group("""
                names: ["Pump*", "!Pump_test*"], types: [string, float], push: {onChange: 2s}, deadband: 2.50%, \
                minInterval: 10s, format: typed, properties: {plant: "${site.name}/${device.id}", b: x}""");

        assertThat(group.groups()).isEmpty();
        assertThat(group.tags().names()).containsExactly("Pump*", "!Pump_test*");
        assertThat(group.tags().types()).containsExactly(TagType.FLOAT, TagType.STRING);
        assertThat(group.push().deadband()).contains(new Deadband.Percent(new BigDecimal("2.5")));
        assertThat(group.push().minInterval()).contains(Duration.ofSeconds(10));
        assertThat(group.format()).isEqualTo(PayloadFormat.TYPED);
        assertThat(group.payload().properties()).containsExactly(Map.entry("b", "x"), Map.entry("plant", "s/d"));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "20, 20", "1000000000, 1000000000", "0.10, 0.1"})
    void a_deadband_without_percent_is_absolute(String text, BigDecimal size) {
        assertThat(group("groups: [A], push: {onChange: 2s}, deadband: " + text)
                        .push()
                        .deadband())
                .contains(new Deadband.Absolute(size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadband: 0", "deadband: 0.0", "deadband: 0%", "deadband: ", "minInterval: 0s"})
    void zero_is_none(String setting) {
        assertThat(group("groups: [A], push: {onChange: 2s}, " + setting).push())
                .isEqualTo(group("groups: [A], push: {onChange: 2s}").push());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    push: {full: 1h}                                      | FLX1207 tag group "g" takes no tags: it has no groups, names or types / add groups:
                    groups: [], names: [], types: [], push: {full: 1h}    | FLX1207 tag group "g" takes no tags
                    names: [""], push: {full: 1h}                         | FLX1107 the tag name pattern is empty / write 1 to
                    names: ["!"], push: {full: 1h}                        | FLX1106 "!" is not a tag name pattern
                    names: ["!!a"], push: {full: 1h}                      | FLX1106 "!!a" is not a tag name pattern
                    names: [a, a], push: {full: 1h}                       | FLX1107 the list sites.s.devices.d.tagGroups.g.names has an item twice
                    names: [12], push: {full: 1h}                         | FLX1104 sites.s.devices.d.tagGroups.g.names[0] must be text, but "12" without quotes
                    types: [flaot], push: {full: 1h}                      | FLX1105 "flaot" is not allowed at sites.s.devices.d.tagGroups.g.types[0] / did you mean float?
                    groups: [A], push: {full: 1h}, deadband: 1            | FLX1226 deadband works on changes, which tag group "g" does not send / add push:
                    groups: [A], push: {full: 1h}, minInterval: 5s        | FLX1226 minInterval works on changes, which tag group "g" does not send
                    groups: [A], push: {onChange: 2s}, deadband: 101%     | FLX1224 this deadband is out of range / write a number up to 1000000000, or up to 100%
                    groups: [A], push: {onChange: 2s}, deadband: -1       | FLX1224 this deadband is out of range
                    groups: [A], push: {onChange: 2s}, deadband: 1000000001 | FLX1224 this deadband is out of range
                    groups: [A], push: {onChange: 2s}, deadband: "0.5"    | FLX1106 "0.5" is not a deadband at sites.s.devices.d.tagGroups.g.deadband / write it like 0.5, 2%:
                    groups: [A], push: {onChange: 2s}, deadband: -1%      | FLX1224 this deadband is out of range
                    groups: [A], push: {onChange: 2s}, deadband: true     | FLX1106 "true" is not a deadband
                    groups: [A], push: {onChange: 2s}, deadband: 1e3      | FLX1013 1e3 without quotes is text to some programs
                    groups: [A], push: {onChange: 2s}, minInterval: 25h   | FLX1225 "25h" is too long / write 1s to 24h, or 0s for none
                    groups: [A], push: {onChange: 2s}, minInterval: 10    | FLX1106 "10" is not a duration at
                    groups: [A], push: {full: 1h}, properties: {seq: x}   | FLX1223 the runtime sets the property "seq" itself / choose another name
                    groups: [A], push: {full: 1h}, properties: {a-b: x}   | FLX1106 "a-b" is not a property name in sites.s.devices.d.tagGroups.g.properties / use 1 to 32
                    groups: [A], push: {full: 1h}, properties: {a: 4}     | FLX1104 sites.s.devices.d.tagGroups.g.properties.a must be text, but "4"
                    groups: [A], push: {full: 1h}, properties: {a: ""}    | FLX1107 the property is empty / write 1 to 128 characters
                    groups: [A], push: {full: 1h}, properties: {a: no}    | FLX1013 no without quotes is text to some
                    """)
    void mistakes(String group, String what) {
        assertThat(FleetFiles.findings(folder, yaml(group)).lines())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:4:")
                .contains(" " + what);
    }

    @ParameterizedTest
    @CsvSource({
        "500, ''",
        "501, 'fleet.yaml:507:3 FLX1107 a device has 501 tag groups / write at most 500; one group can hold any number of tags'"
    })
    void a_device_has_at_most_500_groups(int count, String finding) {
        String groups = IntStream.range(0, count)
                .mapToObj(i ->
                        "  %05d: {groups: [A], push: {full: 1h}}\n".formatted(i).replace("  0", "  g"))
                .collect(Collectors.joining());
        String yaml = HEAD + "sites: {s: {devices: {d: }}}\n" + "defaults:\n tagGroups:\n" + groups;

        assertThat(FleetFiles.findings(folder, yaml).strip()).isEqualTo(finding);
    }

    @Test
    void a_value_that_grows_too_long_by_its_variables() {
        String id = "d".repeat(64);
        String yaml = HEAD + """
                defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}, properties: {a: "${device.id}${device.id}x"}}}}
                sites: {s: {devices: {short: , %s: }}}
                """.formatted(id);

        assertThat(FleetFiles.findings(folder, yaml))
                .isEqualTo("fleet.yaml:4:75 FLX1107 the property is too long / write 1 to 128 characters\n");
    }

    @Test
    void a_mistyped_group_is_told_with_its_neighbour() {
        String yaml = HEAD + """
                defaults: {tagGroups: {process: {groups: [A], push: {full: 1h}}}}
                sites: {s: {devices: {d: {tagGroups: {proces: {push: {full: 1m}}}}}}}
                """;

        assertThat(FleetFiles.findings(folder, yaml))
                .startsWith("fleet.yaml:5:39 FLX1207 tag group \"proces\" takes no tags")
                .endsWith("; or did you mean tag group \"process\"?\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"29d, true", "30d, false", "1d, true", "719h, true", "720h, false"})
    void a_short_certificate_life_is_a_warning(String validity, boolean warned) {
        FleetResult result = FleetFiles.read(
                folder,
                yaml("groups: [A], push: {full: 1h}") + "defaults: {certificate: {validity: " + validity + "}}\n");

        assertThat(result.fleet()).isPresent();
        assertThat(result.findings())
                .hasSize(warned ? 1 : 0)
                .allSatisfy(finding -> assertThat(finding.render())
                        .startsWith("fleet.yaml:5:36 FLX1221 device certificates end after less than 30 days"));
    }
}
