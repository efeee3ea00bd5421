package io.github.flexyfleet.runtime.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.HubClients;
import io.github.flexyfleet.runtime.hub.Incoming;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A hub and the Flexy's MQTT client in one; the test decides when the connection is there. */
public final class FakeHub implements HubClients {
    /** A message as the hub got it. */
    public record Received(String topic, String payload) {}

    private final List<Received> telemetry = new ArrayList<>();
    private final List<Received> others = new ArrayList<>();
    private final List<String> subscriptions = new ArrayList<>();
    private final List<RunningBundle> clients = new ArrayList<>();
    private int status = 3;
    private boolean wentDown;
    private boolean answering = true;
    private String answerStatus = "200";
    private String twin = "{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}";
    private boolean refusesConnect;
    private boolean refusesPublish;
    private int publishedWhileDown;
    private Deque<Incoming> inbox = new ArrayDeque<>();
    private boolean subscribed;

    /** Sets the status of the client; a loss ends subscriptions. */
    public void status(int next) {
        if (status == 5 && next != 5) {
            subscribed = false;
            wentDown = true;
            inbox.clear();
        }
        status = next;
    }

    /** The status of the client. */
    public int status() {
        return status;
    }

    /** Whether twin requests are answered. */
    public void answering(boolean now) {
        answering = now;
    }

    /** Status of the answers to twin requests. */
    public void answerStatus(String now) {
        answerStatus = now;
    }

    /** Whether connecting fails at once. */
    public void refusesConnect(boolean now) {
        refusesConnect = now;
    }

    /** Whether publishing throws. */
    public void refusesPublish(boolean now) {
        refusesPublish = now;
    }

    /** Telemetry in the order of arrival. */
    public List<Received> telemetry() {
        return telemetry;
    }

    /** What is neither telemetry nor a question for the twin, in the order of arrival. */
    public List<Received> others() {
        return others;
    }

    /** The twin as the answers to questions for it hold it. */
    public void twin(String json) {
        twin = json;
    }

    /** Sends a message to the device. */
    public void send(String topic, String payload) {
        inbox.add(new Incoming(topic, payload.getBytes(UTF_8)));
    }

    /** Subscriptions in the order they were made. */
    public List<String> subscriptions() {
        return subscriptions;
    }

    /** Bundles of all clients made. */
    public List<RunningBundle> clients() {
        return clients;
    }

    /** Publishes at a status other than 5, which must never be. */
    public int publishedWhileDown() {
        return publishedWhileDown;
    }

    @Override
    public HubClient create(RunningBundle bundle, String host) {
        clients.add(bundle);
        subscribed = false;
        inbox = new ArrayDeque<>();
        return new Client();
    }

    private final class Client extends FakeMqttClient {
        private boolean closed;

        @Override
        public void connect() throws IOException {
            if (refusesConnect) {
                throw new IOException("error 28");
            }
        }

        @Override
        public int status() {
            return closed ? -1 : status;
        }

        @Override
        public boolean wentDown() {
            boolean was = wentDown;
            wentDown = false;
            return was;
        }

        @Override
        public void subscribe(String pattern) {
            subscribed = true;
            subscriptions.add(pattern);
        }

        @Override
        public void publish(String topic, byte[] payload) throws IOException {
            if (status != 5 || closed) {
                publishedWhileDown++;
            }
            if (refusesPublish) {
                throw new IOException("refused");
            }
            if (topic.startsWith("devices/")) {
                telemetry.add(new Received(topic, new String(payload, UTF_8)));
            } else if (!topic.startsWith("$iothub/twin/GET/?$rid=")) {
                others.add(new Received(topic, new String(payload, UTF_8)));
            } else if (answering && subscribed) {
                String answer = "$iothub/twin/res/" + answerStatus + "/?$rid=";
                inbox.add(new Incoming(answer + topic.substring(topic.indexOf('=') + 1), twin.getBytes(UTF_8)));
            }
        }

        @Override
        public Incoming next() {
            return inbox.poll();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
