package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTablesTest {
    private static final String HEAD = FleetFiles.HEAD + """
            defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
            """;

    @TempDir
    private Path folder;

    private String findings(String yaml, String csv) {
        FleetFiles.write(folder, "plants.csv", csv);
        return FleetFiles.findings(folder, HEAD + yaml);
    }

    private Fleet fleet(String yaml, String csv) {
        FleetFiles.write(folder, "plants.csv", csv);
        return FleetFiles.fleet(folder, HEAD + yaml);
    }

    @Test
    void a_table_with_the_usual_column_names_makes_sites_and_devices() {
        Fleet fleet = fleet("profiles: {p: {heartbeat: 1s}, q: }\ndevicesFrom: plants.csv\n", """
                id,name,serial,site,profiles,timeZone,other
                d1,Pump 1,2005-0001-25,brussels,"p, q",Europe/Brussels,x
                d2,,,porto,,Europe/Lisbon,
                d3,"say ""7""\",,brussels,q p,,
                """);

        assertThat(fleet.sites()).extracting(Site::name).containsExactly("brussels", "porto");
        assertThat(fleet.sites())
                .extracting(site -> site.timeZone().getId())
                .containsExactly("Europe/Brussels", "Europe/Lisbon");
        assertThat(fleet.devices()).extracting(Device::talk2mName).containsExactly("Pump 1", "say \"7\"", "d2");
        assertThat(fleet.devices())
                .extracting(device -> device.heartbeat().toSeconds())
                .containsExactly(1L, 1L, 900L);
        assertThat(fleet.devices().get(0).serial()).isEqualTo(Optional.of("2005-0001-25"));
        assertThat(fleet.devices())
                .extracting(device -> device.span().toString())
                .containsExactly("plants.csv:2:1", "plants.csv:4:1", "plants.csv:3:1");
    }

    @Test
    void columns_may_have_other_names_and_rows_join_sites() {
        Fleet fleet = fleet(
                """
                devicesFrom: {file: plants.csv, columns: {id: DeviceId, name: Talk2M, site: Plant}}
                sites: {brussels: {heartbeat: 1m, devices: {d0: }}, porto: }
                """, "\uFEFFPlant;DeviceId;Talk2M;serial\r\nporto;d1;a, b;\r\n;;;\r\nbrussels;d2; c ;2005-0001-25");

        assertThat(fleet.sites()).extracting(Site::name).containsExactly("brussels", "porto");
        assertThat(fleet.devices()).extracting(Device::talk2mName).containsExactly("d0", "c", "a, b");
        assertThat(fleet.devices().get(1).heartbeat().toSeconds()).isEqualTo(60);
        assertThat(fleet.devices().get(1).serial()).contains("2005-0001-25");
    }

    @Test
    void a_table_of_a_site_needs_no_column_for_it_and_may_be_one_of_several() {
        FleetFiles.write(folder, "sites/brussels.yaml", "sites: {brussels: {devicesFrom: [one.csv, two.csv]}}\n");
        FleetFiles.write(folder, "sites/one.csv", "id\nd1\n");
        FleetFiles.write(folder, "sites/two.csv", "site,id\nbrussels,d2\n");

        Fleet fleet = FleetFiles.fleet(folder, HEAD + "include: [sites/*.yaml]\n");

        assertThat(fleet.devices())
                .extracting(device -> device.span().toString())
                .containsExactly("sites/one.csv:2:1", "sites/two.csv:2:10");
    }

    @Test
    void cells_are_text_and_have_no_variables() {
        Fleet fleet = fleet("devicesFrom: plants.csv\n", "id,site,name\n0123,no,${device.id}\n");

        assertThat(fleet.devices().get(0).id()).isEqualTo(new DeviceId("0123"));
        assertThat(fleet.devices().get(0).siteName()).isEqualTo("no");
        assertThat(fleet.devices().get(0).talk2mName()).isEqualTo("${device.id}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    id,site~d1,s,x             | plants.csv:2:1 FLX1017 this row has 3 values, the first row has 2 / compare
                    id,site~d1                 | plants.csv:2:1 FLX1017 this row has 1 values, the first row has 2
                    id,site~,s                 | plants.csv:2:1 FLX1017 this row has no device id / fill it in, or empty the row
                    id,site~d1,                | plants.csv:2:1 FLX1017 this row has no site / fill it in
                    id,site~"d1,s              | plants.csv:2:1 FLX1015 the quote that opens here is not closed / close it
                    id,site~"d1" x,s           | plants.csv:2:6 FLX1015 text stands after a closing quote / write ""
                    id,site~d"1,s              | plants.csv:2:2 FLX1015 a quote stands inside a value without quotes / put
                    id,site;x~d1,s;x           | plants.csv:1:1 FLX1015 the first row has as many commas as semicolons
                    id,id,site~d1,d2,s         | plants.csv:1:4 FLX1016 two columns are called "id" (see plants.csv:1:1) / give each
                    id,site,Password~d1,s,     | plants.csv:1:9 FLX1213 column "Password" holds secrets in plain
                    id,site~d/1,s              | plants.csv:2:1 FLX1204 "d/1" cannot be a device id
                    id,site~d1,s t             | plants.csv:2:4 FLX1106 "s t" is not a name in sites / use 1 to 64
                    id,site~d1,s~x,s~D1,s      | plants.csv:4:1 FLX1201 device id "D1" differs only in case from "d1" (see plants.csv:2:1)
                    id,site~d1,s~d1,s          | plants.csv:3:1 FLX1201 device id "d1" is used twice (see plants.csv:2:1) / give each
                    id,site~d1,s~d1,t          | plants.csv:3:1 FLX1201 device id "d1" is used twice (see plants.csv:2:1)
                    id,site,name~d1,s,n~d2,s,n | plants.csv:3:6 FLX1202 Talk2M name "n" is used twice (see plants.csv:2:6)
                    id,site,serial~d1,s,2005   | plants.csv:2:6 FLX1206 "2005" is no serial number / write it as on the type plate
                    id,site,profiles~d1,s,p    | plants.csv:2:6 FLX1217 there is no profile "p" / define it below profiles:
                    id,site,timeZone~d1,s,UTC~d2,s,Europe/Paris | plants.csv:3:6 FLX1017 the site has time zone "UTC" already, not "Europe/Paris" (see plants.csv:2:6)
                    id,site,timeZone~d1,s,Europe/Pari | plants.csv:2:6 FLX1205 "Europe/Pari" is no time zone / did you mean Europe/Paris?
                    ids,site~d1,s              | fleet.yaml:5:14 FLX1016 the table has no column "id" (see plants.csv:1:1) / did you mean "ids"?
                    id,plant~d1,s              | fleet.yaml:5:14 FLX1016 the table has no column for the site (see plants.csv:1:1) / name it
                    ~                          | fleet.yaml:5:14 FLX1015 the table is empty / write column names and rows
                    id,site~                   | fleet.yaml:5:1 FLX1210 the fleet has no device
                    """)
    void mistakes_in_a_table(String csv, String start) {
        assertThat(findings("devicesFrom: plants.csv\n", csv.replace('~', '\n')).lines())
                .singleElement()
                .asString()
                .startsWith(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {file: plants.csv, columns: {name: Names}}  | 5:49 FLX1016 the table has no column "Names" (see plants.csv:1:1) / did you mean "name"?
                    {file: plants.csv, columns: {nam: name}}    | 5:43 FLX1101 unknown key "nam" in devicesFrom.columns / did you mean "name"?
                    {fil: plants.csv}                           | 5:15 FLX1101 unknown key "fil" in devicesFrom / did you mean "file"?
                    {columns: {id: id}}                         | 5:14 FLX1102 key "file" is missing in devicesFrom / add file:
                    nowhere.csv                                 | 5:14 FLX1001 the file is missing or cannot be read
                    ../plants.csv                               | 5:14 FLX1001 the file is missing or cannot be read
                    [plants.csv, 5]                             | 5:27 FLX1104 devicesFrom[1] must be text, but "5" without
                    ""                                          | 5:14 FLX1107 devicesFrom is empty
                    """)
    void mistakes_in_naming_a_table(String devicesFrom, String start) {
        String yaml = "devicesFrom: " + devicesFrom + "\nsites: {s: {devices: {d0: }}}\n";

        assertThat(findings(yaml, "id,site,name\nd1,s,n\n").lines())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:" + start);
    }

    @Test
    void a_row_names_a_site_that_the_fleet_does_not_have() {
        String sites = "devicesFrom: plants.csv\nsites: {brussels: {devices: {d0: }}, porto: {devices: {d9: }}}\n";

        assertThat(findings(sites, "id,site\nd1,brusels\nd2,Mars\n")).isEqualTo("""
                plants.csv:2:4 FLX1220 there is no site "brusels" / did you mean "brussels"?
                plants.csv:3:4 FLX1220 there is no site "Mars" / add it below sites:, or leave sites: out and let the table make them all
                """);
    }

    @Test
    void a_row_of_another_site_in_the_table_of_one() {
        assertThat(findings("sites: {s: {devicesFrom: plants.csv}}\n", "id,site\nd1,s\nd2,t\n"))
                .startsWith(
                        "plants.csv:3:4 FLX1017 this device belongs to site \"t\", but the table is that of site \"s\" / move")
                .hasLineCount(1);
    }

    @Test
    void a_device_in_the_table_and_in_the_fleet_file() {
        assertThat(findings("devicesFrom: plants.csv\nsites: {s: {devices: {d1: }}}\n", "id,site\nd1,s\n"))
                .startsWith("plants.csv:2:1 FLX1201 device id \"d1\" is used twice (see fleet.yaml:6:23) / ")
                .hasLineCount(1);
    }

    @Test
    void a_table_that_is_not_utf_8() throws IOException {
        Files.write(folder.resolve("plants.csv"), "id,site\nZürich,s\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(FleetFiles.findings(folder, HEAD + "devicesFrom: plants.csv\n"))
                .startsWith("plants.csv:2:2 FLX1004 ")
                .hasLineCount(1);
    }

    @Test
    void a_table_outside_the_project() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(folder.resolve("plants.csv"), "id,site\nd1,s\n");

        assertThat(FleetFiles.findings(project, HEAD + "devicesFrom: ../plants.csv\n"))
                .startsWith("fleet.yaml:5:14 FLX1002 the file lies outside the project folder / ")
                .hasLineCount(1);
    }
}
