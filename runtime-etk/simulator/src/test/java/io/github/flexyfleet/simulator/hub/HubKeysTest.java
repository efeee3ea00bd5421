package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Devices with symmetric keys: over MQTT, and over HTTPS where only port 443 is open. */
class HubKeysTest extends HubOverMqtt {
    private static final String PRIMARY = TestHub.key("first");
    private static final String SECONDARY = TestHub.key("second");
    private static final String PATH = "/devices/d1/messages/events?api-version=2020-09-30";
    private static final byte[] BODY = "{\"Level\":\"12.5\"}".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void register() throws Exception {
        hub.register("d1", PRIMARY, SECONDARY);
    }

    private long inAnHour() {
        return hub.net.clock.instant().getEpochSecond() + 3600;
    }

    private void connect(String password) throws Exception {
        Mqtt3BlockingClient client = hub.mqttBy(password, "d1", context -> {});
        client.connect();
        client.disconnect();
    }

    private Reply post(String token, String... headers) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("Authorization", token);
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return hub.post(PATH, BODY, all);
    }

    @Test
    void eitherKeyConnects() throws Exception {
        connect(TestHub.deviceToken("d1", PRIMARY, inAnHour()));
        connect(TestHub.deviceToken("d1", SECONDARY, inAnHour()));
    }

    @Test
    void aTokenOfAnotherKeyDeviceHubOrTimeIsRefusedAndTheLogSaysWhy() {
        String[] wrong = {
            TestHub.deviceToken("d1", TestHub.key("other"), inAnHour()),
            TestHub.deviceToken("d2", PRIMARY, inAnHour()),
            TestHub.token(TestHub.HOST, PRIMARY, inAnHour()),
            TestHub.deviceToken("d1", PRIMARY, inAnHour() - 3600),
            PRIMARY
        };

        for (String password : wrong) {
            assertThatThrownBy(() -> connect(password)).isInstanceOf(Mqtt3ConnAckException.class);
        }

        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains("neither of the device's keys"),
                        text -> assertThat(text).contains("devices/d2"),
                        text -> assertThat(text).contains("The token is for"),
                        text -> assertThat(text).contains("The token ended"),
                        text -> assertThat(text).contains("no shared access signature"))
                .noneMatch(text -> text.contains(PRIMARY));
    }

    @Test
    void aConnectionEndsWithItsToken() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Mqtt3BlockingClient client =
                hub.mqttBy(TestHub.deviceToken("d1", PRIMARY, inAnHour()), "d1", context -> ended.countDown());
        client.connect();
        publish(client, EVENTS, "in time");

        hub.net.clock.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> publish(client, EVENTS, "late")).isInstanceOf(RuntimeException.class);

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(running.events().last()).isEqualTo(1);
    }

    @Test
    void aPostArrivesWithItsPropertiesAndTheHubsStamps() throws Exception {
        Reply reply = post(
                TestHub.deviceToken("d1", PRIMARY, inAnHour()),
                "iothub-app-cfg",
                "0123",
                "iothub-contenttype",
                "application/json",
                "iothub-contentencoding",
                "utf-8");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        HubEvent event = running.events().since(0).get(0);
        assertThat(event.deviceId()).isEqualTo("d1");
        assertThat(event.body()).isEqualTo(BODY);
        assertThat(event.properties()).containsEntry("cfg", "0123");
        assertThat(event.systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "utf-8");
        assertThat(event.systemProperties().get("iothub-connection-auth-method"))
                .contains("\"type\":\"sas\"");
    }

    @Test
    void aPostIsRefusedWithTheReasonInItsBody() throws Exception {
        assertThat(post(TestHub.deviceToken("d1", TestHub.key("other"), inAnHour()))
                        .status())
                .isEqualTo(401);
        Reply late = post(TestHub.deviceToken("d1", PRIMARY, inAnHour() - 3600));
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.json().path("Message").stringValue()).contains("The token ended");
        assertThat(hub.post(PATH, BODY, Map.of()).status()).isEqualTo(401);
        assertThat(hub.post(PATH.replace("d1", "nobody"), BODY, Map.of()).status())
                .isEqualTo(404);
        hub.register("x509");
        Map<String, String> token = Map.of("Authorization", TestHub.deviceToken("x509", PRIMARY, inAnHour()));
        assertThat(hub.post(PATH.replace("d1", "x509"), BODY, token).status()).isEqualTo(401);
        assertThat(running.events().last()).isZero();
    }

    @Test
    void aThrottlingHubTakesNoPost() throws Exception {
        running.close();
        hub.net.reset();
        hub.faults = new HubFaults() {
            @Override
            public Optional<HubError> closed() {
                return Optional.of(HubError.THROTTLING);
            }
        };
        try {
            running = hub.start(HubTier.S1);
            hub.register("d1", PRIMARY, SECONDARY);

            assertThat(post(TestHub.deviceToken("d1", PRIMARY, inAnHour())).status())
                    .isEqualTo(429);
        } finally {
            hub.faults = HubFaults.NONE;
        }
    }

    @Test
    void theRegistryTakesAndShowsBothKeysAndNeedsBoth() throws Exception {
        String body = "{\"deviceId\":\"d2\",\"status\":\"enabled\",\"authentication\":{\"type\":\"sas\","
                + "\"symmetricKey\":{\"primaryKey\":\"%s\",\"secondaryKey\":\"%s\"}}}";
        String path = "/devices/d2?api-version=2021-04-12";

        assertThat(hub.rest("PUT", path, body.formatted(PRIMARY, "")).status()).isEqualTo(400);
        assertThat(hub.rest("PUT", path, body.formatted("no key!", SECONDARY)).status())
                .isEqualTo(400);
        assertThat(hub.rest("PUT", path, body.formatted(PRIMARY, SECONDARY)).status())
                .isEqualTo(200);

        JsonNode keys = hub.rest("GET", path, "").json().path("authentication").path("symmetricKey");
        assertThat(keys.path("primaryKey").stringValue()).isEqualTo(PRIMARY);
        assertThat(keys.path("secondaryKey").stringValue()).isEqualTo(SECONDARY);
    }
}
