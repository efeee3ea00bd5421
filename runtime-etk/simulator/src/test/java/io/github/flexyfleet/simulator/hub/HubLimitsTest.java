package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.hub.HubThrottle.Kind;
import io.github.flexyfleet.simulator.net.ManualClock;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a hub takes of its service clients, and how far behind its queries are. */
class HubLimitsTest extends HubOverMqtt {
    private static final String VERSION = "api-version=2021-04-12";

    @AfterEach
    void usual() {
        hub.limits = HubLimits.standard(1);
    }

    private void limits(HubLimits other) throws Exception {
        running.close();
        hub.net.reset();
        hub.limits = other;
        running = hub.start(HubTier.S1);
    }

    private Reply bulk(int from, int count, String mode) throws IOException {
        String body = IntStream.range(from, from + count)
                .mapToObj(number ->
                        "{\"id\":\"d%d\",\"importMode\":\"%s\",\"status\":\"enabled\",".formatted(number, mode)
                                + "\"authentication\":{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\""
                                + "AB".repeat(32) + "\"}},\"tags\":{\"site\":\"brussels\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        return hub.rest("POST", "/devices?" + VERSION, body);
    }

    private Reply get() throws IOException {
        return hub.rest("GET", "/devices/d1?" + VERSION, "");
    }

    private int found() throws IOException {
        return hub.rest(
                        "POST",
                        "/devices/query?" + VERSION,
                        "{\"query\":\"SELECT * FROM devices WHERE tags.site = 'brussels'\"}")
                .json()
                .size();
    }

    @ParameterizedTest
    @CsvSource({
        "F1, 1, 100, 20, 100, 50",
        "S1, 3, 300, 60, 100, 50",
        "B2, 2, 200, 40, 100, 50",
        "S2, 20, 2000, 400, 200, 100",
        "S3, 2, 10000, 2000, 1000, 500",
        "B3, 1, 5000, 1000, 500, 250"
    })
    void takesWhatTierAndUnitsAllowInAWindowAndNotOneMore(
            HubTier tier, int units, int registry, int queries, int twinReads, int twinUpdates) throws Exception {
        ManualClock clock = new ManualClock();
        HubThrottle throttle = new HubThrottle(tier, HubLimits.standard(units), clock);
        Map<Kind, Integer> most = Map.of(
                Kind.REGISTRY, registry, Kind.QUERY, queries, Kind.TWIN_READ, twinReads, Kind.TWIN_UPDATE, twinUpdates);
        for (Kind kind : Kind.values()) {
            throttle.take(kind, most.get(kind));
            assertThatThrownBy(() -> throttle.take(kind, 1)).isInstanceOf(HubRefusal.class);
        }
        clock.advance(Duration.ofSeconds(1));
        throttle.take(Kind.TWIN_READ, twinReads);
        throttle.take(Kind.TWIN_UPDATE, twinUpdates);
        clock.advance(Duration.ofSeconds(59));
        throttle.take(Kind.REGISTRY, registry);
        throttle.take(Kind.QUERY, queries);
        assertThatThrownBy(() -> throttle.take(Kind.QUERY, 1)).isInstanceOf(HubRefusal.class);
    }

    @Test
    void aBulkOf50CountsAs50AndWhatIsTooMuchChangesNothingAndSaysHowLongToWait() throws Exception {
        assertThat(bulk(0, 50, "create").status()).isEqualTo(200);
        assertThat(bulk(50, 49, "create").status()).isEqualTo(200);
        assertThat(get().status()).as("the hundredth").isEqualTo(200);

        Reply tooMuch = bulk(100, 50, "create");

        assertThat(tooMuch.status()).isEqualTo(429);
        assertThat(tooMuch.json().path("errorCode").intValue()).isEqualTo(429_001);
        assertThat(tooMuch.headers().get("Retry-After")).isEqualTo("30");
        assertThat(running.registry().list(1_000)).hasSize(99);
        assertThat(running.throttled()).isEqualTo(1);
        hub.net.clock.advance(Duration.ofSeconds(29));
        assertThat(bulk(100, 50, "create").status()).isEqualTo(429);
        hub.net.clock.advance(Duration.ofSeconds(1));
        assertThat(bulk(100, 50, "create").status()).isEqualTo(200);
    }

    @Test
    void aBulkMayFailForThoseOfItsDevicesThatAreTooMany() throws Exception {
        limits(HubLimits.standard(1).withBulkInParts());
        bulk(0, 80, "create");

        Reply some = bulk(100, 50, "create");

        assertThat(some.status()).isEqualTo(400);
        assertThat(some.json().path("errors")).hasSize(30);
        assertThat(some.json().path("errors").get(0).path("deviceId").stringValue())
                .isEqualTo("d120");
        assertThat(some.json().path("errors").get(0).path("errorCode").intValue())
                .isEqualTo(429_001);
        assertThat(some.headers().get("Retry-After")).isEqualTo("18");
        assertThat(running.registry().list(1_000)).hasSize(100);
    }

    @Test
    void whoHasNoRightSpendsNothingOfThose() throws Exception {
        for (int call = 0; call < 120; call++) {
            hub.post("/devices?" + VERSION, new byte[0], Map.of());
        }

        assertThat(bulk(0, 100, "create").status()).isEqualTo(200);
    }

    @Test
    void aHubWithoutLimitsTakesAll() throws Exception {
        limits(HubLimits.none());

        assertThat(bulk(0, 100, "create").status()).isEqualTo(200);
        assertThat(bulk(100, 100, "create").status()).isEqualTo(200);
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void queriesShowTheHubAsItWasAWhileAgoAndAReadShowsItAsItIs() throws Exception {
        limits(HubLimits.none().withQueryLag(HubLimits.MINUTES));
        bulk(0, 3, "create");
        assertThat(found()).isZero();
        assertThat(get().status()).isEqualTo(200);

        hub.net.clock.advance(HubLimits.MINUTES);
        assertThat(found()).isEqualTo(3);
        hub.rest("PATCH", "/twins/d1?" + VERSION, "{\"tags\":{\"site\":\"ghent\"}}");
        bulk(2, 1, "delete");
        assertThat(found()).isEqualTo(3);

        hub.net.clock.advance(HubLimits.MINUTES.minusSeconds(1));
        assertThat(found()).isEqualTo(3);
        hub.net.clock.advance(Duration.ofSeconds(1));
        assertThat(found()).isEqualTo(1);
    }
}
