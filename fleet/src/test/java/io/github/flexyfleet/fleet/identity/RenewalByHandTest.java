package io.github.flexyfleet.fleet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.ExportCheck.Mismatch;
import io.github.flexyfleet.fleet.identity.ProvenCertificates.Confirmed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Certificates that are renewed by files, without access to the hub: one thumbprint of two is taken out only when it is known
 * that the device connects with the other one.
 */
class RenewalByHandTest {
    private static final String FIRST = "1".repeat(64);
    private static final String SECOND = "2".repeat(64);
    private static final String THIRD = "3".repeat(64);
    private static final String STRANGE = "9".repeat(64);
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final HubSettings HUB = new HubSettings("acme-hub.azure-devices.net", HubTier.S1, 2);
    private static final Ownership OWNERSHIP = new Ownership("waterworks", Set.of());
    private static final Pattern THUMBPRINTS =
            Pattern.compile("\"primaryThumbprint\":\"([0-9A-F]*)\",\"secondaryThumbprint\":\"([0-9A-F]*)\"");

    private static List<WantedIdentity> wanted(String print) {
        return List.of(new WantedIdentity(
                PUMP,
                Optional.of(new Fingerprint(print)),
                new FleetTags("waterworks", "brussels", List.of(), Optional.empty())));
    }

    private static HubExport export(String primary, String secondary) {
        return HubExport.read("{\"id\":\"pump-1\",\"eTag\":\"MQ==\",\"status\":\"enabled\","
                + "\"statusReason\":\"flexyfleet: waterworks\",\"authentication\":{\"type\":\"selfSigned\","
                + "\"x509Thumbprint\":{\"primaryThumbprint\":\"" + primary + "\",\"secondaryThumbprint\":\"" + secondary
                + "\"}}}");
    }

    private static ProvenCertificates asked(String begin) {
        return new ProvenCertificates(Map.of(PUMP, begin), Map.of());
    }

    private static ProvenCertificates confirmed(String print, String... older) {
        Set<Fingerprint> before =
                Set.copyOf(List.of(older).stream().map(Fingerprint::new).toList());
        return new ProvenCertificates(Map.of(), Map.of(PUMP, new Confirmed(new Fingerprint(print), before)));
    }

    /** What the import file makes of the two slots; empty when it leaves them. */
    private static String written(HubExport export, String print, ProvenCertificates proven) {
        String text = IdentityFiles.of(HUB, export.snapshot(List.of(PUMP)), wanted(print), OWNERSHIP, proven)
                .importFile();
        Matcher both = THUMBPRINTS.matcher(text);
        return both.find() ? both.group(1).charAt(0) + "," + both.group(2).charAt(0) : "";
    }

    private static List<Mismatch> found(HubExport export, String print, ProvenCertificates proven) {
        return ExportCheck.of(export, wanted(print), OWNERSHIP, Set.of(), proven);
    }

    /** Whole way: a renewal, the proof, the end of the old one, and the next renewal. */
    @Test
    void twoRenewalsOneAfterTheOther() {
        assertThat(written(export(FIRST, FIRST), SECOND, ProvenCertificates.NONE))
                .isEqualTo("1,2");

        HubExport both = export(FIRST, SECOND);
        assertThat(written(both, SECOND, ProvenCertificates.NONE)).isEmpty();
        assertThat(written(both, SECOND, asked(""))).isEqualTo("2,2");

        assertThat(written(export(SECOND, SECOND), THIRD, ProvenCertificates.NONE))
                .isEqualTo("2,3");
    }

