package io.github.flexyfleet.fleet.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.model.TagGroup;
import io.github.flexyfleet.fleet.model.TagList;
import io.github.flexyfleet.fleet.model.TagType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
    private static final Optional<String> ACCOUNT = Optional.of("demo");

    @TempDir
    Path folder;

    @Test
    void theScriptWithAConfigurationBlockBecomesAFleetFile() throws Exception {
        String text = FleetFileText.of(read("certificate.bas").with(Optional.empty(), ACCOUNT));

        assertThat(text).isEqualTo(resource("certificate.yaml"));
        Fleet fleet = valid(text);
        assertThat(fleet.hub().host()).isEqualTo("eWONPROJECT.azure-devices.net");
        assertThat(fleet.talk2m().account()).isEqualTo("demo");
        Device device = fleet.devices().get(0);
        assertThat(device.id().value()).isEqualTo("Flexy205Self");
        TagGroup group = device.tagGroups().get(0);
        assertThat(group.groups()).containsExactly(FlexyGroup.A, FlexyGroup.C);
        assertThat(group.onChange()).contains(Duration.ofSeconds(2));
        assertThat(group.full()).contains(Duration.ofSeconds(20));
    }

    @Test
    void theScriptWithASasTokenIsReadFromItsMqttStatementsAndItsTokenIsNot() throws Exception {
        String text = FleetFileText.of(read("sas.bas").with(Optional.empty(), ACCOUNT));

        Fleet fleet = valid(text);
        assertThat(fleet.hub().host()).isEqualTo("plant.azure-devices.net");
        assertThat(fleet.devices()).extracting(device -> device.id().value()).containsExactly("pump-7");
        TagGroup group = fleet.devices().get(0).tagGroups().get(0);
        assertThat(group.groups()).containsExactly(FlexyGroup.A);
        assertThat(group.onChange()).contains(Duration.ofSeconds(5));
        assertThat(group.full()).contains(Duration.ofSeconds(60));
        assertThat(text)
                .contains("# line 13: the script logs in by a password or SAS token. It is not taken over")
                .doesNotContain("canary")
                .doesNotContain("SharedAccess");
    }

    @Test
    void whatIsMissingIsACommentAndAFindingAtThatPlace() throws Exception {
        String text = FleetFileText.of(script("PRINT \"nothing here\"\n"));

        assertThat(FleetFiles.read(folder, text).findings())
                .extracting(Finding::render)
                .satisfiesExactly(
                        host -> assertThat(host).startsWith("fleet.yaml:6:8 FLX1103 "),
                        account -> assertThat(account).startsWith("fleet.yaml:10:11 FLX1103 "),
                        devices -> assertThat(devices).startsWith("fleet.yaml:22:1 FLX1210 "));
        List<String> lines = text.lines().toList();
        for (String key : List.of("  host:", "  account:", "      groups:", "    devices:")) {
            assertThat(lines.get(lines.indexOf(key) - 1)).as(key).contains("# MISSING: ");
        }
    }

    @Test
    void groupsThatAreNotKnownAreMissing() {
        ImportedFleet imported = script("DeviceId$=\"d1\":IotHubName$=\"h\"").with(Optional.empty(), ACCOUNT);

        assertThat(FleetFiles.read(folder, FleetFileText.of(imported)).findings())
                .extracting(finding -> finding.code().id())
                .containsExactly("FLX1207");
        assertThat(imported.group().notes()).contains("which of the groups A to D the script sends could not be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeviceId$=\"d1\"",
                "deviceid$ = 'd1'",
                "  DEVICEID$\t=\t\"d1\"  // comment \"d2\"",
                "LET DeviceId$=\"d1\" : REM DeviceId$=\"d2\"",
                "// DeviceId$=\"d2\"\nDeviceId$=\"d1\"",
                "rem DeviceId$=\"d2\"\rDeviceId$=\"d1\"",
                "a$ = \"d\"\r\nDeviceId$ = a$ + \"1\"",
                "DeviceId$=\"d2\":DeviceId$=\"d1\"",
                "url$=\"https://x:1/\" : DeviceId$=\"d1\"",
                "MQTT \"Open\",\"d1\",\"h.azure-devices.net\"",
                "mqtt \"OPEN\" , \"d\" + \"1\" , hub$",
                "MQTT \"setparam\",\"USERNAME\",\"h.azure-devices.net/d1/api-version=2016-11-14\"",
            })
    void spacingCaseAndCommentsDoNotMatter(String script) {
        assertThat(script(script).devices())
                .extracting(device -> device.id().value())
                .containsExactly("d1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeviceId$ = GETSYS PRG,\"SERNUM\"",
                "DeviceId$ = \"d1\" : DeviceId$ = name$ + \"1\"",
                "DeviceId$ = \"d1",
                "DeviceId$ = \"two words\"",
                "IF a% = 1 THEN DeviceId$ = \"d1\"",
                "MQTT \"Open\",SERIAL$,\"h.azure-devices.net\"",
                "MQTT",
                "MQTT \"setparam\",\"USERNAME\"",
            })
    void whatTheScriptWorksOutAtRunTimeStaysUnknown(String script) {
        assertThat(script(script).devices()).isEmpty();
    }

    @Test
    void aHubIsTakenFromItsNameAloneOrAFullHostName() {
        assertThat(script("IotHubName$=\"plant\"").hubHost()).contains("plant.azure-devices.net");
        assertThat(script("IotHubName$=\"plant.azure-devices.us\"").hubHost()).contains("plant.azure-devices.us");
        assertThat(script("IotHubName$=\"https://plant\"").hubHost()).isEmpty();
    }

    @Test
    void periodsThatCannotBeTakenAreCommentsAndOneIsProposed() throws Exception {
        ImportedFleet imported =
                script("DeviceId$=\"d1\":IotHubName$=\"h\":GROUPA%=1\nChangepushtime%=0\nFullpushtime%=90000");

        assertThat(imported.group().notes())
                .containsExactly("Changepushtime% is 0, not 1 to 86400 s", "Fullpushtime% is 90000, not 1 to 86400 s");
        String text = FleetFileText.of(imported.with(Optional.empty(), ACCOUNT));
        assertThat(text).contains("# proposed, since no period is known\n      push: {onChange: 10s, full: 15m}\n");
        valid(text);
    }

    @Test
    void aPasswordThatIsWorkedOutElsewhereIsNotedToo() {
        assertThat(script("MQTT \"setparam\",\"password\",token$").notes())
                .singleElement()
                .satisfies(note -> assertThat(note).startsWith("line 1: the script logs in by a password"));
        assertThat(script("MQTT \"setparam\",\"password\",\"HostName=h;DeviceID=d;x509=true\"")
                        .notes())
                .isEmpty();
        assertThat(script("MQTT \"setparam\",\"password\",\"\"").notes()).isEmpty();
    }

    @Test
    void aTagListGivesGroupsAndCounts() throws Exception {
        ImportedFleet imported = read("var_lst.csv");

        assertThat(imported.group().groups()).containsExactly(FlexyGroup.A, FlexyGroup.B);
        assertThat(imported.group().notes())
                .containsExactly(
                        "4 tags (1 boolean, 2 float, 1 string)",
                        "group A: 2 tags (2 float)",
                        "group B: 2 tags (1 boolean, 1 float)",
                        "in no group, so not sent: 1 tag",
                        "could not be read: 1 row",
                        "for this gateway's budget: mvn flexy:budget -Dflexy.budget.tagsPerGroup=2"
                                + " -Dflexy.budget.nameBytes=4");
        assertThat(FleetFiles.read(folder, FleetFileText.of(imported.with(Optional.of("h.azure-devices.net"), ACCOUNT)))
                        .findings())
                .extracting(finding -> finding.code().id())
                .containsExactly("FLX1210");
    }

    @Test
    void aTagListBesideTheFleetFileIsNamedThereWhenItIsSound() throws Exception {
        assertThat(FleetFileText.of(read("var_lst.csv")))
                .as("it has a row without a name")
                .doesNotContain("tagList");
        Files.createDirectory(folder.resolve("tags"));
        Path list = folder.resolve("tags").resolve("no.csv");
        Files.writeString(list, resource("var_lst.csv").replace("5;\"\";", "5;\"Power\";"));

        ImportedFleet beside = ImportFiles.read(list, folder.resolve("fleet.yaml"));
        assertThat(FleetFileText.of(beside)).contains("defaults:\n  tagList: \"tags/no.csv\" # for checks");
        assertThat(FleetFiles.read(folder, FleetFileText.of(beside.with(Optional.of("h.azure-devices.net"), ACCOUNT)))
                        .findings())
                .extracting(finding -> finding.code().id())
                .containsExactly("FLX1210");
        assertThat(FleetFileText.of(ImportFiles.read(list, folder.resolve("elsewhere/fleet.yaml"))))
                .doesNotContain("tagList");
    }

    @Test
    void aTagListWithoutHeaderIsReadByItsPlaces() {
        String row = "7;\"Level\"" + ";0".repeat(23) + ";0;1;0;0" + ";0".repeat(26) + ";1;\"m\"";

        assertThat(TagList.parse(row).tags())
                .containsExactly(new TagList.Tag("Level", Set.of(FlexyGroup.B), Optional.of(TagType.FLOAT), false));
        assertThat(TagList.parse("").tags()).isEmpty();
        assertThat(TagList.parse("\"Id\";\"Name\n").tags()).isEmpty();
    }

    @Test
    void namesThatYamlWouldMisreadAreQuotedAndControlCharactersCannotEndAComment() throws Exception {
        ImportedFleet fleet = new ImportedFleet(
                "a\nfleet: evil",
                Optional.of("h.azure-devices.net"),
                Optional.of("1e3"),
                new ImportedGroup(
                        "all",
                        Set.of(FlexyGroup.D),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(9)),
                        List.of("x\r\u2028y")),
                List.of(
                        device("1e3", "Pump: \"north\" #1 \\ é😀"),
                        device("_x", "no"),
                        device("true", "- item"),
                        device("station-1", "Pump station 1")),
                Optional.empty(),
                List.of());

        Fleet read = valid(FleetFileText.of(fleet));

        assertThat(read.talk2m().account()).isEqualTo("1e3");
        assertThat(read.name()).isEqualTo("imported");
        assertThat(read.devices())
                .extracting(Device::talk2mName)
                .containsExactly("Pump: \"north\" #1 \\ é😀", "no", "- item", "Pump station 1");
        assertThat(read.devices())
                .extracting(device -> device.id().value())
                .containsExactly("1e3", "_x", "true", "station-1");
    }

    @Test
    void filesAreReadByTheirEndingInUtf8OrLatin1() throws Exception {
        Path latin = folder.resolve("A.BAS");
        Files.write(latin, "Rem Pumpe Süd\nDeviceId$=\"d1\"\n".getBytes(StandardCharsets.ISO_8859_1));
        Path marked = folder.resolve("b.csv");
        Files.writeString(marked, "\uFEFF\"Id\";\"Name\";\"IVGroupA\"\n1;\"Süd\";1\n");

        assertThat(ImportFiles.read(latin, folder.resolve("fleet.yaml")).devices())
                .hasSize(1);
        assertThat(ImportFiles.read(marked, folder.resolve("fleet.yaml"))
                        .group()
                        .groups())
                .containsExactly(FlexyGroup.A);
        assertThatThrownBy(() -> ImportFiles.read(folder.resolve("x.pdf"), folder.resolve("fleet.yaml")))
                .isInstanceOf(IOException.class)
                .hasMessage("not a BASIC script (.bas) or a tag list (.csv, .txt): x.pdf");
    }

    @Test
    void aFileThatIsThereIsNeverWrittenOver() throws Exception {
        Path file = folder.resolve("there.yaml");
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> ImportFiles.writeNew(file, "other")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    private Fleet valid(String text) {
        var result = FleetFiles.read(folder, text);
        assertThat(result.findings()).as(text).isEmpty();
        return result.fleet().orElseThrow();
    }

    private static ImportedDevice device(String id, String name) {
        return new ImportedDevice(new DeviceId(id), Optional.of(name), Optional.empty(), List.of());
    }

    private static ImportedFleet script(String text) {
        return ScriptImport.read("x.bas", text);
    }

    private ImportedFleet read(String name) throws IOException {
        Path copy = folder.resolve(name);
        Files.writeString(copy, resource(name));
        return ImportFiles.read(copy, folder.resolve("fleet.yaml"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ImportTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
