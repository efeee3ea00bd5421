package io.github.flexyfleet.fleet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.ExportCheck.Mismatch;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others do in the tool's place: the files for them, and the check of what they did. */
class IdentityFilesTest {
    private static final String OURS = "A".repeat(64);
    private static final String THEIRS = "B".repeat(64);
    private static final HubSettings HUB = new HubSettings("acme-hub.azure-devices.net", HubTier.S1, 2);
    private static final Ownership OWNERSHIP = new Ownership("waterworks", Set.of());
    private static final List<WantedIdentity> WANTED = List.of(certificate("pump-1"), keyed("pump-2"));

    @TempDir
    Path folder;

    private static WantedIdentity certificate(String device) {
        return new WantedIdentity(new DeviceId(device), Optional.of(new Fingerprint(OURS)), tags());
    }

    private static WantedIdentity keyed(String device) {
        return new WantedIdentity(new DeviceId(device), Optional.empty(), tags());
    }

    private static FleetTags tags() {
        return new FleetTags("waterworks", "brussels", List.of("cellular", "v1.2"), Optional.empty());
    }

    /** A line of an export as Azure writes it. */
    private static String line(String device, String rest) {
        return "{\"id\":\"" + device + "\",\"eTag\":\"MQ==\",\"status\":\"enabled\"," + rest
                + "\"twinETag\":\"AAAAAAAAAAE=\",\"tags\":{}}";
    }

    private static String x509(String primary, String secondary) {
        return "\"authentication\":{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"" + primary
                + "\",\"secondaryThumbprint\":\"" + secondary + "\"}},";
    }

    private static final String KEY_MARK =
            "\"statusReason\":\"flexyfleet: waterworks (primary key since 2026-01-02T03:04Z)\",";
    private static final String KEYS =
            "\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"Q0FOQVJZ\"}},";
    private static final String MARK = "\"statusReason\":\"flexyfleet: waterworks\",";
    private static final String SAS =
            "\"authentication\":{\"symmetricKey\":{\"primaryKey\":null,\"secondaryKey\":null}},";

    @Test
    void theImportFileIsOneIdentityALineAndMakesOnlyWhatIsMissing() {
        String text = IdentityFiles.of(HUB, HubSnapshot.NONE, WANTED, OWNERSHIP).importFile();

        assertThat(text).isEqualTo("""
                        {"id":"pump-1","importMode":"create","status":"enabled","statusReason":"flexyfleet: waterworks","authentication":{"type":"selfSigned","x509Thumbprint":{"primaryThumbprint":"%1$s","secondaryThumbprint":"%1$s"}},"capabilities":{"iotEdge":false},"tags":{"flexyfleet":{"fleet":"waterworks","site":"brussels","labels":{"cellular":true,"v1%%2E2":true}}}}
                        {"id":"pump-2","importMode":"create","status":"enabled","statusReason":"flexyfleet: waterworks","authentication":{"type":"sas"},"capabilities":{"iotEdge":false},"tags":{"flexyfleet":{"fleet":"waterworks","site":"brussels","labels":{"cellular":true,"v1%%2E2":true}}}}
                        """.formatted(OURS));
    }

    private static WantedIdentity signed(String device) {
        return new WantedIdentity(
                new DeviceId(device),
                Optional.of(new Fingerprint(OURS)),
                Optional.empty(),
                Optional.empty(),
                tags(),
                true);
    }

    private static String byAuthority() {
        return "\"authentication\":{\"type\":\"certificateAuthority\"},";
    }

    @Test
    void aDeviceThatIsKnownByItsAuthorityIsMadeWithoutAThumbprint() {
        IdentityFiles files = IdentityFiles.of(HUB, HubSnapshot.NONE, List.of(signed("pump-1")), OWNERSHIP);

        assertThat(files.importFile())
                .contains("\"authentication\":{\"type\":\"certificateAuthority\"},")
                .doesNotContain("humbprint");
        assertThat(files.script())
                .contains("device-identity create \"${AUTH[@]}\" --device-id 'pump-1' --auth-method x509_ca")
                .doesNotContain("thumbprint ");
    }

