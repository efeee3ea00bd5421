package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwinQueryTest {
    private static final String QUERY = "POST /devices/query?api-version=2021-04-12";
    private static final String PRINT = "AB".repeat(32);

    private final FakeHub hub = new FakeHub();
    private final List<Duration> pauses = new ArrayList<>();
    private IotHubRegistry registry;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = new IotHubRegistry(
                hub.connection(),
                new IotHubRegistry.Network(Optional.empty(), List.of(hub.root())),
                InstantSource.fixed(Instant.parse("2026-11-22T19:00:00Z")),
                new Random(1),
                pauses::add);
    }

    @AfterEach
    void stop() {
        registry.close();
        hub.stop();
    }

    @Test
    void allPagesAreReadAndOnlyTheDevicesThatAreNamed() {
        for (int i = 0; i < 5; i++) {
            hub.put(twin("d" + i, "a".repeat(64)));
        }
        hub.put(twin("stranger", "b".repeat(64)));

        Map<DeviceId, ReportedState> found = registry.reported(ids(7));

        assertThat(found).hasSize(5).doesNotContainKey(new DeviceId("stranger"));
        assertThat(found.get(new DeviceId("d3")))
                .isEqualTo(new ReportedState(
                        "0.1.0",
                        "confirmed",
                        Optional.of(new Digest("a".repeat(64))),
                        Optional.of(new Digest("a".repeat(64))),
                        Optional.of(new Fingerprint(PRINT))));
        assertThat(hub.takeRequests()).containsExactly(QUERY, QUERY, QUERY);
    }

    @Test
    void aTwinThatSaysNothingOrNonsenseIsLeftOut() {
        hub.put("{\"deviceId\":\"d0\",\"properties\":{\"reported\":{}}}");
        hub.put(twin("d1", "no digest"));
        hub.put("{\"deviceId\":\"d2\"}");

        assertThat(registry.reported(ids(3))).isEmpty();
    }

    @Test
    void aThrottledQueryWaitsAndGoesOn() {
        hub.put(twin("d0", "a".repeat(64)));
        hub.faults(FaultyService.Fault.THROTTLED, FakeHub.Fault.LOST_ANSWER);

        assertThat(registry.reported(ids(1))).hasSize(1);

        assertThat(hub.takeRequests()).hasSize(3);
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aHubThatIsOutEndsTheQuerySoonerThanOneThatThrottles() {
        IntStream.range(0, 5).forEach(i -> hub.faults(FaultyService.Fault.ERROR_500));

        assertThatThrownBy(() -> registry.reported(ids(1)))
                .isInstanceOf(IotHubException.class)
                .hasMessageContaining("query twins");
        assertThat(hub.takeRequests()).hasSize(5);

        hub.put(twin("d0", "a".repeat(64)));
        IntStream.range(0, 11).forEach(i -> hub.faults(FaultyService.Fault.THROTTLED));
        assertThat(registry.reported(ids(1))).hasSize(1);
    }

    @Test
    void aQueryNamesAHundredDevicesAndIsNeverTooLong() {
        assertThat(TwinQuery.of(List.of())).isEmpty();
        assertThat(TwinQuery.of(ids(100))).hasSize(1);
        assertThat(TwinQuery.of(ids(101))).hasSize(2);
        List<DeviceId> longest = IntStream.range(0, 200)
                .mapToObj(i -> new DeviceId(String.format("%064d", i)))
                .toList();
        assertThat(TwinQuery.of(longest))
                .hasSize(2)
                .allSatisfy(query -> assertThat(query)
                        .hasSizeLessThanOrEqualTo(8_000)
                        .startsWith("SELECT * FROM devices WHERE deviceId IN ['0")
                        .endsWith("']"));
        assertThat(TwinQuery.of(List.of(new DeviceId("b"), new DeviceId("a"), new DeviceId("b"))))
                .containsExactly("SELECT * FROM devices WHERE deviceId IN ['a','b']");
    }

    private static List<DeviceId> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> new DeviceId("d" + i)).toList();
    }

    private static String twin(String device, String digest) {
        return """
                {"deviceId":"%s","properties":{"desired":{},"reported":{"flexyfleet":{"runtime":"0.1.0","boot":3,
                 "state":"confirmed","running":"%s","confirmed":"%s","certificate":{"fingerprint":"%s",
                 "notAfter":"2036-11-22T00:00:00Z"},"error":"","spool":0,"dropped":0}}}}
                """.formatted(device, digest, digest, PRINT);
    }
}
