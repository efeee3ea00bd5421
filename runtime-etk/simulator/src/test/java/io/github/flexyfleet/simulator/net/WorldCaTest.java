package io.github.flexyfleet.simulator.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldCaTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    @Test
    void issuesCertificatesForHostNamesUnderItsRoot() throws Exception {
        WorldCa ca = open();

        ServerIdentity identity = ca.issue("A.example", "b.example");

        X509Certificate certificate = identity.chain().get(0);
        certificate.verify(ca.certificate().getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "a.example"), List.of(2, "b.example"));
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.certificate().getBasicConstraints()).isZero();
    }

    @Test
    void keepsItsRoot() throws Exception {
        X509Certificate first = open().certificate();
        WorldCa again = open();

        assertThat(again.certificate()).isEqualTo(first);
        again.issue("a.example").chain().get(0).verify(first.getPublicKey());
    }

    @Test
    void closesTheKeyToOthers() throws Exception {
        open();

        Path ca = directory.resolve("ca");
        assertThat(mode(ca)).isEqualTo("rwx------");
        assertThat(mode(ca.resolve("root.key"))).isEqualTo("rw-------");
    }

    @Test
    void refusesAFileThatIsNoKey() throws Exception {
        open();
        Files.writeString(directory.resolve("ca").resolve("root.key"), "no key");

        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("root.key");
    }

    private WorldCa open() throws IOException {
        return WorldCa.open(directory.resolve("ca"), clock, new SecureRandom());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
