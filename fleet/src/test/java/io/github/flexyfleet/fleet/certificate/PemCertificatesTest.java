package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemCertificatesTest {
    private static DeviceCertificate one;
    private static DeviceCertificate two;

    @TempDir
    Path folder;

    @BeforeAll
    static void issue() {
        CertificateIssuer issuer = new CertificateIssuer(new SecureRandom(), InstantSource.system());
        one = issuer.issue(new DeviceId("one"), Duration.ofDays(1));
        two = issuer.issue(new DeviceId("two"), Duration.ofDays(1));
    }

    @Test
    void readsAllCertificatesInOrderAndPassesOverTextBetween() throws Exception {
        Path file = write(
                "# first\r\n" + one.certificatePem().replace("\n", "\r\n") + "second \u00e4\n" + two.certificatePem());

        assertThat(PemCertificates.read(file)).containsExactly(one.certificate(), two.certificate());
    }

    @Test
    void writesWhatItReads() throws Exception {
        List<X509Certificate> both = List.of(one.certificate(), two.certificate());

        String pem = PemCertificates.toPem(both);

        assertThat(pem).isEqualTo(one.certificatePem() + two.certificatePem());
        assertThat(PemCertificates.read(write(pem))).isEqualTo(both);
    }

    @Test
    void saysWhatIsWrongWithoutShowingIt() throws IOException {
        String pem = one.certificatePem();
        String secret = one.keyPem().reveal().lines().skip(1).findFirst().orElseThrow();

        assertInvalid(write(""), "holds no certificate");
        assertInvalid(write("just text"), "holds no certificate");
        assertInvalid(write(pem.substring(0, pem.length() / 2)), "not well-formed");
        assertInvalid(write(pem + pem.replaceFirst("\nMII", "\nAAA")), "certificate 2 cannot be read");
        assertInvalid(write(pem + one.keyPem().reveal()), "part 2 is a RSA PRIVATE KEY");
        assertInvalid(folder.resolve("absent.pem"), "no such file");
        assertInvalid(folder, "cannot be read");
        assertThatThrownBy(() -> PemCertificates.read(write(one.keyPem().reveal())))
                .hasMessageNotContaining(secret);
    }

    private static void assertInvalid(Path file, String problem) {
        assertThatThrownBy(() -> PemCertificates.read(file))
                .isInstanceOfSatisfying(InvalidPemException.class, e -> {
                    assertThat(e.file()).isEqualTo(file);
                    assertThat(e.problem()).contains(problem);
                })
                .hasMessageStartingWith(file.toString());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("roots.pem"), text);
    }
}
