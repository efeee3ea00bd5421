package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code history: true} of tag groups, and what it needs. */
class HistoryTest {
    private static final String FLEET = """
            fleet: f
            hub: {host: h.azure-devices.net, tier: %s}
            talk2m: {account: a}
            defaults:
              tagGroups: {g: {groups: [A], push: {full: 1h}, %s}}
            sites: {s: {%s, devices: {d1: , d2: {heartbeat: 1h}}}}
            """;

    @TempDir
    private Path folder;

    private String findings(String tier, String group, String site) {
        return FleetFiles.findings(folder, FLEET.formatted(tier, group, site));
    }

    @ParameterizedTest
    @CsvSource({"history: true,true", "history: false,false", "history: ,false", "properties: {a: b},false"})
    void isOffUnlessItIsOn(String setting, boolean on) {
        FleetResult result =
                FleetFiles.read(folder, FLEET.formatted("S1", "format: typed, " + setting, "timeZone: UTC"));
        assertThat(result.findings()).isEmpty();
        assertThat(result.fleet().orElseThrow().devices())
                .hasSize(2)
                .allSatisfy(device ->
                        assertThat(device.tagGroups().get(0).push().history()).isEqualTo(on));
    }

    @Test
    void aLaterLayerSwitchesItOff() {
        FleetResult result = FleetFiles.read(
                folder, FLEET.formatted("S1", "format: typed, history: true", "tagGroups: {g: {history: false}}"));
        assertThat(result.fleet()
                        .orElseThrow()
                        .devices()
                        .get(0)
                        .tagGroups()
                        .get(0)
                        .push()
                        .history())
                .isFalse();
    }

    @Test
    void aClassicGroupHasNoTimeForEachValue() {
        assertThat(findings("S1", "history: true", "timeZone: UTC"))
                .isEqualTo("fleet.yaml:5:59 FLX1270 tag group \"g\" sends classic messages, which have no time for each"
                        + " value / add format: typed, or remove history: true\n");
    }

    @Test
    void aHubThatConfirmsNothingIsToldOnceForAllDevices() {
        assertThat(findings("B1", "format: typed, history: true", "timeZone: UTC"))
                .isEqualTo("fleet.yaml:5:74 FLX1271 a hub of tier B1 never tells a device what it has read / take a hub"
                        + " of tier F1 or S1 to S3, or reach it by transport: https, or remove history: true\n");
    }

    @Test
    void overHttpsEveryTierConfirms() {
        assertThat(findings("B1", "format: typed, history: true", "transport: https, auth: sas"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1;\"Level\";1;1,true",
        "1;\"Level\";0;1,false",
        "1;\"Level\";0;1|2;\"Flow\";1;1,true",
        "1;\"Level\";0;1|2;\"Flow\";1;0,false",
    })
    void tagsThatTheFlexyDoesNotRecordAreTold(String rows, boolean fine) {
        FleetFiles.write(
                folder,
                "tags.csv",
                "\"Id\";\"Name\";\"LogEnabled\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\";\"Type\"\n"
                        + rows.replace("|", ";0;0;0;1\n") + ";0;0;0;1\n");
        assertThat(findings("S1", "format: typed, history: true", "tagList: tags.csv"))
                .isEqualTo(
                        fine
                                ? ""
                                : "fleet.yaml:5:74 FLX1272 tag group \"g\" wants history, but selects no tag that the"
                                        + " Flexy records, by \"tags.csv\" (see tags.csv:1:1) / switch on historical"
                                        + " logging of these tags on the Flexy and export the list anew, or remove"
                                        + " history: true\n");
    }

    @Test
    void aListThatDoesNotTellIsNoReasonToWarn() {
        FleetFiles.write(
                folder,
                "tags.csv",
                "\"Id\";\"Name\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\";\"Type\"\n1;\"Level\";1;0;0;0;1\n");
        assertThat(findings("S1", "format: typed, history: true", "tagList: tags.csv"))
                .isEmpty();
    }
}
