package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake alone in a fleet that is otherwise right: one finding, at its place, with its words. */
class FleetChecksTest {
    private static final String HEAD = FleetFiles.HEAD;
    private static final String GROUP = "defaults: {tagGroups: {g: {groups: [A], push: {onChange: 2s}}}}\n";
    private static final String SITES = "sites: {s: {devices: {d: }}}\n";

    @TempDir
    private Path folder;

    private void hasOnly(String yaml, String start) {
        assertThat(FleetFiles.findings(folder, yaml).lines())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:" + start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    host: x, tier: S4     | 2:22 FLX1105 "S4" is not allowed at hub.tier / did you mean S1? allowed: F1,
                    host: x, tier: s2     | 2:22 FLX1105 "s2" is not allowed at hub.tier / did you mean S2? allowed: F1,
                    host: x, tier: Gold   | 2:22 FLX1105 "Gold" is not allowed at hub.tier / write one of F1,
                    host: x, units: 0     | 2:23 FLX1107 "0" is too small at hub.units / write 1 or more
                    host: x, units: 201   | 2:23 FLX1107 "201" is too large at hub.units / write 200 or less
                    host: x, units: 1.5   | 2:23 FLX1103 hub.units must be a whole number, not a number / write it like 1
                    host: x, units: "1"   | 2:23 FLX1103 hub.units must be a whole number, not text / write it like 1
                    host: x, units: [1]   | 2:23 FLX1103 hub.units must be a whole number, not a list / write it like 1
                    host: ""              | 2:13 FLX1107 hub.host is empty / write eWONPROJECT.azure-devices.net
                    host:                 | 2:12 FLX1103 hub.host must be text, not empty / write it like eWONPROJECT.
                    host: 12              | 2:13 FLX1104 hub.host must be text, but "12" without quotes is a number / write "12"
                    host: true            | 2:13 FLX1104 hub.host must be text, but "true" without quotes is a boolean / write
                    host: no              | 2:13 FLX1013 no without quotes is text to some programs and a number or boolean
                    hots: x               | 2:7 FLX1101 unknown key "hots" in hub / did you mean "host"?
                    tier: S1              | 2:6 FLX1102 key "host" is missing in hub / add host: and a value such as eWON
                    host: x, colour: red  | 2:16 FLX1101 unknown key "colour" in hub / remove it; known here: host, tier, units
                    host: https://h.net/  | 2:13 FLX1212 hub.host is not a host name alone / write h.net
                    host: "h.net:8883"    | 2:13 FLX1212 hub.host is not a host name alone / write h.net
                    host: "HostName=h.net;SharedAccessKeyName=a;SharedAccessKey=b" | 2:13 FLX1213 this value looks like a secret
                    host: h_h..net        | 2:13 FLX1212 hub.host is not a host name alone / write the host name alone,
                    """)
    void hub(String hub, String start) {
        hasOnly("fleet: f\nhub: {" + hub + "}\ntalk2m: {account: demo}\n" + GROUP + SITES, start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {groups: [A]}                                   | FLX1208 tag group "g" is never sent: it has no push
                    {push: {full: 2s}}                              | FLX1207 tag group "g" takes no tags: it has no groups
                    {groups: [], push: {full: 2s}}                  | FLX1207 tag group "g" takes no tags: it has no groups,
                    {groups: [A, A], push: {full: 2s}}              | FLX1107 the list defaults.tagGroups.g.groups has an item
                    {groups: [E], push: {full: 2s}}                 | FLX1105 "E" is not allowed at defaults.tagGroups.g.groups[0]
                    {groups: ABCD, push: {full: 2s}}                | FLX1103 defaults.tagGroups.g.groups must be a list or a map, not text
                    {groups: [A], push: 2s}                         | FLX1103 defaults.tagGroups.g.push must be a map, not text
                    {groups: [A], push: {onchange: 2s}}             | FLX1101 unknown key "onchange" in defaults.tagGroups.g.push / did you mean "onChange"?
                    {groups: [A], push: {full: 5sec}}               | FLX1106 "5sec" is not a duration at defaults.tagGroups.g.push.full / write it like 2s, 15m,
                    {groups: [A], push: {full: 5}}                  | FLX1106 "5" is not a duration at
                    {groups: [A], push: {full: 0s}}                 | FLX1209 "0s" is too short / write 1s to 24h
                    {groups: [A], push: {full: 25h}}                | FLX1209 "25h" is too long / write 1s to 24h
                    {groups: [A], push: {full: 2s}, format: json}   | FLX1105 "json" is not allowed at defaults.tagGroups.g.format
                    """)
    void tag_group(String group, String what) {
        assertThat(FleetFiles.findings(folder, HEAD + "defaults: {tagGroups: {g: " + group + "}}\n" + SITES)
                        .lines())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:4:")
                .contains(" " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {devices: {"a/b": }}                    | 5:23 FLX1204 "a/b" cannot be a device id / use 1 to 64
                    {devices: {"..": }}                     | 5:23 FLX1204 ".." cannot be a device id
                    {devices: {12: }}                       | 5:23 FLX1013 the key 12 without quotes is no text / write "12":
                    {devices: {d: {serial: 2005-1-25}}}     | 5:35 FLX1206 "2005-1-25" is no serial number / write it as on
                    {devices: {d: {serial: 20050125}}}      | 5:35 FLX1206 "20050125" is no serial number / write it as on
                    {devices: {d: {serial: 2005000125}}}    | 5:35 FLX1206 "2005000125" is no serial number / write 2005-0001-25, as on the type plate
                    {devices: {d: {serial: "2005000125"}}}  | 5:35 FLX1206 "2005000125" is no serial number / write 2005-0001-25, as on the type plate
                    {devices: {d: {serial: 2005 0001 25}}}  | 5:35 FLX1206 "2005 0001 25" is no serial number / write 2005-0001-25, as on
                    {devices: {d: {serial: 0123456721}}}    | 5:35 FLX1013 0123456721 without quotes is text to some programs and a number or boolean to others / write 0123-4567-21, as on the type plate
                    {devices: {d: {serial: true}}}          | 5:35 FLX1104 sites.s.devices.d.serial must be text
                    {devices: {d: {spool: {size: 20MB}}}}   | 5:41 FLX1260 "20MB" is too large / write a size from 250KB to 16MB
                    {devices: {d: {spool: {size: 1KB}}}}    | 5:41 FLX1260 "1KB" is too small / write a size from 250KB to 16MB
                    {devices: {d: {spool: {age: 1m}}}}      | 5:40 FLX1260 "1m" is too short / write a size
                    {devices: {d: {spool: {write: 2h}}}}    | 5:42 FLX1260 "2h" is too long / write a size
                    {devices: {d: {heartbeat: 2d}}}         | 5:38 FLX1215 "2d" is too long / write 1s to 24h, or 0s for none
                    {devices: {d: {certificate: {validity: 1h}}}} | 5:51 FLX1216 "1h" is too short / write 1d to 36500d
                    {devices: {d: {tag: x}}}                | 5:27 FLX1101 unknown key "tag" in sites.s.devices.d / remove it;
                    {devices: {d: x}}                       | 5:26 FLX1103 sites.s.devices.d must be a map, not text / write it like
                    {devices: {d: , D: }}                   | 5:28 FLX1201 device id "D" differs only in case from "d" (see fleet.yaml:5:23) /
                    {devices: {a: {name: x}, b: {name: x}}} | 5:47 FLX1202 Talk2M name "x" is used twice (see fleet.yaml:5:33) /
                    {devices: {a: {name: b}, b: }}          | 5:37 FLX1202 Talk2M name "b" is used twice (see fleet.yaml:5:33) /
                    {timeZone: Europe/Brussel, devices: {d: }} | 5:23 FLX1205 "Europe/Brussel" is no time zone / did you mean Europe/Brussels?
                    {timeZone: Mars, devices: {d: }}        | 5:23 FLX1205 "Mars" is no time zone /
                    {devices: {}}                           | 5:1 FLX1210 the fleet has no device / add a site
                    """)
    void site(String site, String start) {
        hasOnly(HEAD + GROUP + "sites: {s: " + site + "}\n", start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u00A0\u00A0", "\u2003", "\u3000"})
    void lines_indented_with_special_spaces_are_one_finding(String space) {
        String lines = space + "host: h.azure-devices.net\n" + space + "tier: S1\n";

        hasOnly(
                "fleet: f\nhub:\n" + lines + "talk2m: {account: demo}\n" + GROUP + SITES,
                "3:1 FLX1006 a no-break or other special space stands where YAML wants plain ones / replace such");
        hasOnly("fleet: f\nhub:\n  units: 1\n" + lines + " - [\n", "4:1 FLX1006 a no-break or other special space");
    }

    @ParameterizedTest
    @CsvSource({"1m, 20s, FLX1229", "20s, 20s,", "2s, 1m,"})
    void full_pushes_more_often_than_changes(String onChange, String full, String code) {
        String push = "push: {onChange: " + onChange + ", full: " + full + "}";
        FleetResult result =
                FleetFiles.read(folder, HEAD + "defaults: {tagGroups: {g: {groups: [A], " + push + "}}}\n" + SITES);

        assertThat(result.fleet()).isPresent();
        assertThat(result.findings())
                .extracting(finding -> finding.code().id())
                .containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    @Test
    void a_fleet_file_outside_the_project_is_shown_with_its_whole_path() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Path outside = Files.writeString(folder.resolve("x.yaml"), HEAD);

        assertThat(new FleetReader(InstantSource.fixed(FleetFiles.NOW))
                        .read(project, outside)
                        .findings())
                .extracting(finding -> finding.code().id() + " " + finding.span())
                .containsExactly("FLX1002 " + outside.toAbsolutePath() + ":1:1");
    }

    @Test
    void two_devices_with_one_serial() {
        hasOnly(
                HEAD + GROUP + """
                sites:
                  s:
                    devices:
                      a: {serial: 2005-0001-25}
                      b: {serial: 2005-0001-25}
                """,
                "9:19 FLX1203 serial number \"2005-0001-25\" is used twice (see fleet.yaml:8:19) / ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/x.jar",
        "https:///x.jar",
        "https://user:planted@h/x.jar",
        "https://h/x y.jar",
        "ftp://h/x.jar",
        "x.jar",
        "https://h/x.jar#y"
    })
    void a_runtime_address_that_is_not_plain_https(String url) {
        hasOnly(
                HEAD + GROUP + SITES + "runtime: {url: '" + url + "'}\n",
                "6:16 FLX1211 runtime.url is not an https address that a Flexy can fetch / ");
    }

    @Test
    void missing_parts_are_told_all_at_once() {
        assertThat(FleetFiles.findings(folder, "defaults: {}\n")).isEqualTo("""
                        fleet.yaml:1:1 FLX1102 key "fleet" is missing / add fleet: and a value such as quickstart
                        fleet.yaml:1:1 FLX1102 key "hub" is missing / add hub:
                        fleet.yaml:1:1 FLX1102 key "sites" is missing / add sites:
                        fleet.yaml:1:1 FLX1102 key "talk2m" is missing / add talk2m:
                        """);
    }

    @Test
    void a_mistake_in_the_defaults_is_told_once_for_all_devices() {
        hasOnly(
                HEAD + "defaults: {tagGroups: {g: {groups: [A], push: {full: 48h}}}}\n"
                        + "sites: {s: {devices: {a: {heartbeat: 1m}, b: {heartbeat: 2m}}}, t: {devices: {c: }}}\n",
                "4:54 FLX1209 ");
    }

    @Test
    void a_secret_is_told_as_one_and_not_as_an_unknown_key() {
        String yaml = HEAD.replace("demo}", "demo, password: planted}") + GROUP + SITES;

        assertThat(FleetFiles.findings(folder, yaml).lines())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:3:25 FLX1213 \"password\" holds a secret in plain / ")
                .doesNotContain("planted");
    }

    private void root(String name, X509Certificate... certificates) throws IOException {
        Files.writeString(folder.resolve(name), PemCertificates.toPem(List.of(certificates)));
    }

    private void rootFinding(String name, String start) {
        hasOnly(HEAD + GROUP + SITES + "roots: [" + name + "]\n", "6:9 " + start);
    }

    @Test
    void a_root_must_be_a_root_and_valid_now() throws IOException {
        Instant start = TestCertificates.START;
        root("expired.pem", TestCertificates.selfSigned("old", start, start.plusSeconds(60)));
        root("future.pem", TestCertificates.selfSigned("new", TestCertificates.END, TestCertificates.END));
        root("leaf.pem", TestCertificates.issue("leaf", "issuer", start, TestCertificates.END));
        root("good.pem", TestCertificates.selfSigned("good", start, TestCertificates.END));

        rootFinding("expired.pem", "FLX1302 \"CN=old\" in \"expired.pem\" expired at 2026-01-01T00:01:00Z / ");
        rootFinding("future.pem", "FLX1302 \"CN=new\" in \"future.pem\" is not valid before 2036-11-22T00:00:00Z / ");
        rootFinding("leaf.pem", "FLX1303 \"CN=leaf\" in \"leaf.pem\" is not self-signed / ");
        assertThat(FleetFiles.findings(folder, HEAD + GROUP + SITES + "roots: [good.pem]\n"))
                .isEmpty();
    }

    @Test
    void a_forged_root_is_none() throws IOException {
        root("forged.pem", TestCertificates.forgedRoot("root"));

        rootFinding("forged.pem", "FLX1303 \"CN=root\" in \"forged.pem\" is not self-signed / ");
    }

    @Test
    void a_servers_own_certificate_is_no_root_though_it_signed_itself() throws IOException {
        root(
                "server.pem",
                new CertificateIssuer(new SecureRandom(), () -> TestCertificates.START)
                        .issue(new DeviceId("server"), Duration.ofDays(36_500))
                        .certificate());

        rootFinding(
                "server.pem",
                "FLX1303 \"CN=server\" in \"server.pem\" is self-signed but says of itself that it is no certificate"
                        + " authority / ");
    }

    @Test
    void the_root_of_the_old_scripts_is_refused() throws IOException {
        Files.writeString(folder.resolve("baltimore.pem"), FleetFiles.resource("BaltimoreCyberTrustRoot.pem"));

        rootFinding("baltimore.pem", "FLX1304 \"CN=Baltimore CyberTrust Root,");
    }

    @Test
    void a_root_file_holds_certificates_only() throws IOException {
        StringWriter pem = new StringWriter();
        try (PemWriter writer = new PemWriter(pem)) {
            writer.writeObject(new PemObject("RSA PRIVATE " + "KEY", new byte[] {1, 2, 3}));
        }
        Files.writeString(folder.resolve("key.pem"), pem.toString());
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n");

        rootFinding("key.pem", "FLX1301 \"key.pem\" is missing, or holds something else than PEM certificates / ");
        rootFinding("empty.pem", "FLX1301 \"empty.pem\" holds no certificate / ");
        rootFinding("broken.pem", "FLX1301 \"broken.pem\" is missing, or");
        rootFinding("missing.pem", "FLX1301 \"missing.pem\" is missing, or");
    }

    @Test
    void a_root_outside_the_project_is_refused() throws IOException {
        Path outside = Files.createTempFile(folder.getParent(), "root", ".pem");
        try {
            rootFinding("../" + outside.getFileName(), "FLX1002 \"../root");
        } finally {
            Files.delete(outside);
        }
    }
}
