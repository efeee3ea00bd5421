package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the layers, and lists that grow from one to the next. */
class ProfilesTest {
    private static final String HEAD = FleetFiles.HEAD;

    @TempDir
    private Path folder;

    /** Each layer sets the heartbeat to its place in the order; the strongest that is there wins. */
    @ParameterizedTest
    @CsvSource({
        "000000, 900",
        "100000, 1",
        "110000, 2",
        "111000, 3",
        "111100, 4",
        "111110, 5",
        "111111, 6",
        "101010, 5",
        "010101, 6",
        "110100, 4"
    })
    void the_order_of_layers_is_fixed(String there, int seconds) {
        String[] heartbeat = new String[6];
        for (int i = 0; i < heartbeat.length; i++) {
            heartbeat[i] = there.charAt(i) == '1' ? "heartbeat: " + (i + 1) + "s" : "heartbeat: ";
        }
        Fleet fleet = FleetFiles.fleet(
                folder,
                HEAD
                        + """
                defaults: {%s, tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                profiles: {first: {%s}, second: {%s}, own: {%s}}
                sites: {s: {profiles: [first, second], %s, devices: {d: {profiles: [own], %s}}}}
                """.formatted(
                                heartbeat[0], heartbeat[1], heartbeat[2], heartbeat[4], heartbeat[3], heartbeat[5]));

        assertThat(FleetFiles.device(fleet, "d").heartbeat()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void the_order_in_the_list_decides_and_not_that_of_the_definitions() {
        String yaml = HEAD + """
                defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                profiles: {a: {heartbeat: 1s}, b: {heartbeat: 2s}}
                sites: {s: {devices: {ab: {profiles: [a, b]}, ba: {profiles: [b, a]}, none: {}}}}
                """;
        Fleet fleet = FleetFiles.fleet(folder, yaml);

        assertThat(fleet.devices())
                .extracting(device -> device.heartbeat().toSeconds())
                .containsExactly(2L, 1L, 900L);
    }

    @Test
    void append_adds_to_the_list_of_the_layers_below() {
        Fleet fleet = FleetFiles.fleet(folder, HEAD + """
                defaults: {tagGroups: {g: {groups: [A], names: ["P*"], push: {full: 1h}}}}
                profiles:
                  more: {tagGroups: {g: {groups: {append: [C]}, names: {append: ["!Px"]}}}}
                sites:
                  s:
                    tagGroups: {g: {groups: {append: [B]}}}
                    devices:
                      plain: {}
                      more: {profiles: [more]}
                      again: {profiles: [more], tagGroups: {g: {groups: {append: [D]}}}}
                      replaced: {profiles: [more], tagGroups: {g: {groups: [D]}}}
                      emptied: {profiles: [more], tagGroups: {g: {groups: []}}}
                """);

        assertThat(groups(fleet, "plain").groups()).containsExactly(FlexyGroup.A, FlexyGroup.B);
        assertThat(groups(fleet, "more").groups()).containsExactly(FlexyGroup.A, FlexyGroup.B, FlexyGroup.C);
        assertThat(groups(fleet, "more").names()).containsExactly("P*", "!Px");
        assertThat(groups(fleet, "again").groups()).containsExactly(FlexyGroup.values());
        assertThat(groups(fleet, "replaced").groups()).isEqualTo(Set.of(FlexyGroup.D));
        assertThat(groups(fleet, "emptied").groups()).isEmpty();
    }

    private static TagSelection groups(Fleet fleet, String device) {
        return FleetFiles.device(fleet, device).tagGroups().get(0).tags();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {p: }           | [q]     | 6:24 FLX1217 there is no profile "q" / define it below
                    {cellular: }    | [celular, cellular] | 6:24 FLX1217 there is no profile "celular" / did you mean "cellular"?
                    {p: }           | [mobile, p] | 6:24 FLX1217 there is no profile "mobile" / define it below profiles:
                    {p: }           | [p, p]  | 6:23 FLX1107 the list sites.s.profiles has an item twice
                    {p: }           | p       | 6:23 FLX1103 sites.s.profiles must be a list, not text
                    {p: }           | []      | 5:12 FLX1218 no site and no device names profile "p" / name it at a site
                    {p: {profiles: [p]}} | [p] | 5:16 FLX1101 unknown key "profiles" in profiles.p / remove it; known here:
                    {p: {timeZone: UTC}} | [p] | 5:16 FLX1101 unknown key "timeZone" in profiles.p / remove it
                    {a b: }         | ["a b"] | 5:12 FLX1106 "a b" is not a name in profiles / use 1 to 64
                    {p: {tagGroups: {h: {types: {append: [float]}, push: {full: 1h}}}}} | [p] | 5:32 FLX1222 no layer below has a list tagGroups.h.types to append to / write the list itself
                    {p: {tagGroups: {g: {groups: {append: []}}}}} | [p] | 5:49 FLX1107 the list profiles.p.tagGroups.g.groups.append is empty
                    {p: {tagGroups: {g: {groups: {add: [B]}}}}} | [p] | 5:41 FLX1101 unknown key "add" in profiles.p.tagGroups.g.groups / remove it
                    {p: {tagGroups: {g: {groups: {append: [B, E]}}}}} | [p] | 5:53 FLX1105 "E" is not allowed at profiles.p.tagGroups.g.groups.append[1]
                    """)
    void mistakes(String profiles, String named, String start) {
        String yaml = HEAD + "defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}\nprofiles: " + profiles
                + "\nsites: {s: {profiles: " + named + ", devices: {d: }}}\n";

        assertThat(FleetFiles.findings(folder, yaml)
                        .lines()
                        .filter(line -> !line.contains("FLX1218") || start.contains("FLX1218")))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("fleet.yaml:" + start);
    }

    @Test
    void an_unknown_profile_of_many_devices_is_told_for_each() {
        String yaml = HEAD + """
                defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                profiles: {energy: {heartbeat: 1s}}
                sites:
                  s:
                    devices:
                      a: {profiles: [enrgy]}
                      b: {profiles: [enrgy]}
                      c: {profiles: [energy]}
                """;

        assertThat(FleetFiles.findings(folder, yaml)).isEqualTo("""
                fleet.yaml:9:22 FLX1217 there is no profile "enrgy" / did you mean "energy"?
                fleet.yaml:10:22 FLX1217 there is no profile "enrgy" / did you mean "energy"?
                """);
    }

    @Test
    void a_site_without_devices_in_a_fleet_that_has_some() {
        String yaml = HEAD + """
                defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                sites: {s: {devices: {d: }}, t: {timeZone: UTC}, u: }
                """;

        assertThat(FleetFiles.findings(folder, yaml)).isEqualTo("""
                fleet.yaml:5:30 FLX1219 site "t" has no device / add devices to it, or remove it
                fleet.yaml:5:50 FLX1219 site "u" has no device / add devices to it, or remove it
                """);
    }
}
