package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The goals about certificates as a user calls them; with {@code -X}, since nothing that is shown may hold a secret. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CertificatesInMavenIT {
    private static final String KEYSTORE = "canary keystore phrase 1";
    private static final String AUTHORITY = "canary authority phrase 2";

    @TempDir
    Path folder;

    private Path project;
    private final List<String> output = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        project = Files.createDirectories(folder.resolve("project"));
        RealMaven.writePom(project);
        fleet("{custody: keystore, issuer: ca}");
    }

    private void fleet(String certificate) throws Exception {
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: waterworks
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  certificate: %s
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 20s}}
                sites:
                  brussels: {devices: {pump-1: {name: Pump station 1}, pump-2: {name: Pump station 2}}}
                """.formatted(certificate));
    }

    @Test
    void keysUnderPassPhrasesFromTheAuthorityToABundle() throws Exception {
        assertThat(run(Map.of(), "flexy:certificates")).isZero();
        assertThat(output).anyMatch(line -> line.contains("2 none yet."));
        assertThat(run(Map.of(), "flexy:compile")).as("nobody can sign").isNotZero();
        assertThat(output).anyMatch(line -> line.contains("FLX3021") && line.contains("flexy:ca -Dflexy.create=true"));
        assertThat(run(Map.of(), "flexy:ca", "-Dflexy.create=true")).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("FLEXY_CA_PASSWORD"));

        assertThat(run(
                        Map.of("FLEXY_CA_PASSWORD", AUTHORITY),
                        "flexy:ca",
                        "-Dflexy.create=true",
                        "-Dflexy.verificationCode=ABC123"))
                .isZero();
        assertThat(output).anyMatch(line -> line.contains("CN=waterworks devices"));
        assertThat(project.resolve("target/flexy/ca-proof.pem")).content().startsWith("-----BEGIN CERTIFICATE-----");

        assertThat(run(Map.of("FLEXY_CA_PASSWORD", AUTHORITY), "flexy:compile")).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("FLX3021") && line.contains("FLEXY_KEYSTORE_PASSWORD"));
        assertThat(run(Map.of("FLEXY_CA_PASSWORD", AUTHORITY, "FLEXY_KEYSTORE_PASSWORD", KEYSTORE), "flexy:compile"))
                .isZero();
        assertThat(project.resolve("target/flexy/bundles/pump-1/device.crt")).exists();
        assertThat(project.resolve("target/flexy/bundles/pump-1/device.key"))
                .as("a key leaves its keystore for a bundle that is asked for, and for a device")
                .doesNotExist();

        assertThat(run(Map.of(), "flexy:certificates"))
                .as("without any pass phrase")
                .isZero();
        assertThat(output)
                .anyMatch(line -> Pattern.compile(
                                "brussels +pump-1 +[0-9A-F]{16} +rsa-2048 +keystore +CN=waterworks devices .* good$")
                        .matcher(line)
                        .find());
        assertThat(project.resolve("target/flexy/certificates.json")).content().contains("\"keptIn\" : \"keystore\"");

        assertThat(run(Map.of("FLEXY_KEYSTORE_PASSWORD", KEYSTORE + "x"), "flexy:bundle", "-Dflexy.device=pump-1"))
                .isNotZero();
        assertThat(output).anyMatch(line -> line.contains("FLX3021") && line.contains("cannot be opened"));
        assertThat(run(Map.of("FLEXY_KEYSTORE_PASSWORD", KEYSTORE), "flexy:bundle", "-Dflexy.device=pump-1"))
                .as("nothing is to be signed, so the authority's pass phrase is not asked for")
                .isZero();
        String key = Files.readString(project.resolve("target/flexy/bundle/pump-1/device.key"));
        assertThat(project.resolve("target/flexy/bundle/pump-2")).doesNotExist();

        nothingIsShown(key);
    }

    @Test
    void aRehearsedRevocationAndTheDeployAfterIt() throws Exception {
        fleet("{custody: device-only}");
        assertThat(run(Map.of(), "flexy:deploy", "-Dflexy.rehearsal=true")).isZero();
        assertThat(run(Map.of(), "flexy:certificates", "-Dflexy.rehearsal=true"))
                .isZero();
        assertThat(output).filteredOn(line -> line.contains(" device ")).hasSize(2);

        assertThat(run(Map.of(), "flexy:revoke", "-Dflexy.rehearsal=true", "-Dflexy.device=pump-3"))
                .isNotZero();
        assertThat(run(Map.of(), "flexy:revoke", "-Dflexy.rehearsal=true", "-Dflexy.device=pump-2"))
                .isZero();
        assertThat(output).anyMatch(line -> line.contains("the hub refuses pump-2 from now on"));

        assertThat(run(Map.of(), "flexy:deploy", "-Dflexy.rehearsal=true")).isZero();
        assertThat(output)
                .anyMatch(line -> line.contains("pump-2") && line.contains("confirmed"))
                .anyMatch(line -> line.contains("pump-1") && line.contains("unchanged"));
    }

    private int run(Map<String, String> environment, String... arguments) throws Exception {
        output.clear();
        InvocationRequest request = new RealMaven(project).request(arguments);
        request.setBatchMode(true);
        request.setDebug(true);
        environment.forEach(request::addShellEnvironment);
        request.setOutputHandler(line -> {
            output.add(line);
            all.add(line);
        });
        return RealMaven.exitCode(request);
    }

    /** Pass phrases nowhere; the key in the bundle that was asked for, and nowhere else. */
    private void nothingIsShown(String key) throws Exception {
        List<String> secrets = new ArrayList<>(List.of(KEYSTORE, AUTHORITY));
        key.lines().filter(line -> line.length() == 64).forEach(secrets::add);
        assertThat(secrets).hasSizeGreaterThan(20);
        String log = String.join("\n", all);
        assertThat(log).contains("[DEBUG]");
        for (String secret : secrets) {
            assertThat(log).doesNotContain(secret);
        }
        int keys = 0;
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (file.getFileName().toString().equals("device.key")) {
                    keys++;
                } else {
                    assertThat(secrets).as("%s", file).noneMatch(text::contains);
                }
            }
        }
        assertThat(keys).as("that of the bundle").isEqualTo(1);
    }
}
