package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub, and a fleet whose devices have their keys there. */
abstract class KeysAtHub {
    static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    static final String FIRST = key("1");
    static final String SECOND = key("2");

    final FakeHub hub = new FakeHub();
    IotHubRegistry registry;

    @TempDir
    Path folder;

    static String key(String letter) {
        return Base64.getEncoder().encodeToString(letter.repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = hub.client(NOW, pause -> {});
    }

    @AfterEach
    void stop() {
        registry.close();
        hub.stop();
    }

    final Fleet fleet(String settings, String devices) {
        return FleetFiles.read(folder, """
                        fleet: waterworks
                        hub: {host: h.azure-devices.net}
                        talk2m: {account: a}
                        defaults:
                          auth: sas
                          %s
                          tagGroups: {g: {groups: [A], push: {full: 1h}}}
                        sites: {s: {timeZone: UTC, devices: {%s}}}
                        """.formatted(settings, devices)).fleet().orElseThrow();
    }
}
