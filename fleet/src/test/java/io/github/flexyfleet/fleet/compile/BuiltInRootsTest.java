package io.github.flexyfleet.fleet.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInRootsTest {
    @TempDir
    private Path folder;

    /** The fingerprints that Microsoft's device SDK carries (azure-iot-hub 2). */
    @Test
    void the_built_in_roots_are_those_of_the_public_cloud() {
        assertThat(BuiltInRoots.certificates())
                .extracting(Fingerprint::of)
                .containsExactly(
                        new Fingerprint("CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F"),
                        new Fingerprint("C741F70F4B2A8D88BF2E71C14122EF53EF10EBA0CFA5E64CFA20F418853073E0"));
    }

    @Test
    void a_fleets_own_roots_come_in_addition() throws IOException {
        X509Certificate extra = TestCertificates.selfSigned("extra", TestCertificates.START, TestCertificates.END);
        Files.writeString(folder.resolve("extra.pem"), PemCertificates.toPem(List.of(extra)));
        Fleet fleet = FleetFiles.read(folder, FleetFiles.resource("quickstart.yaml") + "roots: [extra.pem]\n")
                .fleet()
                .orElseThrow();

        assertThat(BuiltInRoots.with(fleet))
                .hasSize(3)
                .containsAll(BuiltInRoots.certificates())
                .contains(extra);
    }
}
