package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The authority's key on a PKCS#11 token: SoftHSM 2 (Debian: softhsm2). Where it is not installed these tests are skipped;
 * unless the environment's {@code FLEXY_SOFTHSM} says {@code required}, as it does in CI.
 */
class TokenTest {
    private static final List<Path> MODULES =
            List.of(Path.of("/usr/lib/softhsm/libsofthsm2.so"), Path.of("/usr/lib/pkcs11/libsofthsm2.so"));
    private static final Path UTIL = Path.of("/usr/bin/softhsm2-util");
    private static final String PIN = "4711-canary";
    private static final Pattern SLOT = Pattern.compile("slot ([0-9]+)");

    @TempDir
    Path folder;

    private Path module;
    private String slot;

    @BeforeEach
    void initialiseAToken() throws Exception {
        module = MODULES.stream().filter(Files::exists).findFirst().orElse(MODULES.get(0));
        if (!"required".equals(System.getenv("FLEXY_SOFTHSM"))) {
            Assumptions.assumeTrue(Files.exists(module) && Files.isExecutable(UTIL), "SoftHSM 2 is not installed");
        }
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        Matcher told = SLOT.matcher(run(List.of(
                UTIL.toString(), "--init-token", "--free", "--label", "fleet", "--pin", PIN, "--so-pin", "so-" + PIN)));
        assertThat(told.find()).isTrue();
        slot = told.group(1);
    }

