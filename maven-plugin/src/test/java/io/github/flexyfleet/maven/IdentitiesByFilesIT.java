package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Identities by files that somebody else imports and exports: real Maven processes, with the rehearsal hub between. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IdentitiesByFilesIT extends ProjectInMaven {
    private static final String EXPORT = "-Dflexy.export=export.txt";
    private static final String BOTH = "pump-1: {name: Pump 1}, pump-2: {name: Pump 2}";

    private HandMadeHub hub;

    @BeforeEach
    void writeProject() throws IOException {
        hub = new HandMadeHub(project);
        writeFleet("rsa-2048", BOTH);
    }

    private void writeFleet(String key, String devices) throws IOException {
        writeFleet("""
            fleet: mine
            hub: {host: eWONPROJECT.azure-devices.net}
            talk2m: {account: demo}
            defaults:
              certificate: {key: %s}
              tagGroups: {all: {groups: [A], push: {full: 20s}}}
            sites: {north: {timeZone: Europe/Brussels, devices: {%s}}}
            """.formatted(key, devices));
    }

    /** Runs both goals with an export of now; the files are those that the next import takes. */
    private int compare(String... more) throws Exception {
        hub.exports("export.txt");
        return run(more, "flexy:identities", "flexy:verify-identities", REHEARSAL, EXPORT);
    }

    private int verify() throws Exception {
        hub.exports("export.txt");
        return run(new String[0], "flexy:verify-identities", REHEARSAL, EXPORT);
    }

    private int run(String[] more, String... arguments) throws Exception {
        output.clear();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return maven.run(all.toArray(String[]::new));
    }

    private void imports() throws Exception {
        hub.imports(project.resolve("target/flexy/identities/devices.txt"));
    }

    private void assertSays(String... lines) {
        for (String line : lines) {
            assertThat(output).anyMatch(said -> said.contains(line));
        }
    }

    private void assertCodes(String... codes) {
        assertThat(output.stream()
                        .filter(line -> line.matches("\\[WARNING\\] FLX3.*"))
                        .map(line -> line.replaceFirst("\\[WARNING\\] (FLX\\d+ [^:]+): .*", "$1")))
                .containsExactly(codes);
    }

    @Test
    void whatIsWrittenIsImportedAndThenVerifiedAndEachChangeByHandIsTold() throws Exception {
        assertThat(run(new String[0], "flexy:identities", REHEARSAL)).isZero();
        assertSays(
                "2 of 2 identities to write, 0 to disable",
                "by import: " + project.toRealPath().resolve("target/flexy/identities/devices.txt"),
                "next: mvn flexy:verify-identities -Dflexy.export=EXPORT");
        assertThat(project.resolve("target/flexy/identities/identities.sh")).isExecutable();
        assertThat(project.resolve("target/flexy/identities/hub.bicep")).exists();
        imports();
        assertThat(verify()).isZero();
        assertSays("all 2 identities are at the hub as the fleet file wants them");

        hub.deletes("pump-2");
        assertThat(compare()).isEqualTo(2);
        assertCodes("FLX3033 pump-2");
        assertSays("1 of 2 identities to write, 0 to disable", "1 of what the fleet of 2 devices wants is not so");
        imports();
        hub.status("pump-1", "disabled");
        assertThat(verify()).isEqualTo(1);
        assertCodes("FLX3031 pump-1");
        assertSays("mend: Find out why it was disabled.", "no import mends all of them");
    }

    @Test
    void whatLeftTheFleetIsDisabledByAFileThenRemovedAndRegisteredAgain() throws Exception {
        assertThat(run(new String[0], "flexy:identities", REHEARSAL)).isZero();
        imports();

        writeFleet("rsa-2048", "pump-1: {name: Pump 1}");
        assertThat(compare()).isEqualTo(1);
        assertCodes("FLX3036 pump-2");
        assertSays("0 of 1 identities to write, 1 to disable");
        imports();
        assertThat(verify()).isZero();

        assertThat(run(new String[0], "flexy:identities", REHEARSAL, "-Dflexy.remove=pump-1"))
                .as("it can still connect")
                .isEqualTo(1);
        assertThat(run(new String[0], "flexy:identities", REHEARSAL, "-Dflexy.remove=pump-2"))
                .isZero();
        hub.exports("export.txt");
        assertThat(project.resolve("export.txt")).content().contains("pump-1").doesNotContain("pump-2");

        writeFleet("rsa-2048", BOTH);
        assertThat(run(new String[0], "flexy:identities", REHEARSAL, "-Dflexy.register=true"))
                .isZero();
        assertThat(verify()).isZero();
    }

    @Test
    void aRenewalByFilesEndsWithTheNewCertificateAloneAndOnlyOnProof() throws Exception {
        writeFleet("rsa-2048", "pump-1: {name: Pump 1}");
        assertThat(run(new String[0], "flexy:identities", REHEARSAL)).isZero();
        imports();

        writeFleet("rsa-3072", "pump-1: {name: Pump 1}");
        assertThat(compare()).isEqualTo(2);
        assertCodes("FLX3034 pump-1");
        imports();
        assertThat(compare()).as("the device may still have the old one").isEqualTo(1);
        assertCodes("FLX3035 pump-1", "FLX3035 pump-1");
        assertSays("0 of 1 identities to write", "-Dflexy.proven=DEVICE writes what takes the other one out");

        assertThat(compare("-Dflexy.proven=pump-2")).isEqualTo(1);
        assertSays("flexy.proven says \"pump-2\"; nothing was done");
        assertThat(compare("-Dflexy.proven=pump-1")).isEqualTo(2);
        assertCodes("FLX3111 pump-1");
        imports();
        assertThat(verify()).isZero();
    }

    /** What a deploy from this folder has confirmed needs nobody's word. */
    @Test
    void theLedgerProvesTheNewerOfTwo() throws Exception {
        writeFleet("rsa-3072", "pump-1: {name: Pump 1}");
        assertThat(run(new String[0], "flexy:identities", REHEARSAL)).isZero();
        imports();
        writeFleet("rsa-2048", "pump-1: {name: Pump 1}");
        assertThat(compare()).isEqualTo(2);
        imports();
        assertThat(compare()).isEqualTo(1);
        assertCodes("FLX3035 pump-1", "FLX3035 pump-1");
        String both = Files.readString(project.resolve("export.txt"));

        assertThat(run(new String[0], "flexy:deploy", REHEARSAL)).isZero();
        Files.writeString(project.resolve("export.txt"), both);
        assertThat(run(new String[0], "flexy:verify-identities", REHEARSAL, EXPORT))
                .isEqualTo(2);
        assertCodes("FLX3111 pump-1");
    }
}