    @ParameterizedTest
    @CsvSource({
        "true, authority, 'flexyfleet: waterworks', ",
        "true, thumbprint, 'flexyfleet: waterworks', OTHER_AUTHENTICATION",
        "false, authority, 'flexyfleet: waterworks', OTHER_AUTHENTICATION",
        "true, authority, '', FOREIGN_IDENTITY"
    })
    void anExportTellsWhetherADeviceIsKnownByWhatIsWanted(
            boolean wanted, String there, String reason, ProblemCode code) {
        String line = line(
                "pump-1",
                "\"statusReason\":\"" + reason + "\","
                        + (there.equals("authority") ? byAuthority() : x509(OURS, OURS)));

        List<Mismatch> found = ExportCheck.of(
                HubExport.read(line), List.of(wanted ? signed("pump-1") : certificate("pump-1")), OWNERSHIP, Set.of());

        assertThat(found.stream().map(Mismatch::code))
                .containsExactlyElementsOf(Optional.ofNullable(code).stream().toList());
    }

    /** From one kind to the other only a rollout goes: it tries the change with the device. */
    @Test
    void nobodyIsMovedFromThumbprintsToTheAuthorityByAFile() {
        HubExport export =
                HubExport.read(line("pump-1", MARK + x509(OURS, OURS)) + "\n" + line("pump-2", MARK + byAuthority()));
        List<WantedIdentity> wanted = List.of(signed("pump-1"), certificate("pump-2"));
        HubSnapshot seen = export.snapshot(List.of(new DeviceId("pump-1"), new DeviceId("pump-2")));

        assertThat(IdentityFiles.of(HUB, seen, wanted, OWNERSHIP).importFile()).doesNotContain("authentication");
        IdentityPlan plan = IdentityPlan.of(seen, wanted, OWNERSHIP);
        assertThat(plan.byDevice().get(new DeviceId("pump-1")).steps()).contains(IdentityStep.AUTHORITY);
        assertThat(plan.byDevice().get(new DeviceId("pump-2")).steps()).contains(IdentityStep.THUMBPRINT);
    }

    @Test
    void aDeviceWithAnotherCertificateIsNotReadyForTheAuthority() {
        HubExport export = HubExport.read(line("pump-1", MARK + x509(THEIRS, THEIRS)));
        HubSnapshot seen = export.snapshot(List.of(new DeviceId("pump-1")));

        assertThat(IdentityPlan.of(seen, List.of(signed("pump-1")), OWNERSHIP).problems())
                .containsOnlyKeys(ProblemCode.NOT_SIGNED_YET);
    }

    @Test
    void withAnExportOnlyTheDifferencesAreWrittenEachForTheStateThatWasSeen() {
        HubExport export = HubExport.read(line("pump-1", MARK + x509(THEIRS, THEIRS)) + "\n" + line("pump-2", SAS));
        HubSnapshot seen = export.snapshot(List.of(new DeviceId("pump-1"), new DeviceId("pump-2")));

        String text = IdentityFiles.of(HUB, seen, WANTED, OWNERSHIP).importFile();

        assertThat(text.lines())
                .singleElement()
                .asString()
                .contains("\"importMode\":\"updateIfMatchETag\",\"eTag\":\"MQ==\"")
                .contains("\"primaryThumbprint\":\"" + THEIRS + "\",\"secondaryThumbprint\":\"" + OURS + "\"");
    }

