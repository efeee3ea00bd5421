package io.github.flexyfleet.fleet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.compile.BuiltInRoots;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Compiler;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a fleet of 10,000 devices becomes, byte for byte: a digest over all bundles, and a few devices whole. A change of
 * the golden file changes what every user's devices hold, so it belongs into the changelog.
 */
class GoldenFleetTest {
    private static final int DEVICES = 10_000;
    /** The last one has settings of its own. */
    private static final List<Integer> SAMPLES = List.of(0, 4_999, 9_999);

    @TempDir
    private Path folder;

    @Test
    void ten_thousand_devices_become_the_same_bytes() throws IOException {
        FleetGenerator.Files files = new FleetGenerator(10_000).withTable(DEVICES);
        Files.writeString(folder.resolve("fleet.yaml"), files.yaml());
        Files.writeString(folder.resolve("plants.csv"), files.csv());
        List<X509Certificate> roots = BuiltInRoots.certificates();

        List<Bundle> bundles = Compiler.compile(
                        FleetRun.read(folder), device -> certificate(device, roots.get(0)), roots)
                .bundles();

        String all = bundles.stream()
                .map(bundle -> bundle.device() + " " + bundle.digest() + "\n")
                .collect(Collectors.joining());
        StringBuilder shown = new StringBuilder("devices " + bundles.size() + "\nall "
                + Digest.of(all.getBytes(StandardCharsets.US_ASCII)).hex() + "\n");
        for (int sample : SAMPLES) {
            Bundle bundle = bundles.get(sample);
            byte[] json = bundle.file("device.json").orElseThrow().content();
            shown.append(bundle.device()).append(' ').append(bundle.digest()).append('\n');
            shown.append(new String(json, StandardCharsets.US_ASCII));
        }
        assertThat(shown.toString()).isEqualTo(golden());
    }

    /** Any certificate that is the same everywhere will do. */
    private static DeviceCertificate certificate(DeviceId device, X509Certificate certificate) {
        return new DeviceCertificate(
                device, certificate, PemCertificates.toPem(List.of(certificate)), Secret.of("key of " + device + "\n"));
    }

    private static String golden() throws IOException {
        try (InputStream in = GoldenFleetTest.class.getResourceAsStream("ten-thousand.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
