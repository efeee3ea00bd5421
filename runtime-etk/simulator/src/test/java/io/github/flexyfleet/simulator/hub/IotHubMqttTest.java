package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAckReturnCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class IotHubMqttTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String EVENTS = "devices/d1/messages/events/";

    private TestHub hub;
    private IotHub running;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        hub = new TestHub(directory);
    }

    @BeforeEach
    void start() throws Exception {
        running = hub.start(HubTier.S1);
    }

    @AfterEach
    void reset() throws Exception {
        hub.net.reset();
    }

    @AfterAll
    void close() throws Exception {
        hub.net.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    void registeredThumbprintConnectsFromEitherSlot(String algorithm) throws Exception {
        X509Certificate certificate = hub.certificate("any name");
        String thumbprint = TestCertificates.thumbprint(certificate, algorithm);
        String other = "00".repeat(thumbprint.length() / 2);
        running.registry().create(DeviceSettings.selfSigned("d1", thumbprint, other));
        running.registry().create(DeviceSettings.selfSigned("d2", other, thumbprint));

        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
        assertThat(connect("d2", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
    }

    @Test
    void otherThumbprintIsNotAuthorised() throws Exception {
        hub.register("d1");
        X509Certificate other = hub.certificate("d1");

        assertThat(connect("d1", other)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
        ConnectionLog.Entry entry = running.connections().of("d1").get(0);
        assertThat(entry.error()).isEqualTo(HubError.UNAUTHORIZED);
        assertThat(entry.text())
                .startsWith("Thumbprint does not match")
                .containsIgnoringCase(TestCertificates.thumbprint(other, "SHA-1"))
                .containsIgnoringCase(TestCertificates.thumbprint(other, "SHA-256"));
    }

    @Test
    void unknownDeviceIsNotAuthorised() throws Exception {
        assertThat(connect("nobody", hub.certificate("nobody"))).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
        assertThat(running.connections().of("nobody")).hasSize(1);
    }

    @Test
    void disabledDeviceIsNotAuthorised() throws Exception {
        X509Certificate certificate = hub.register("d1");
        disable("d1");

        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @Test
    void expiredCertificateIsNotAuthorised() throws Exception {
        X509Certificate certificate =
                hub.certificates.make("d1", hub.net.clock.instant().plusSeconds(60));
        String thumbprint = TestCertificates.thumbprint(certificate, "SHA-256");
        running.registry().create(DeviceSettings.selfSigned("d1", thumbprint, ""));

        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
        hub.net.clock.advance(Duration.ofSeconds(61));
        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @Test
    void deviceWithoutCertificateIsNotAuthorised() throws Exception {
        hub.register("d1");
        Mqtt3BlockingClient client = hub.mqtt("d1", userName("d1"), null, context -> {});

        assertThat(connect(client)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%h/d2/?api-version=2021-04-12",
                "other.net/d1/?api-version=2021-04-12",
                "%h/d1/",
                "%h/d1/?api-version=",
                "d1"
            })
    void userNameMustFit(String pattern) throws Exception {
        X509Certificate certificate = hub.register("d1");
        Mqtt3BlockingClient client =
                hub.mqtt("d1", pattern.replace("%h", TestHub.HOST), hub.keyManagers(certificate), context -> {});

        assertThat(connect(client)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%h/d1/?api-version=2021-04-12&DeviceClientType=x%2F1", "%h/d1/api-version=2018-06-30"})
    void userNameHasKnownForms(String pattern) throws Exception {
        X509Certificate certificate = hub.register("d1");
        KeyManagerFactory keys = hub.keyManagers(certificate);

        assertThat(connect(hub.mqtt("d1", pattern.replace("%h", TestHub.HOST), keys, context -> {})))
                .isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
    }

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
    void secondConnectClosesTheFirst() throws Exception {
        X509Certificate certificate = hub.register("d1");
        CountDownLatch ended = new CountDownLatch(1);
        Mqtt3BlockingClient first = hub.mqtt("d1", certificate, context -> ended.countDown());
        first.connect();
        Mqtt3BlockingClient second = hub.mqtt("d1", certificate);
        second.connect();

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        publish(second, EVENTS, "still here");
        assertThat(running.events().last()).isEqualTo(1);
        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::error)
                .containsExactly(HubError.CLOSED_ON_NEW_CONNECTION);
    }

    @Test
    void disablingADeviceEndsItsConnection() throws Exception {
        X509Certificate certificate = hub.register("d1");
        CountDownLatch ended = new CountDownLatch(1);
        hub.mqtt("d1", certificate, context -> ended.countDown()).connect();

        disable("d1");

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

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
    void basicHubTakesMessagesButHasNoTwins() throws Exception {
        hub.net.reset();
        running = hub.start(HubTier.B1);
        Mqtt3BlockingClient client = connected("d1");

        publish(client, EVENTS, "x");
        assertThat(running.events().last()).isEqualTo(1);
        assertThatThrownBy(() -> subscribe(client, "$iothub/twin/res/#")).isInstanceOf(Mqtt3SubAckException.class);
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

    @Test
    void registryShowsTheConnection() throws Exception {
        connected("d1");

        assertThat(hub.rest("GET", "/devices/d1?api-version=x", "")
                        .json()
                        .path("connectionState")
                        .stringValue())
                .isEqualTo("Connected");
    }

    @Test
    void lostConnectionLeavesItsWill() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 60, EVENTS + "kind=lost", "gone");
            assertThat(device.connAck()).isZero();
        }

        List<HubEvent> events = running.events().await(0, LONG);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).properties())
                .containsOnly(Map.entry("iothub-MessageType", "Will"), Map.entry("kind", "lost"));
        assertThat(events.get(0).body()).isEqualTo("gone".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goodbyeLeavesNoWill() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 60, EVENTS, "gone");
            assertThat(device.connAck()).isZero();
            device.disconnect();
            assertThat(device.ended()).isTrue();
        }
        // The will would be stored before the end is seen by a device that connects afterwards.
        hub.mqtt("d1", certificate).connect();

        assertThat(running.events().last()).isZero();
    }

    @Test
    void willMustBeAMessage() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 60, "some/topic", "gone");
            assertThat(device.ended()).isTrue();
        }
    }

    @Test
    void silenceOfOneAndAHalfKeepAlivesEndsTheConnection() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 1, EVENTS, "gone");
            assertThat(device.connAck()).isZero();
            assertThat(device.ended()).isTrue();
        }
        assertThat(running.events().await(0, LONG)).hasSize(1);
        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::error)
                .containsExactly(HubError.CONNECTION_CLOSED);
    }

    @Test
    void otherSuitesAndVersionsAreRefused() throws Exception {
        X509Certificate certificate = hub.register("d1");

        assertThatThrownBy(() -> new RawDevice(hub, certificate, "TLSv1.3"))
                .isInstanceOf(javax.net.ssl.SSLException.class);
        try (RawDevice device = new RawDevice(hub, certificate)) {
            assertThat(device.suite()).startsWith("TLS_ECDHE_RSA_");
        }
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

    private Mqtt3BlockingClient connected(String id) throws Exception {
        Mqtt3BlockingClient client = hub.mqtt(id, hub.register(id));
        client.connect();
        return client;
    }

    private Mqtt3ConnAckReturnCode connect(String id, X509Certificate certificate) throws Exception {
        return connect(hub.mqtt(id, certificate));
    }

    private static Mqtt3ConnAckReturnCode connect(Mqtt3BlockingClient client) {
        try {
            Mqtt3ConnAckReturnCode code = client.connect().getReturnCode();
            client.disconnect();
            return code;
        } catch (Mqtt3ConnAckException e) {
            return e.getMqttMessage().getReturnCode();
        }
    }

    private void disable(String id) throws HubRefusal {
        DeviceSettings old = running.registry().get(id).settings();
        running.registry()
                .update(
                        new DeviceSettings(id, false, "test", old.authentication()),
                        new EtagMatch.Exactly(running.registry().get(id).etag()));
    }

    private static String userName(String id) {
        return TestHub.HOST + "/" + id + "/?api-version=2021-04-12";
    }

    private static void publish(Mqtt3BlockingClient client, String topic, String body) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static void subscribe(Mqtt3BlockingClient client, String filter) {
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    private static String topicOf(Mqtt3BlockingClient.Mqtt3Publishes answers) throws InterruptedException {
        return answers.receive(30, TimeUnit.SECONDS).orElseThrow().getTopic().toString();
    }
}