    @Test
    void theImportFileDisablesWhatLeftTheFleetAndNothingOfAnybodyElse() {
        String tagged = line("pump-7", x509(OURS, OURS))
                .replace("\"tags\":{}", "\"tags\":{\"flexyfleet\":{\"fleet\":\"waterworks\"}}");
        HubExport export = HubExport.read(String.join(
                "\n",
                line("pump-1", MARK + x509(OURS, OURS)),
                line("pump-3", MARK + x509(THEIRS, OURS)),
                line("pump-4", MARK + byAuthority()),
                line("pump-5", KEY_MARK + KEYS),
                line("pump-6", x509(THEIRS, THEIRS)),
                line("pump-8", "\"statusReason\":\"flexyfleet: mines\"," + x509(THEIRS, THEIRS)),
                line("pump-9", MARK + x509(THEIRS, THEIRS)).replace("enabled", "disabled"),
                tagged));
        List<WantedIdentity> wanted = List.of(certificate("pump-1"));

        IdentityFiles files =
                IdentityFiles.of(HUB, export.snapshot(List.of(new DeviceId("pump-1"))), wanted, OWNERSHIP);

        assertThat(files.importFile().lines().filter(line -> line.contains("disabled")))
                .containsExactly(
                        gone(
                                "pump-3",
                                "{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"" + THEIRS
                                        + "\",\"secondaryThumbprint\":\"" + OURS + "\"}}"),
                        gone("pump-4", "{\"type\":\"certificateAuthority\"}"),
                        gone(
                                "pump-7",
                                "{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"" + OURS
                                        + "\",\"secondaryThumbprint\":\"" + OURS + "\"}}"));
        assertThat(files.importFile()).doesNotContain("pump-5", "pump-6", "pump-8", "pump-9", "Q0FOQVJZ");
        assertThat(files.disabledByScriptOnly())
                .as("its keys would have to be sent along")
                .containsExactly(new DeviceId("pump-5"));
        assertThat(files.script()).contains("'pump-3'", "'pump-4'", "'pump-5'", "'pump-7'");
    }

    private static String gone(String device, String authentication) {
        return "{\"id\":\"" + device
                + "\",\"importMode\":\"updateIfMatchETag\",\"eTag\":\"MQ==\",\"status\":\"disabled\","
                + "\"statusReason\":\"flexyfleet: waterworks (removed)\",\"authentication\":" + authentication
                + ",\"capabilities\":{\"iotEdge\":false}}";
    }

    @Test
    void aBasicHubGetsNoTags() {
        HubSettings basic = new HubSettings(HUB.host(), HubTier.B1, 1);

        IdentityFiles files = IdentityFiles.of(basic, HubSnapshot.NONE, WANTED, OWNERSHIP);

        assertThat(files.importFile()).doesNotContain("tags");
        assertThat(files.script()).doesNotContain("device-twin");
    }

