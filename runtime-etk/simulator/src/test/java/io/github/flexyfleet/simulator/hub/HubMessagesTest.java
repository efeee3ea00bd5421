package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages from devices, and what the hub does not take as one. */
class HubMessagesTest extends HubOverMqtt {
    @Test
    void messageIsStoredWithItsProperties() throws Exception {
        Mqtt3BlockingClient client = connected("d1");

        // The blocking client returns when the PUBACK is there: from then on the message must be in the log.
        publish(
                client,
                EVENTS + "$.ct=application%2Fjson&%24.ce=utf-8&cfg=0a1b&text=a%26b%20c&Seq=1&seq=2&empty=",
                "{}");

        List<HubEvent> events = running.events().since(0);
        assertThat(events).hasSize(1);
        HubEvent event = events.get(0);
        assertThat(event.deviceId()).isEqualTo("d1");
        assertThat(event.body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(event.enqueued()).isEqualTo(hub.net.clock.instant());
        assertThat(event.systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "utf-8")
                .containsEntry("iothub-connection-device-id", "d1")
                .containsEntry(
                        "iothub-connection-auth-generation-id",
                        running.registry().find("d1").orElseThrow().generationId());
        assertThat(event.properties())
                .containsOnly(
                        Map.entry("cfg", "0a1b"),
                        Map.entry("text", "a&b c"),
                        Map.entry("Seq", "2"),
                        Map.entry("empty", ""));
    }

    @Test
    void retainBecomesAProperty() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        client.publishWith()
                .topic(EVENTS)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .send();

        assertThat(running.events().since(0).get(0).properties()).containsEntry("mqtt-retain", "true");
    }

    @Test
    void qosTwoEndsTheConnection() throws Exception {
        assertEnds(client -> client.toAsync()
                .publishWith()
                .topic(EVENTS)
                .qos(MqttQos.EXACTLY_ONCE)
                .send());
    }

    @Test
    void topicOfAnotherDeviceEndsTheConnection() throws Exception {
        assertEnds(client -> client.toAsync()
                .publishWith()
                .topic("devices/d2/messages/events/")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
    }

    @Test
    void messageOver256KbEndsTheConnection() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        publish(client, EVENTS, "x".repeat(256 * 1024));
        assertThat(running.events().last()).isEqualTo(1);
        client.disconnect();

        assertEnds(again -> again.toAsync()
                .publishWith()
                .topic(EVENTS + "a=b")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[256 * 1024 - 1])
                .send());
        assertThat(running.events().last()).isEqualTo(1);
    }

    @Test
    void basicHubTakesMessagesButHasNoTwins() throws Exception {
        hub.net.reset();
        running = hub.start(HubTier.B1);
        Mqtt3BlockingClient client = connected("d1");

        publish(client, EVENTS, "x");
        assertThat(running.events().last()).isEqualTo(1);
        assertThatThrownBy(() -> subscribe(client, "$iothub/twin/res/#")).isInstanceOf(Mqtt3SubAckException.class);
    }

    private interface Act {
        void on(Mqtt3BlockingClient client);
    }

    private void assertEnds(Act act) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        X509Certificate certificate = hub.certificate("d1");
        String thumbprint = TestCertificates.thumbprint(certificate, "SHA-256");
        DeviceSettings settings = DeviceSettings.selfSigned("d1", thumbprint, "");
        if (running.registry().find("d1").isPresent()) {
            running.registry().update(settings, new EtagMatch.Any());
        } else {
            running.registry().create(settings);
        }
        Mqtt3BlockingClient client = hub.mqtt("d1", certificate, context -> ended.countDown());
        client.connect();

        act.on(client);

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
