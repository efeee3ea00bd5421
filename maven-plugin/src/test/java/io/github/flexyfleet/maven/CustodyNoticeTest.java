package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodyNoticeTest {
    @TempDir
    Path folder;

    private Optional<String> notice(String devices) throws IOException {
        Files.writeString(folder.resolve("fleet.yaml"), """
                fleet: mine
                hub: {host: my-hub.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  tagGroups: {all: {groups: [A], push: {full: 20s}}}
                sites: {north: {timeZone: Europe/Brussels, devices: {%s}}}
                """.formatted(devices));
        return CustodyNotice.of(
                new FleetReader(InstantSource.system())
                        .read(folder.toRealPath(), Path.of("fleet.yaml"))
                        .fleet()
                        .orElseThrow(),
                Path.of(".flexy"));
    }

    @Test
    void keysInFilesAreTold() throws IOException {
        assertThat(notice("pump-1: , pump-2: {certificate: {custody: keystore}}"))
                .contains("keys: the private key of 1 device lies unencrypted in .flexy, mode 0600;"
                        + " certificate: {custody: keystore} or {custody: device-only} changes that");
        assertThat(notice("pump-1: , pump-2: ").orElseThrow())
                .startsWith("keys: the private keys of 2 devices lie unencrypted");
    }

    @Test
    void ofOtherKeysThereIsNothingToTell() throws IOException {
        assertThat(notice("pump-1: {certificate: {custody: keystore}}, pump-2: {certificate: {custody: device-only}},"
                        + " pump-3: {auth: sas}"))
                .isEmpty();
    }
}