    /** The script runs: with an az that writes down what it is asked for. */
    @Test
    void theScriptAsksForEachIdentityAndGoesOnAfterAnError() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path az = Files.writeString(
                bin.resolve("az"),
                "#!/bin/sh\nprintf '[%s]' \"$@\" >> \"$AZ_LOG\"; echo >> \"$AZ_LOG\"\ncase \"$*\" in *pump-1*) exit 1;; esac\n");
        assertThat(az.toFile().setExecutable(true)).isTrue();
        Path script = Files.writeString(
                folder.resolve("identities.sh"),
                IdentityFiles.of(HUB, HubSnapshot.NONE, WANTED, OWNERSHIP).script());
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("AZ_LOG", folder.resolve("log").toString());

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(said).isEqualTo(1);
        assertThat(said).contains("2 failed");
        String common = "[--hub-name][acme-hub][--auth-type][login][--only-show-errors][--output][none][--device-id]";
        String twin =
                "[--tags][{\"flexyfleet\":{\"fleet\":\"waterworks\",\"site\":\"brussels\",\"labels\":{\"cellular\":true,\"v1%2E2\":true}}}]";
        assertThat(Files.readAllLines(folder.resolve("log")))
                .containsExactly(
                        "[iot][hub][device-identity][create]" + common
                                + "[pump-1][--auth-method][x509_thumbprint][--primary-thumbprint][" + OURS
                                + "][--secondary-thumbprint][" + OURS + "][--status-reason][flexyfleet: waterworks]",
                        "[iot][hub][device-twin][update]" + common + "[pump-1]" + twin,
                        "[iot][hub][device-identity][create]" + common
                                + "[pump-2][--auth-method][shared_private_key][--status-reason][flexyfleet: waterworks]",
                        "[iot][hub][device-twin][update]" + common + "[pump-2]" + twin);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mark, ours, ours     |                   | DONE",
                "mark, ours, theirs   | SECOND_THUMBPRINT | ERROR",
                "mark, theirs, theirs | OTHER_THUMBPRINT  | CHANGES_PENDING",
                "none, theirs, theirs | FOREIGN_IDENTITY  | ERROR",
                "none, ours, ours     |                   | DONE"
            })
    void anExportIsComparedWithTheFleet(String there, String code, ExitClass exit) {
        String[] parts = there.split(", ", -1);
        String line = line(
                "pump-1",
                (parts[0].equals("mark") ? MARK : "")
                        + x509(print(parts[1]), print(parts[2]).toLowerCase(java.util.Locale.ROOT)));

        List<Mismatch> found =
                ExportCheck.of(HubExport.read(line), List.of(certificate("pump-1")), OWNERSHIP, Set.of());

        assertThat(found.stream().map(mismatch -> mismatch.code().name()).collect(Collectors.joining()))
                .isEqualTo(code == null ? "" : code);
        assertThat(ExportCheck.exitClass(found)).isEqualTo(exit);
    }

    private static String print(String whose) {
        return whose.equals("ours") ? OURS : THEIRS;
    }

    @Test
    void whatIsMissingDisabledOfAnotherKindLeftOverOrUnreadableIsNamed() {
        String export = "\uFEFF" + line("pump-1", x509(OURS, OURS)).replace("enabled", "disabled") + "\r\n\r\n"
                + line("pump-3", x509(THEIRS, THEIRS)) + "\n"
                + line("pump-8", MARK + x509(THEIRS, THEIRS)) + "\n"
                + line("stranger+1", x509(THEIRS, THEIRS)) + "\n"
                + "pump-9;enabled\n";

        List<Mismatch> found = ExportCheck.of(
                HubExport.read(export),
                List.of(certificate("pump-1"), keyed("pump-2"), keyed("pump-3")),
                OWNERSHIP,
                Set.of());

        assertThat(found)
                .extracting(Mismatch::where, Mismatch::code)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("pump-1", ProblemCode.IDENTITY_DISABLED),
                        org.assertj.core.api.Assertions.tuple("pump-2", ProblemCode.IDENTITY_MISSING),
                        org.assertj.core.api.Assertions.tuple("pump-3", ProblemCode.OTHER_AUTHENTICATION),
                        org.assertj.core.api.Assertions.tuple("pump-8", ProblemCode.EXTRA_IDENTITY),
                        org.assertj.core.api.Assertions.tuple("line 6", ProblemCode.EXPORT_UNREADABLE));
        assertThat(ExportCheck.exitClass(found)).isEqualTo(ExitClass.ERROR);
    }

    @Test
    void aKeyThatIsDueIsNamedAndADeployMendsIt() {
        String export = line("pump-2", KEY_MARK + "\"authentication\":{\"type\":\"sas\"},") + "\n"
                + line("pump-3", KEY_MARK + KEYS);

        List<Mismatch> found = ExportCheck.of(
                HubExport.read(export),
                List.of(keyed("pump-2"), keyed("pump-3")),
                OWNERSHIP,
                Set.of(new DeviceId("pump-3")));

        assertThat(found)
                .hasSize(1)
                .allSatisfy(mismatch -> assertThat(mismatch.toString())
                        .startsWith("FLX3097 pump-3: ")
                        .contains("primary key since 2026-01-02T03:04Z")
                        .doesNotContain("Q0FOQVJZ"));
        assertThat(ExportCheck.exitClass(found)).isEqualTo(ExitClass.CHANGES_PENDING);
    }

    @Test
    void keysInAnExportAreNotKept() {
        HubExport export = HubExport.read(line(
                "pump-2", "\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"Q0FOQVJZ\"}},"));

        assertThat(export.identities()).hasSize(1);
        assertThat(export.toString()).doesNotContain("Q0FOQVJZ");
    }
}
