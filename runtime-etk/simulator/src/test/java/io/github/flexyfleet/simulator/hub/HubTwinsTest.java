package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAckReturnCode;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Twins over MQTT, subscriptions and sessions. */
class HubTwinsTest extends HubOverMqtt {
    @Test
    void twinAnswerIsABarrier() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        subscribe(client, "$iothub/twin/res/#");
        try (Mqtt3BlockingClient.Mqtt3Publishes answers =
                client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
            for (int i = 0; i < 50; i++) {
                client.toAsync()
                        .publishWith()
                        .topic(EVENTS + "seq=" + i)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send();
            }
            client.toAsync()
                    .publishWith()
                    .topic("$iothub/twin/GET/?$rid=7")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();

            Mqtt3Publish answer = answers.receive(30, TimeUnit.SECONDS).orElseThrow();

            assertThat(running.events().since(0))
                    .as("all that was sent before is in")
                    .hasSize(50);
            assertThat(answer.getTopic().toString()).isEqualTo("$iothub/twin/res/200/?$rid=7");
            assertThat(new String(answer.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}");
        }
    }

    @Test
    void reportedPropertiesAreMerged() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        subscribe(client, "$iothub/twin/res/#");
        try (var answers = client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
            publish(client, "$iothub/twin/PATCH/properties/reported/?$rid=a", "{\"digest\":\"x\"}");
            assertThat(topicOf(answers)).isEqualTo("$iothub/twin/res/204/?$rid=a&$version=2");
            publish(client, "$iothub/twin/PATCH/properties/reported/?$rid=b", "no json");
            assertThat(topicOf(answers)).isEqualTo("$iothub/twin/res/400/?$rid=b");
        }
        assertThat(hub.rest("GET", "/twins/d1?api-version=x", "")
                        .json()
                        .path("properties")
                        .path("reported")
                        .path("digest")
                        .stringValue())
                .isEqualTo("x");
    }

    @Test
    void desiredPropertiesArePushed() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        subscribe(client, "$iothub/twin/PATCH/properties/desired/#");
        try (var answers = client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
            hub.rest("PATCH", "/twins/d1?api-version=x", "{\"properties\":{\"desired\":{\"a\":1}}}");

            Mqtt3Publish push = answers.receive(30, TimeUnit.SECONDS).orElseThrow();
            assertThat(push.getTopic().toString()).isEqualTo("$iothub/twin/PATCH/properties/desired/?$version=2");
            assertThat(new String(push.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":1,\"$version\":2}");
        }
    }

    @Test
    void onlyKnownFiltersAreGrantedAtQosOneAtMost() throws Exception {
        Mqtt3BlockingClient client = connected("d1");

        assertThat(client.subscribeWith()
                        .topicFilter("devices/d1/messages/devicebound/#")
                        .qos(MqttQos.EXACTLY_ONCE)
                        .send()
                        .getReturnCodes())
                .containsExactly(Mqtt3SubAckReturnCode.SUCCESS_MAXIMUM_QOS_1);
        assertThatThrownBy(() -> subscribe(client, "devices/d2/messages/devicebound/#"))
                .isInstanceOf(Mqtt3SubAckException.class);
        assertThatThrownBy(() -> subscribe(client, "#")).isInstanceOf(Mqtt3SubAckException.class);
    }

    @Test
    void sessionKeepsItsSubscriptions() throws Exception {
        X509Certificate certificate = hub.register("d1");
        Mqtt3BlockingClient first = hub.mqtt("d1", certificate);
        assertThat(first.connectWith().cleanSession(false).send().isSessionPresent())
                .isFalse();
        subscribe(first, "$iothub/twin/res/#");
        first.disconnect();

        Mqtt3BlockingClient second = hub.mqtt("d1", certificate);
        try (var answers = second.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
            assertThat(second.connectWith().cleanSession(false).send().isSessionPresent())
                    .isTrue();
            publish(second, "$iothub/twin/GET/?$rid=1", "");
            assertThat(topicOf(answers)).isEqualTo("$iothub/twin/res/200/?$rid=1");
        }
    }
}