    @Test
    void aRenewalThatNobodyFinishedIsNoDeadEndForTheNextOne() {
        HubExport both = export(FIRST, SECOND);

        List<Mismatch> stuck = found(both, THIRD, ProvenCertificates.NONE);
        assertThat(stuck).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.code()).isEqualTo(ProblemCode.NO_FREE_SLOT);
            assertThat(mismatch.code().mend()).contains("-Dflexy.proven=DEVICE=THUMBPRINT");
        });
        assertThat(ExportCheck.exitClass(stuck)).as("no import mends it").isEqualTo(ExitClass.ERROR);
        assertThat(written(both, THIRD, ProvenCertificates.NONE)).isEmpty();

        ProvenCertificates proven = asked(SECOND.substring(0, 16));
        assertThat(written(both, THIRD, proven)).isEqualTo("3,2");
        assertThat(ExportCheck.exitClass(found(both, THIRD, proven))).isEqualTo(ExitClass.CHANGES_PENDING);
    }

    /** What is known, by whom; the slots; the wanted one; what the slots become; what the check says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing            | 12 | 2 |     | SECOND_THUMBPRINT | ERROR",
                "asked 2            | 12 | 2 | 2,2 | OLD_THUMBPRINT    | CHANGES_PENDING",
                "asked for wanted   | 12 | 2 | 2,2 | OLD_THUMBPRINT    | CHANGES_PENDING",
                "asked 1            | 12 | 2 |     | SECOND_THUMBPRINT | ERROR",
                "asked 9            | 12 | 2 |     | SECOND_THUMBPRINT | ERROR",
                "confirmed 2 over 1 | 12 | 2 | 2,2 | OLD_THUMBPRINT    | CHANGES_PENDING",
                "confirmed 2        | 92 | 2 |     | SECOND_THUMBPRINT | ERROR",
                "confirmed 1        | 12 | 2 |     | SECOND_THUMBPRINT | ERROR",
                "asked for wanted   | 12 | 3 |     | NO_FREE_SLOT      | ERROR",
                "asked 1            | 12 | 3 | 1,3 | OTHER_THUMBPRINT  | CHANGES_PENDING",
                "confirmed 2 over 1 | 12 | 3 | 3,2 | OTHER_THUMBPRINT  | CHANGES_PENDING",
                "confirmed 2 over 1 | 21 | 3 | 2,3 | OTHER_THUMBPRINT  | CHANGES_PENDING",
                "confirmed 1        | 12 | 3 |     | NO_FREE_SLOT      | ERROR",
                "confirmed 3 over 1 | 12 | 3 |     | NO_FREE_SLOT      | ERROR",
                "nothing            | 11 | 3 | 1,3 | OTHER_THUMBPRINT  | CHANGES_PENDING"
            })
    void whatTheDeviceConnectsWithIsNeverTakenOut(
            String known, String slots, String print, String becomes, ProblemCode code, ExitClass exit) {
        HubExport export = export(print(slots.charAt(0)), print(slots.charAt(1)));
        String own = print(print.charAt(0));

        assertThat(written(export, own, known(known))).isEqualTo(becomes == null ? "" : becomes);
        List<Mismatch> found = found(export, own, known(known));
        assertThat(found).extracting(Mismatch::code).containsExactly(code);
        assertThat(ExportCheck.exitClass(found)).isEqualTo(exit);
        assertThat(ExportCheck.unproven(export, wanted(own), OWNERSHIP, known(known)))
                .hasSize(becomes == null ? 1 : 0);
    }

    /** Somebody looked, and the device has not got its bundle yet. */
    @Test
    void aDeviceThatConnectsWithTheOldOneIsToBeBroughtItsBundleFirst() {
        HubExport both = export(FIRST, SECOND);

        assertThat(found(both, SECOND, asked(FIRST)))
                .singleElement()
                .extracting(Mismatch::words)
                .isEqualTo("besides 2222222222222222... it trusts 1111111111111111..., and that is the one that the"
                        + " device connects with: bring it its bundle first");
        assertThat(found(both, SECOND, ProvenCertificates.NONE))
                .singleElement()
                .extracting(Mismatch::words)
                .asString()
                .endsWith("nothing shows which of them the device connects with");
    }

    private static ProvenCertificates known(String words) {
        String[] word = words.split(" ", -1);
        return switch (word[0]) {
            case "asked" -> asked(word[1].equals("for") ? "" : word[1].repeat(16));
            case "confirmed" ->
                word.length > 2 ? confirmed(word[1].repeat(64), word[3].repeat(64)) : confirmed(word[1].repeat(64));
            default -> ProvenCertificates.NONE;
        };
    }

    private static String print(char number) {
        return number == '9' ? STRANGE : String.valueOf(number).repeat(64);
    }

    @Test
    void anIdentityThatSomebodyDisabledOrElseMadeStaysAsItIs() {
        HubExport disabled = HubExport.read("{\"id\":\"pump-1\",\"eTag\":\"MQ==\",\"status\":\"disabled\","
                + "\"statusReason\":\"flexyfleet: waterworks\",\"authentication\":{\"x509Thumbprint\":"
                + "{\"primaryThumbprint\":\"" + FIRST + "\",\"secondaryThumbprint\":\"" + SECOND + "\"}}}");
        HubExport foreign = HubExport.read("{\"id\":\"pump-1\",\"eTag\":\"MQ==\",\"status\":\"enabled\","
                + "\"authentication\":{\"x509Thumbprint\":"
                + "{\"primaryThumbprint\":\"" + FIRST + "\",\"secondaryThumbprint\":\"" + SECOND + "\"}}}");

        assertThat(written(disabled, SECOND, asked(""))).isEmpty();
        assertThat(written(foreign, THIRD, asked(SECOND))).isEmpty();
        assertThat(found(foreign, THIRD, asked(SECOND)))
                .extracting(Mismatch::code)
                .containsExactly(ProblemCode.FOREIGN_IDENTITY);
    }
}