    private String run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private List<String> child(Path library, String inSlot, String... steps) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                TokenChild.class.getName(),
                folder.toString(),
                library.toString(),
                inSlot));
        command.addAll(List.of(steps));
        return run(command).lines().toList();
    }

    @Test
    void aTokenMakesAnAuthorityAndSignsForDevicesWithoutGivingItsKeyAway() throws Exception {
        List<String> ended = child(
                module,
                slot,
                "create:ca:" + PIN,
                "issue:ca:" + PIN + ":pump-1",
                "issue:ca:" + PIN + ":pump-2",
                "proof:ca:" + PIN + ":A1B2",
                "key:ca:" + PIN);

        assertThat(ended)
                .containsExactly("create: made", "issue: issued", "issue: issued", "proof: proven", "key: null");
        List<X509Certificate> chain = PemCertificates.read(folder.resolve("ca/issuing.crt"));
        assertThat(chain).hasSize(2);
        assertThat(PemCertificates.read(folder.resolve("ca/root.crt"))).containsExactly(chain.get(1));
        for (String device : List.of("pump-1", "pump-2")) {
            Tools.Ended verified = Tools.verify(folder.resolve("ca"), folder.resolve(device + ".crt"));
            assertThat(verified.output()).contains("OK");
        }
        X509Certificate proof =
                PemCertificates.read(folder.resolve("proof.pem")).get(0);
        assertThat(proof.getSubjectX500Principal().getName()).isEqualTo("CN=A1B2");
        proof.verify(chain.get(0).getPublicKey());
    }

    @Test
    void theFolderSaysWhereTheTokenIsAndHoldsNoSecret() throws Exception {
        child(module, slot, "create:ca:" + PIN);

        assertThat(folder.resolve("ca/issuing.token")).hasContent("module=" + module + "\nslot=" + slot);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ca/issuing.token"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder.resolve("ca"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain(PIN).doesNotContain("PRIVATE KEY");
            }
        }
        assertThat(folder.resolve("ca/issuing.p12")).doesNotExist();
        assertThat(folder.resolve("ca/root.p12")).doesNotExist();
    }

    @Test
    void anAuthorityThatTheTokenHasIsTakenOverByItsLabel() throws Exception {
        child(module, slot, "create:ca:" + PIN);

        assertThat(child(module, slot, "take:other:" + PIN + ":waterworks devices", "issue:other:" + PIN + ":pump-1"))
                .containsExactly("take: taken", "issue: issued");
        assertThat(Files.readString(folder.resolve("other/issuing.crt")))
                .isEqualTo(Files.readString(folder.resolve("ca/issuing.crt")));
    }

    @Test
    void itsCertificatesMayComeFromAFile() throws Exception {
        child(module, slot, "create:ca:" + PIN);

        assertThat(child(module, slot, "take:other:" + PIN + "::ca/issuing.crt", "issue:other:" + PIN + ":pump-1"))
                .containsExactly("take: taken", "issue: issued");
    }

    @Test
    void aWrongPinIsShownToTheTokenOnceAndTheRightOneStillWorks() throws Exception {
        child(module, slot, "create:ca:" + PIN);

        List<String> ended = child(
                module,
                slot,
                "issue:ca:wrong-pin:pump-1",
                "issue:ca:wrong-pin:pump-2",
                "issue:ca:" + PIN + ":pump-1",
                "issue:ca:wrong-pin:pump-3");

        assertThat(ended.get(0))
                .startsWith(
                        "issue: PIN " + module + ", slot " + slot + ": the token refuses the PIN (CKR_PIN_INCORRECT)")
                .contains("FLEXY_CA_PASSWORD");
        assertThat(ended.get(1)).startsWith("issue: PIN ").contains("it was refused before");
        assertThat(ended.get(2)).isEqualTo("issue: issued");
        assertThat(ended.get(3)).startsWith("issue: PIN ");
        assertThat(ended).noneMatch(line -> line.contains("wrong-pin"));
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        child(module, slot, "create:ca:" + PIN);

        assertThat(child(folder.resolve("none.so"), "-", "create:x:" + PIN))
                .singleElement()
                .asString()
                .startsWith("create: TOKEN " + folder.resolve("none.so") + ": there is no such file");
        assertThat(child(Files.writeString(folder.resolve("text.so"), "text"), "-", "create:x:" + PIN))
                .singleElement()
                .asString()
                .startsWith("create: TOKEN ")
                .contains("the module does not load");
        assertThat(child(module, "999999", "create:x:" + PIN))
                .singleElement()
                .asString()
                .startsWith("create: TOKEN ")
                .contains("slot 999999");
        assertThat(child(
                        module,
                        slot,
                        "take:x:" + PIN + ":",
                        "take:x:" + PIN + ":no such label",
                        "create:x:" + PIN,
                        "take:ca:" + PIN + ":waterworks root"))
                .satisfiesExactly(
                        several -> assertThat(several)
                                .startsWith("take: TOKEN_KEY ")
                                .contains("several keys")
                                .endsWith("waterworks devices, waterworks root"),
                        none -> assertThat(none).startsWith("take: TOKEN_KEY ").contains("no such key"),
                        taken -> assertThat(taken)
                                .startsWith("create: TOKEN_KEY ")
                                .contains("has a key waterworks root already"),
                        there -> assertThat(there).contains("there is a certificate authority already"));
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void aTokenWithAnotherKeyThanTheAuthoritysSignsNothing() throws Exception {
        child(module, slot, "create:ca:" + PIN);
        run(List.of(UTIL.toString(), "--delete-token", "--token", "fleet"));
        Matcher told = SLOT.matcher(run(List.of(
                UTIL.toString(), "--init-token", "--free", "--label", "empty", "--pin", PIN, "--so-pin", "so-" + PIN)));
        assertThat(told.find()).isTrue();
        Files.writeString(folder.resolve("ca/issuing.token"), "module=" + module + "\nslot=" + told.group(1) + "\n");

        assertThat(child(module, slot, "issue:ca:" + PIN + ":pump-1"))
                .singleElement()
                .asString()
                .startsWith("issue: TOKEN_KEY ")
                .contains("no key of CN=waterworks devices")
                .contains("no private key with a certificate");
    }

    @Test
    void aSlotIsANumberAndAPlaceIsReadAsItWasWritten() throws Exception {
        assertThat(TokenPlace.of(module, "0x1F").slot()).contains(31L);
        assertThat(TokenPlace.of(module, " ").slot()).isEmpty();
        assertThatThrownBy(() -> TokenPlace.of(module, "first"))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("a slot is a number");
        for (TokenPlace place : List.of(TokenPlace.of(module, "7"), TokenPlace.of(Path.of("/opt/a \"b\"/c.so"), ""))) {
            Path file = Files.writeString(folder.resolve("place"), place.text());
            assertThat(TokenPlace.read(file)).isEqualTo(place);
        }
        Path other = Files.writeString(folder.resolve("other"), "library=/x\n");
        assertThatThrownBy(() -> TokenPlace.read(other)).hasMessageContaining("mvn flexy:ca");
    }
}
