package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.IdentityWriter;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that left the fleet are shut out though the hub has trouble with one of them. */
class IdentityWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final List<DeviceId> GONE = IntStream.rangeClosed(1, 5)
            .mapToObj(number -> new DeviceId("pump-" + number))
            .toList();
    /** How often a call is tried. */
    private static final int TRIES = 5;

    private final FakeHub hub = new FakeHub();
    private IotHubRegistry registry;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = hub.client(NOW, pause -> {});
        GONE.forEach(device -> hub.put("""
                {"deviceId":"%s","etag":"1","status":"enabled","statusReason":"flexyfleet: waterworks",
                 "authentication":{"type":"selfSigned"}}
                """.formatted(device)));
    }

    @AfterEach
    void stop() {
        registry.close();
        hub.stop();
    }

    private IdentityReport disable() {
        return new IdentityWriter(registry, new Ownership("waterworks", Set.of()), true, () -> true)
                .disable(GONE)
                .report();
    }

    private void errors(int devices) {
        hub.faults(Collections.nCopies(devices * TRIES, FakeHub.Fault.ERROR_500).toArray(FakeHub.Fault[]::new));
    }

    @Test
    void anErrorAboutOneDeviceKeepsNoOtherIn() {
        errors(1);

        IdentityReport report = disable();

        assertThat(report.failed()).containsOnlyKeys(GONE.get(0));
        assertThat(report.disabled()).isEqualTo(GONE.subList(1, 5));
    }

    @Test
    void errorsAboutEveryDeviceAreNotWaitedForOneByOne() {
        errors(5);

        IdentityReport report = disable();

        assertThat(report.failed().keySet()).containsExactlyElementsOf(GONE);
        assertThat(hub.takeRequests()).as("three devices, each tried as ever").hasSize(3 * TRIES);
        assertThat(report.failed().get(GONE.get(4))).startsWith("not done, since the hub takes no calls");
    }
}
