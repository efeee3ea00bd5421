package io.github.flexyfleet.runtime.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.kit.FakeMqttClient;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisioningTest {
    private static final String ASSIGNED = "{\"operationId\":\"5.a\",\"status\":\"assigned\",\"registrationState\":{"
            + "\"status\":\"assigned\",\"assignedHub\":\"%s\",\"deviceId\":\"%s\"}}";
    private static final String ASSIGNING = "{\"operationId\":\"5.a\",\"status\":\"assigning\"}";

    private final MemoryStore store = new MemoryStore();
    private final EventLog log = new EventLog(new ManualClock());
    private final Line line = new Line();
    private Provisioning provisioning = new Provisioning(store, log);
    private RunningBundle bundle;

    /** A connection to the service. */
    private static final class Line extends FakeMqttClient {
        private final Deque<Incoming> inbox = new ArrayDeque<>();
        private final List<String> published = new ArrayList<>();
        private final List<String> subscribed = new ArrayList<>();
        private int status = HubClient.CONNECTED;

        @Override
        public void connect() {}

        @Override
        public int status() {
            return status;
        }

        @Override
        public boolean wentDown() {
            return false;
        }

        @Override
        public void subscribe(String pattern) {
            subscribed.add(pattern);
        }

        @Override
        public void publish(String topic, byte[] payload) {
            published.add(topic + " " + new String(payload, UTF_8));
        }

        @Override
        public Incoming next() {
            return inbox.poll();
        }

        @Override
        public void close() {}

        void answers(String statusAndId, String body) {
            inbox.add(new Incoming("$dps/registrations/res/" + statusAndId, body.getBytes(UTF_8)));
        }
    }

    @BeforeEach
    void use() throws Refusal {
        bundle = TestBundle.of("x").provisioned("0ne1").running();
        provisioning.use(bundle);
        provisioning.begin(0);
    }

    private void assign(String host) throws IOException {
        provisioning.begin(0);
        provisioning.step(line, 0);
        int id = line.published.size();
        line.answers("200/?$rid=" + id, ASSIGNED.formatted(host, "d-1"));
        assertThat(provisioning.step(line, 1000)).isTrue();
    }

    @Test
    void itRegistersAndPollsWhenItIsTold() throws IOException {
        assertThat(provisioning.isDue()).isTrue();
        assertThat(provisioning.step(line, 0)).isFalse();
        assertThat(line.subscribed).containsExactly("$dps/registrations/res/#");
        line.answers("202/?$rid=1&retry-after=7", ASSIGNING);
        assertThat(provisioning.step(line, 1000)).isFalse();
        provisioning.step(line, 7900);
        assertThat(line.published)
                .containsExactly("$dps/registrations/PUT/iotdps-register/?$rid=1 {\"registrationId\":\"d-1\"}");
        provisioning.step(line, 8000);
        assertThat(line.published.get(1))
                .isEqualTo("$dps/registrations/GET/iotdps-get-operationstatus/?$rid=2&operationId=5.a"
                        + " {\"registrationId\":\"d-1\"}");
        line.answers("200/?$rid=1", ASSIGNED.formatted("old.example", "d-1"));
        line.answers("200/?$rid=2", ASSIGNED.formatted("hub-2.example", "d-1"));
        assertThat(provisioning.step(line, 9000)).isTrue();
        assertThat(provisioning.hub()).isEqualTo("hub-2.example");
        assertThat(provisioning.isDue()).isFalse();
    }

    @Test
    void whatIsAssignedHoldsForScopeDeviceAndCertificateAndIsWrittenOnChangeOnly() throws Exception {
        assign("hub-2.example");
        byte[] file = store.read("dps");
        store.write("dps", "other".getBytes(UTF_8));
        assign("hub-2.example");
        assertThat(store.read("dps")).as("not written again").isEqualTo("other".getBytes(UTF_8));
        store.write("dps", file);

        Provisioning later = new Provisioning(store, log);
        later.use(bundle);
        assertThat(later.hub()).isEqualTo("hub-2.example");
        assertThat(later.isDue()).isFalse();
        later.use(TestBundle.of("x").provisioned("0ne2").running());
        assertThat(later.isDue()).isTrue();
        later.use(TestBundle.of("y").provisioned("0ne1").running());
        assertThat(later.isDue()).as("another certificate").isTrue();
        later.use(TestBundle.of("x").running());
        assertThat(later.isUsed()).isFalse();
        assertThat(later.isDue()).isFalse();
        file[3] ^= 1;
        store.write("dps", file);
        later.use(bundle);
        assertThat(later.isDue()).as("damaged").isTrue();
    }

    @Test
    void aRefusalAndTenFailuresInARowRegisterAnew() throws IOException {
        assign("hub-2.example");
        for (int i = 1; i < Provisioning.TRIES; i++) {
            provisioning.lost(false);
        }
        assertThat(provisioning.isDue()).isFalse();
        provisioning.works();
        for (int i = 1; i < Provisioning.TRIES; i++) {
            provisioning.lost(false);
        }
        assertThat(provisioning.isDue()).isFalse();
        provisioning.lost(false);
        assertThat(provisioning.isDue()).isTrue();
        provisioning.failed();
        assertThat(provisioning.isDue())
                .as("the hub that is known is tried meanwhile")
                .isFalse();
        provisioning.lost(true);
        assertThat(provisioning.isDue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    200/ | {"operationId":"o","status":"disabled","registrationState":{"status":"disabled"}} | disabled
                    200/ | {"operationId":"o","status":"failed","registrationState":{"errorCode":404201,"errorMessage":"no hub"}} | failed 404201 no hub
                    401/ | {"errorCode":401002,"message":"Unauthorized"} | 401/ 401002 Unauthorized
                    400/ | no JSON | 400/
                    200/ | {"status":"assigned","registrationState":{"assignedHub":"h.example","deviceId":"d-2"}} | the device id assigned is d-2
                    200/ | {"status":"assigned","registrationState":{"deviceId":"d-1"}} | no hub
                    """)
    void whatEndsARegistrationIsSaidInTheServicesWords(String status, String body, String words) throws IOException {
        provisioning.step(line, 0);
        line.answers(status + "?$rid=1", body);
        assertThatThrownBy(() -> provisioning.step(line, 1000))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(words);
        assertThat(provisioning.hub()).isEmpty();
    }

    @Test
    void whatPassesIsWaitedForAndSilenceIsNot() throws IOException {
        provisioning.step(line, 0);
        line.answers("429/?$rid=1&retry-after=5", "{\"errorCode\":429001}");
        provisioning.step(line, 1000);
        provisioning.step(line, 6000);
        assertThat(line.published).hasSize(2);
        line.answers("503/?$rid=2", "");
        provisioning.step(line, 7000);
        provisioning.step(line, 10_000);
        assertThat(line.published).hasSize(3);
        assertThat(provisioning.step(line, 39_999)).isFalse();
        assertThatThrownBy(() -> provisioning.step(line, 40_000)).hasMessage("no answer");
    }

    @Test
    void aLineThatIsLostBeginsAnewAndOneThatNeverComesIsGivenUp() throws IOException {
        provisioning.step(line, 0);
        assertThat(provisioning.isUp()).isTrue();
        line.status = HubClient.CONNECTING;
        provisioning.step(line, 1000);
        assertThat(provisioning.isUp()).isFalse();
        line.status = HubClient.CONNECTED;
        provisioning.step(line, 2000);
        assertThat(line.subscribed).hasSize(2);
        assertThat(line.published).hasSize(2);
        line.status = HubClient.CONNECTING;
        provisioning.step(line, 3000);
        assertThat(provisioning.step(line, 182_999)).isFalse();
        assertThatThrownBy(() -> provisioning.step(line, 183_000)).hasMessage("no connection to dps.example");
    }
}
