package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/** Versions of a fleet of one device, which differ in how often it sends everything. */
final class MatrixFleet {
    static final String HUB = "eWONPROJECT.azure-devices.net";
    static final String ACCOUNT = "demo";
    static final String DEVICE = "pump-1";
    static final String NAME = "Pump station 1";
    static final String SERIAL = "2005-0001-25";

    private final Path folder;
    private final InstantSource clock;
    private final X509Certificate root;

    /**
     * A fleet.
     *
     * @param folder holds fleet file and certificates
     * @param root the device shall trust it
     */
    MatrixFleet(Path folder, InstantSource clock, X509Certificate root) {
        this.folder = folder;
        this.clock = clock;
        this.root = root;
    }

    /** What the device shall run when it sends changes every 2 s, and everything every so many seconds. */
    DeviceTarget target(int fullSeconds) throws IOException {
        return target("{onChange: 2s, full: " + fullSeconds + "s}");
    }

    /** What the device shall run with these times of pushing. */
    DeviceTarget target(String push) throws IOException {
        return targetOf("tagGroups: {all: {groups: [A, B, C, D], push: %s}}".formatted(push));
    }

    /** What the device shall run with these settings in {@code defaults}. */
    DeviceTarget targetOf(String settings) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: small
                hub: {host: %s, tier: S1}
                talk2m: {account: %s}
                defaults:
                  %s
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                      %s: {name: %s, serial: %s}
                """.formatted(HUB, ACCOUNT, settings, DEVICE, NAME, SERIAL));
        FleetResult result =
                new FleetReader(clock).read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"));
        assertThat(result.findings()).isEmpty();
        CertificateStore store = StateFolder.store(folder.resolve("certificates"), clock);
        return FleetTargets.of(result.fleet().orElseThrow(), store, List.of(root), new SavedPrograms(notes()))
                .targets()
                .get(0);
    }

    private Path notes() {
        return folder.resolve("taken-over");
    }

    /** The state folder knows nothing of the gateway, which is another one from now on. */
    void forgetNotes() throws IOException {
        if (Files.exists(notes())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(notes())) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }
}
