package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hub that does not serve everybody at once. */
class HubFaultsTest extends HubOverMqtt {
    private static final String DEVICES = "/devices?api-version=x";

    private Switches faults;

    private void startFaulty() throws IOException {
        faults = new Switches();
        hub.faults = faults;
        running = hub.start(HubTier.S1);
        hub.faults = HubFaults.NONE;
    }

    @BeforeEach
    @Override
    void start() throws Exception {
        startFaulty();
    }

    @Test
    void aThrottledHubAnswers429AndTakesNoConnections() throws Exception {
        X509Certificate certificate = hub.register("d1");
        faults.closed = Optional.of(HubError.THROTTLING);

        Reply reply = hub.rest("GET", DEVICES, "");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.json().path("errorCode").intValue()).isEqualTo(429_001);
        assertThatThrownBy(() -> hub.mqtt("d1", certificate).connect()).isNotInstanceOf(Mqtt3ConnAckException.class);
        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::error)
                .contains(HubError.THROTTLING);
        faults.closed = Optional.empty();
        assertThat(hub.rest("GET", DEVICES, "").status()).isEqualTo(200);
        hub.mqtt("d1", certificate).connect();
    }

    @Test
    void aLostAnswerFollowsTheWorkOrComesInsteadOfIt() throws Exception {
        String body = "{\"deviceId\":\"d1\",\"authentication\":{\"type\":\"none\"}}";
        faults.lostBefore = true;
        assertThatThrownBy(() -> hub.rest("PUT", "/devices/d1?api-version=x", body))
                .isInstanceOf(IOException.class);
        assertThat(running.registry().find("d1")).isEmpty();
        faults.lostBefore = false;
        faults.lostAfter = true;
        assertThatThrownBy(() -> hub.rest("PUT", "/devices/d1?api-version=x", body))
                .isInstanceOf(IOException.class);
        assertThat(running.registry().find("d1")).isPresent();
    }

    @Test
    void aDeafHubAcknowledgesNothingAndKeepsTheConnection() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        faults.deaf = "d1";
        CompletableFuture<?> lost = client.toAsync()
                .publishWith()
                .topic(EVENTS)
                .qos(com.hivemq.client.mqtt.datatypes.MqttQos.AT_LEAST_ONCE)
                .send();
        // A question that is answered, asked after the message, shows that the hub has read it.
        client.toAsync()
                .subscribeWith()
                .topicFilter("$iothub/twin/res/#")
                .send()
                .get(30, TimeUnit.SECONDS);

        assertThat(lost).isNotDone();
        assertThat(running.events().last()).isZero();
        assertThat(client.getState().isConnected()).isTrue();
        faults.deaf = "";
        publish(client, EVENTS, "heard");
        assertThat(running.events().last()).isEqualTo(1);
    }

    @Test
    void aNewThumbprintCountsLaterWhileRegistrationsAreLate() throws Exception {
        faults.lag = Duration.ofSeconds(30);
        X509Certificate certificate = hub.register("d1");

        assertThatThrownBy(() -> hub.mqtt("d1", certificate).connect()).isInstanceOf(Mqtt3ConnAckException.class);
        hub.net.clock.advance(Duration.ofSeconds(30));
        hub.mqtt("d1", certificate).connect();

        X509Certificate next = hub.certificate("d1");
        String print = TestCertificates.thumbprint(next, "SHA-256");
        running.registry().update(DeviceSettings.selfSigned("d1", print, print), new EtagMatch.Any());
        hub.mqtt("d1", certificate).connect();
        hub.net.clock.advance(Duration.ofSeconds(30));
        assertThatThrownBy(() -> hub.mqtt("d1", certificate).connect()).isInstanceOf(Mqtt3ConnAckException.class);
        hub.mqtt("d1", next).connect();
    }

    @Test
    void connectionsCanBeEnded() throws Exception {
        CountDownLatch ended = new CountDownLatch(2);
        hub.mqtt("d1", hub.register("d1"), context -> ended.countDown()).connect();
        hub.mqtt("d2", hub.register("d2"), context -> ended.countDown()).connect();

        running.disconnect(Optional.of("d1"));
        running.disconnect(Optional.empty());

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void throttledTwinsAreAnsweredWith429AndTelemetryGoesOn() throws Exception {
        Mqtt3BlockingClient client = hub.mqtt("d1", hub.register("d1"));
        client.connect();
        subscribe(client, "$iothub/twin/res/#");
        try (var answers = client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
            faults.twins = true;
            publish(client, "devices/d1/messages/events/", "{}");
            publish(client, "$iothub/twin/GET/?$rid=1", "");
            assertThat(topicOf(answers)).isEqualTo("$iothub/twin/res/429/?$rid=1");
            publish(client, "$iothub/twin/PATCH/properties/reported/?$rid=2", "{}");
            assertThat(topicOf(answers)).isEqualTo("$iothub/twin/res/429/?$rid=2");
            assertThat(running.events().since(0)).hasSize(1);
            faults.twins = false;
            publish(client, "$iothub/twin/GET/?$rid=3", "");
            assertThat(topicOf(answers)).isEqualTo("$iothub/twin/res/200/?$rid=3");
        }
    }

    @Test
    void aDeviceCanBeTurnedAwayWhateverItShows() throws Exception {
        X509Certificate certificate = hub.register("d1");
        hub.register("d2");
        faults.turnedAway = "d1";

        assertThatThrownBy(() -> hub.mqtt("d1", certificate).connect()).isInstanceOf(Mqtt3ConnAckException.class);
        connected("d3");
        assertThat(hub.rest("GET", "/devices/d1?api-version=x", "").status()).isEqualTo(200);
        faults.turnedAway = "";
        hub.mqtt("d1", certificate).connect();
    }

    @Test
    void aConnectionEndsWithItsCertificateWhereTheHubDoesSo() throws Exception {
        X509Certificate certificate =
                hub.certificates.make("d1", hub.net.clock.instant().plusSeconds(60));
        running.registry()
                .create(DeviceSettings.selfSigned("d1", TestCertificates.thumbprint(certificate, "SHA-256"), ""));
        CountDownLatch ended = new CountDownLatch(1);
        Mqtt3BlockingClient client = hub.mqtt("d1", certificate, context -> ended.countDown());
        client.connect();
        publish(client, EVENTS, "in time");

        faults.endsExpired = true;
        hub.net.clock.advance(Duration.ofSeconds(61));
        assertThatThrownBy(() -> publish(client, EVENTS, "late")).isInstanceOf(RuntimeException.class);

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(running.events().last()).isEqualTo(1);
    }

    @Test
    void whatARouteTakesIsAcknowledgedAndNotAtTheBuiltInEndpoint() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        faults.routedAway = "d1";
        publish(client, EVENTS, "elsewhere");
        faults.routedAway = "d2";
        publish(client, EVENTS, "here");

        assertThat(running.events().since(0))
                .extracting(event -> new String(event.body(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactly("here");
    }

    @Test
    void aMessageCanLoseWhatItSaysOfItsBodyAndNothingElse() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        String marked = EVENTS + "$.ct=application%2Fjson&$.ce=utf-8&$.mid=7&seq=1";
        publish(client, marked, "{}");
        faults.unmarked = "d1";
        publish(client, marked, "{}");

        assertThat(running.events().since(0)).hasSize(2).allSatisfy(event -> {
            assertThat(event.systemProperties()).containsEntry("message-id", "7");
            assertThat(event.properties()).containsEntry("seq", "1");
        });
        assertThat(running.events().since(0).get(0).systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "utf-8");
        assertThat(running.events().since(1).get(0).systemProperties())
                .doesNotContainKeys("content-type", "content-encoding");
    }

    @Test
    void routesDecideWhatComesToTheBuiltInEndpoint() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        HubConfiguration settings = running.configuration();
        settings.fallback(false);
        publish(client, EVENTS, "dropped");
        settings.routes(List.of(new HubConfiguration.Route("all", "true", "events")));
        publish(client, EVENTS, "by its route");
        settings.fallback(true);
        settings.routes(List.of(new HubConfiguration.Route("all", "true", "store")));
        publish(client, EVENTS, "in the store only");
        settings.routes(List.of(new HubConfiguration.Route("some", "kind = 'alarm'", "store")));
        publish(client, EVENTS, "by the fallback route");

        assertThat(running.events().since(0))
                .extracting(event -> new String(event.body(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactly("by its route", "by the fallback route");
    }

    @Test
    void messagesOverTheQuotaOfTheDayAreLostWithoutAWord() throws Exception {
        Mqtt3BlockingClient client = connected("d1");
        faults.spent = true;
        publish(client, EVENTS, "lost");
        assertThat(running.events().last()).isZero();
        assertThat(client.getState().isConnected()).isTrue();
        faults.spent = false;
        publish(client, EVENTS, "taken");
        assertThat(running.events().last()).isEqualTo(1);
    }

    private static final class Switches implements HubFaults, HubFaults.Fate {
        private volatile Optional<HubError> closed = Optional.empty();
        private volatile String deaf = "";
        private volatile String turnedAway = "";
        private volatile boolean endsExpired;
        private volatile String routedAway = "";
        private volatile String unmarked = "";
        private volatile boolean spent;
        private volatile boolean twins;
        private volatile Duration lag = Duration.ZERO;
        private volatile boolean lostBefore;
        private volatile boolean lostAfter;

        @Override
        public HubFaults.Fate rest() {
            return this;
        }

        @Override
        public Optional<HubError> refused() {
            return closed;
        }

        @Override
        public boolean turnedAway(String deviceId) {
            return deviceId.equals(turnedAway);
        }

        @Override
        public boolean endsExpired() {
            return endsExpired;
        }

        @Override
        public boolean routedAway(String deviceId) {
            return deviceId.equals(routedAway);
        }

        @Override
        public boolean unmarked(String deviceId) {
            return deviceId.equals(unmarked);
        }

        @Override
        public boolean messagesSpent() {
            return spent;
        }

        @Override
        public boolean lostBefore() {
            return lostBefore;
        }

        @Override
        public boolean lostAfter() {
            return lostAfter;
        }

        @Override
        public Optional<HubError> closed() {
            return closed;
        }

        @Override
        public boolean twinsThrottled() {
            return twins;
        }

        @Override
        public boolean deaf(String deviceId) {
            return deaf.equals(deviceId);
        }

        @Override
        public Duration registrationLag() {
            return lag;
        }
    }
}
