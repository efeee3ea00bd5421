package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.github.flexyfleet.simulator.net.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Direct methods, and the limits of twins. */
class HubMethodsTest extends HubOverMqtt {
    private static final String METHODS = "/twins/d1/methods?api-version=x";

    private CompletableFuture<WebClient.Reply> call(String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return hub.rest("POST", METHODS, body);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aCallReachesTheDeviceAndItsAnswerTheCaller() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        subscribe(client, "$iothub/methods/POST/#");
        try (var calls = client.publishes(MqttGlobalPublishFilter.ALL)) {
            CompletableFuture<WebClient.Reply> reply =
                    call("{\"methodName\":\"write\",\"responseTimeoutInSeconds\":30,\"payload\":{\"a\":[1,null]}}");

            Mqtt3Publish request = calls.receive(30, TimeUnit.SECONDS).orElseThrow();
            String topic = request.getTopic().toString();
            assertThat(topic).startsWith("$iothub/methods/POST/write/?$rid=");
            assertThat(new String(request.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":[1,null]}");
            String id = topic.substring(topic.indexOf('=') + 1);
            publish(client, "$iothub/methods/res/200/?$rid=nobody", "{\"lost\":true}");
            publish(client, "$iothub/methods/res/403/?$rid=" + id, "{\"message\":\"no\"}");

            assertThat(reply.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(reply.get().body()).isEqualTo("{\"status\":403,\"payload\":{\"message\":\"no\"}}");
        }
    }

    @Test
    void withoutPayloadTheDeviceGetsNullAndMayAnswerNothing() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        subscribe(client, "$iothub/methods/POST/#");
        try (var calls = client.publishes(MqttGlobalPublishFilter.ALL)) {
            CompletableFuture<WebClient.Reply> reply = call("{\"methodName\":\"status\"}");
            Mqtt3Publish request = calls.receive(30, TimeUnit.SECONDS).orElseThrow();
            assertThat(new String(request.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("null");
            String topic = request.getTopic().toString();
            publish(client, "$iothub/methods/res/200/?" + topic.substring(topic.indexOf('$', 1)), "");
            assertThat(reply.get(30, TimeUnit.SECONDS).body()).isEqualTo("{\"status\":200,\"payload\":null}");
        }
    }

    @Test
    void aDeviceThatDoesNotListenIsNotOnline() throws Exception {
        assertThat(hub.rest("POST", METHODS, "{\"methodName\":\"status\"}")
                        .json()
                        .path("errorCode")
                        .asInt())
                .isEqualTo(404_001);
        Mqtt3BlockingClient client = connected("d1");
        WebClient.Reply reply = hub.rest("POST", METHODS, "{\"methodName\":\"status\"}");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("errorCode").asInt()).isEqualTo(404_103);
        client.disconnect();
        assertThat(hub.rest("POST", METHODS, "{\"methodName\":\"status\",\"connectTimeoutInSeconds\":0}")
                        .json()
                        .path("errorCode")
                        .asInt())
                .isEqualTo(404_103);
    }

    @Test
    void theConnectTimeoutWaitsForTheDevice() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        try (var calls = client.publishes(MqttGlobalPublishFilter.ALL)) {
            CompletableFuture<WebClient.Reply> reply =
                    call("{\"methodName\":\"status\",\"connectTimeoutInSeconds\":30}");
            subscribe(client, "$iothub/methods/POST/#");
            String topic =
                    calls.receive(30, TimeUnit.SECONDS).orElseThrow().getTopic().toString();
            publish(client, "$iothub/methods/res/200/?" + topic.substring(topic.indexOf('$', 1)), "1");
            assertThat(reply.get(30, TimeUnit.SECONDS).body()).isEqualTo("{\"status\":200,\"payload\":1}");
        }
    }

    @Test
    void wrongCallsAreRefused() throws Exception {
        connected("d1");
        for (String body : new String[] {
            "{}",
            "{\"methodName\":\"a/b\"}",
            "{\"methodName\":\"a\",\"responseTimeoutInSeconds\":4}",
            "{\"methodName\":\"a\",\"connectTimeoutInSeconds\":301}"
        }) {
            assertThat(hub.rest("POST", METHODS, body).json().path("errorCode").asInt())
                    .as(body)
                    .isEqualTo(400_004);
        }
        String large = "{\"methodName\":\"a\",\"payload\":\"" + "x".repeat(128 * 1024) + "\"}";
        assertThat(hub.rest("POST", METHODS, large).status()).isEqualTo(413);
        assertThat(hub.rest("GET", METHODS, "").status()).isEqualTo(404);
    }

    @Test
    void aBasicHubHasNoMethods() throws Exception {
        hub.net.reset();
        running = hub.start(HubTier.B1);
        hub.register("d1");
        assertThat(hub.rest("POST", METHODS, "{\"methodName\":\"status\"}")
                        .json()
                        .path("errorCode")
                        .asInt())
                .isEqualTo(403_010);
    }

    @Test
    void whatNoTwinMayHoldIsRefused() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        subscribe(client, "$iothub/twin/res/#");
        String[] wrong = {
            "{\"a.b\":1}",
            "{\"a b\":1}",
            "{\"a\":{\"$b\":1}}",
            "{\"a\":4503599627370496}",
            "{\"a\":\"" + "x".repeat(4097) + "\"}",
            "{\"a\":" + "{\"a\":".repeat(11) + "1" + "}".repeat(11) + "}"
        };
        try (var answers = client.publishes(MqttGlobalPublishFilter.ALL)) {
            for (int i = 0; i < wrong.length; i++) {
                publish(client, "$iothub/twin/PATCH/properties/reported/?$rid=" + i, wrong[i]);
                assertThat(topicOf(answers)).as(wrong[i]).isEqualTo("$iothub/twin/res/400/?$rid=" + i);
                assertThat(hub.rest(
                                        "PATCH",
                                        "/twins/d1?api-version=x",
                                        "{\"properties\":{\"desired\":" + wrong[i] + "}}")
                                .status())
                        .isEqualTo(400);
            }
            // Each fits, but not all of them together.
            for (int i = 0; i < 9; i++) {
                publish(
                        client,
                        "$iothub/twin/PATCH/properties/reported/?$rid=" + i,
                        "{\"k" + i + "\":\"" + "x".repeat(4000) + "\"}");
                assertThat(topicOf(answers)).contains(i < 8 ? "/res/204/" : "/res/400/");
            }
        }
    }
}
