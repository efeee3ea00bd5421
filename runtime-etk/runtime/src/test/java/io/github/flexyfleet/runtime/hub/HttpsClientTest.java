package io.github.flexyfleet.runtime.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.FakeReach;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.SilentDialogue;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpsClientTest {
    private static final String KEY = Base64.getEncoder().encodeToString("a key".getBytes(UTF_8));

    private final MemoryStore flash = new MemoryStore();
    private final ManualClock clock = new ManualClock();
    private final EventLog log = new EventLog(clock);
    private final FakeMachine machine = new FakeMachine();
    private final Alive alive = new Alive(machine, new FakeGateway(clock));
    private final Hub hub = new Hub();
    private HttpsClient client;

    /** A hub whose answers the test gives, one a request; each request waits for its own. */
    private final class Hub implements Http {
        private final SynchronousQueue<Answer> answers = new SynchronousQueue<>();
        private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        private final List<String> headers = Collections.synchronizedList(new ArrayList<>());
        private final List<String> paths = Collections.synchronizedList(new ArrayList<>());

        private record Answer(int result, String body) {}

        @Override
        public int post(String url, String header, String body, String path) throws IOException {
            assertThat(url).isEqualTo("https://hub.example/devices/d-1/messages/events?api-version=2021-04-12");
            headers.add(header);
            bodies.add(body);
            paths.add(path);
            Answer answer;
            try {
                answer = answers.take();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (answer.result() < 0) {
                throw new IllegalStateException("the firmware fails");
            }
            flash.write(
                    path.substring("/usr/flexyfleet/".length()), answer.body().getBytes(UTF_8));
            return answer.result();
        }

        /** Answers the request that waits, or the next one. */
        void answers(int result, String body) throws InterruptedException {
            assertThat(answers.offer(new Answer(result, body), 20, TimeUnit.SECONDS))
                    .as("a request")
                    .isTrue();
        }
    }

    @BeforeEach
    void open() throws Exception {
        RunningBundle bundle = SasTokenTest.bundle(TestBundle.withKey("https", KEY));
        client = new HttpsClient(hub, flash, clock, alive, bundle);
        client.connect();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void publish(String sequence) throws Exception {
        client.publish(
                "devices/d-1/messages/events/$.ct=application%2Fjson&seq=" + sequence,
                ("{\"n\":\"" + sequence + "\"}").getBytes(UTF_8));
    }

    /** Waits until the limit of the test, which interrupts it. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("waited in vain");
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void anEmptyAnswerProvesThatTheHubHasTheMessage() throws Exception {
        assertThat(client.status()).isEqualTo(HubClient.CONNECTED);
        publish("1");
        client.publish("$iothub/twin/GET/?$rid=4", new byte[0]);
        assertThat(client.takes()).isFalse();
        assertThat(client.next()).isNull();

        hub.answers(0, "");
        Incoming[] answer = new Incoming[1];
        await(() -> (answer[0] = client.next()) != null);

        assertThat(answer[0].topic).isEqualTo("$iothub/twin/res/200/?$rid=4");
        assertThat(hub.bodies).containsExactly("{\"n\":\"1\"}");
        assertThat(hub.headers.get(0)).contains("iothub-app-seq=1").doesNotContain(KEY);
        await(client::takes);
        publish("2");
        hub.answers(0, "");
        await(client::takes);
        assertThat(new HashSet<>(hub.paths)).hasSize(2);
        assertThat(flash.list("")).noneMatch(name -> name.startsWith("answer"));
    }

    @Test
    void aQuestionBehindNothingIsAnsweredAtOnce() throws Exception {
        client.publish("$iothub/twin/GET/?$rid=9", new byte[0]);

        assertThat(client.next().topic).isEqualTo("$iothub/twin/res/200/?$rid=9");
        assertThat(client.next()).isNull();
    }

    @Test
    void whateverElseComesBackIsNoProof() throws Exception {
        publish("1");
        client.publish("$iothub/twin/GET/?$rid=1", new byte[0]);
        hub.answers(0, "{\"Message\":\"ErrorCode:IotHubUnauthorized;late\"}");
        String[] problem = new String[1];
        await(() -> (problem[0] = client.problem()) != null);

        assertThat(problem[0]).startsWith("the hub refuses: ").contains("IotHubUnauthorized;late");
        assertThat(client.status()).isEqualTo(4);
        assertThat(client.wentDown()).isTrue();
        assertThat(client.wentDown()).isFalse();
        assertThat(client.next()).isNull();
        assertThat(client.problem()).isNull();
        assertThat(client.takes()).isFalse();
    }

    @Test
    void theThreadOutlivesAFailureOfTheFirmware() throws Exception {
        publish("1");
        hub.answers(-1, "");
        String[] problem = new String[1];
        await(() -> (problem[0] = client.problem()) != null);

        assertThat(problem[0]).contains("the firmware fails");
    }

    @Test
    void aRequestThatHangsEndsTheServiceOfTheWatchUntilItIsOver() throws Exception {
        publish("1");
        await(() -> hub.bodies.size() == 1);
        alive.serve();
        assertThat(machine.served()).isEqualTo(1);

        clock.pass(301_000);
        alive.serve();
        assertThat(machine.served()).as("while it hangs").isEqualTo(1);

        hub.answers(1, "");
        await(() -> client.problem() != null);
        alive.serve();
        assertThat(machine.served()).isEqualTo(2);
    }

    @Test
    void theResultsOfTheFlexyHaveTheirWords() {
        assertThat(HttpsClient.refusal(0, null)).isNull();
        assertThat(HttpsClient.refusal(0, new byte[0])).isNull();
        assertThat(HttpsClient.refusal(1, null)).contains("1");
        assertThat(HttpsClient.refusal(2, null)).contains("key");
        assertThat(HttpsClient.refusal(32601, null)).contains("no connection");
        assertThat(HttpsClient.refusal(0, "x".repeat(1000).getBytes(UTF_8))).hasSizeLessThan(200);
    }

    @Test
    void theLinkDeliversThroughIt() throws Exception {
        client.close();
        RunningBundle bundle = SasTokenTest.bundle(TestBundle.withKey("https", KEY));
        Outbox outbox = new Outbox(new MemoryStore(), 3, log);
        HttpsClient[] made = new HttpsClient[1];
        HubLink link = new HubLink(
                (used, host) -> made[0] = new HttpsClient(hub, flash, clock, alive, used),
                new FakeReach(),
                flash,
                outbox,
                new Random(1),
                log,
                new SilentDialogue());
        MessageMaker maker = new MessageMaker(outbox, 3);
        link.use(bundle, 0);
        for (int i = 0; i < 3; i++) {
            maker.make(bundle, "full", null, new byte[] {'{', '}'});
        }
        // The link's time stands still while the client's own thread works.
        for (int i = 0; i < 3; i++) {
            int requests = i;
            await(() -> {
                link.step(6000L * requests, clock.now(), true);
                return hub.bodies.size() > requests;
            });
            hub.answers(0, "");
        }
        // Within the barrier's patience since the last request: its answer may come in after this step.
        await(() -> {
            link.step(12_000 + Barrier.TIMEOUT_MS - 1, clock.now(), true);
            return outbox.size() == 0;
        });

        assertThat(link.acknowledged()).isEqualTo(3);
        assertThat(hub.headers)
                .extracting(text -> text.replaceAll(".*iothub-app-seq=([0-9]+).*", "$1"))
                .containsExactly("1", "2", "3");
        assertThat(hub.headers).noneMatch(text -> text.contains("iothub-app-fp"));
        link.use(null, 60_000);
    }
}
