package io.github.flexyfleet.simulator.hub;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A hub of the standard tier for each test, and what its devices do over MQTT. */
@Timeout(60)
abstract class HubOverMqtt extends HubOfAClass {
    static final Duration LONG = Duration.ofSeconds(30);
    static final String EVENTS = "devices/d1/messages/events/";

    IotHub running;

    @BeforeEach
    void start() throws Exception {
        running = hub.start(HubTier.S1);
    }

    Mqtt3BlockingClient connected(String id) throws Exception {
        Mqtt3BlockingClient client = hub.mqtt(id, hub.register(id));
        client.connect();
        return client;
    }

    static String userName(String id) {
        return TestHub.HOST + "/" + id + "/?api-version=2021-04-12";
    }

    static void publish(Mqtt3BlockingClient client, String topic, String body) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    static void subscribe(Mqtt3BlockingClient client, String filter) {
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    static String topicOf(Mqtt3BlockingClient.Mqtt3Publishes answers) throws InterruptedException {
        return answers.receive(30, TimeUnit.SECONDS).orElseThrow().getTopic().toString();
    }
}
