package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.net.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRegistryTest {
    private static final String THUMBPRINT = "AB".repeat(32);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    @Test
    void keepsItsIdentities() throws Exception {
        DeviceRegistry registry = open();
        DeviceIdentity first = registry.create(DeviceSettings.selfSigned("d1", THUMBPRINT, ""));
        clock.advance(Duration.ofHours(1));
        DeviceIdentity second = registry.create(
                new DeviceSettings("d2", false, "spare", new DeviceAuthentication.CertificateAuthority()));

        assertThat(open().list(10)).containsExactly(first, second);
    }

    @Test
    void batchIsWrittenAtItsEnd() throws Exception {
        DeviceRegistry registry = open();
        registry.batch(() -> {
            createUnchecked(registry, "d1");
            assertThat(directory.resolve("registry.json")).doesNotExist();
        });

        assertThat(open().find("d1")).isPresent();
    }

    @Test
    void deletedAndMadeAgainIsAnotherGeneration() throws Exception {
        DeviceRegistry registry = open();
        String generation =
                registry.create(DeviceSettings.selfSigned("d1", THUMBPRINT, "")).generationId();
        registry.delete("d1", new EtagMatch.Any());

        assertThat(registry.create(DeviceSettings.selfSigned("d1", THUMBPRINT, ""))
                        .generationId())
                .isNotEqualTo(generation);
    }

    @Test
    void oneOfManyWritersWithTheSameEtagWins() throws Exception {
        DeviceRegistry registry = open();
        DeviceSettings settings = DeviceSettings.selfSigned("d1", THUMBPRINT, "");
        EtagMatch etag = new EtagMatch.Exactly(registry.create(settings).etag());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(threads.submit(() -> {
                try {
                    registry.update(settings, etag);
                    return true;
                } catch (HubRefusal e) {
                    return false;
                }
            }));
        }
        int won = 0;
        for (Future<Boolean> writer : writers) {
            won += writer.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(won).isEqualTo(1);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> DeviceSettings.selfSigned("a b", THUMBPRINT, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeviceSettings.selfSigned("d1", "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeviceSettings.selfSigned("d1", "XY", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foreignFileIsRefused() throws IOException {
        Files.writeString(directory.resolve("registry.json"), "{\"devices\":[{}]}");

        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("registry.json");
    }

    private DeviceRegistry open() throws IOException {
        return DeviceRegistry.open(directory.resolve("registry.json"), clock, new SecureRandom());
    }

    private static void createUnchecked(DeviceRegistry registry, String id) {
        try {
            registry.create(DeviceSettings.selfSigned(id, THUMBPRINT, ""));
        } catch (HubRefusal e) {
            throw new AssertionError(e);
        }
    }
}
