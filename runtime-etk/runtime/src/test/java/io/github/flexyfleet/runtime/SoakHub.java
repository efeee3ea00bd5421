package io.github.flexyfleet.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.HubClients;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.kit.FakeMqttClient;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A hub at the end of an unreliable line: what is published travels until the next turn, a connection that breaks loses
 * any tail of it, and answers of the barrier can be late, refused or lost.
 */
final class SoakHub implements HubClients {
    /** What the line does. */
    enum Line {
        /** All arrives. */
        GOOD,
        /** There is no connection. */
        DOWN,
        /** The client still says that it is connected, and nothing arrives. */
        DEAD,
        /** All arrives, and twin requests are refused with 429. */
        THROTTLED,
        /** All arrives, and no answer comes back. */
        MUTE
    }

    private static final String TWIN = "$iothub/twin/GET/?$rid=";
    private static final byte[] DOCUMENT =
            "{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}".getBytes(UTF_8);

    /** An answer, and the last message that was read before its question. */
    private record Answer(Incoming message, long upTo) {}

    /** On its way. */
    private record OnTheWire(String topic, String payload) {}

    private final SoakLedger ledger;
    private final Random random;
    /** A defect: the barrier is answered before anything is read, even when nothing will be. */
    private final boolean answersTooEarly;

    private final Deque<OnTheWire> wire = new ArrayDeque<>();
    private final Deque<Answer> inbox = new ArrayDeque<>();
    private Line line = Line.DOWN;
    private Client present;
    private long read;
    private long clients;

    SoakHub(SoakLedger ledger, Random random, boolean answersTooEarly) {
        this.ledger = ledger;
        this.random = random;
        this.answersTooEarly = answersTooEarly;
    }

    /** Changes the line; whatever is lost on it is lost for good. */
    void line(Line next) {
        if (line == next) {
            return;
        }
        if (next == Line.DOWN || next == Line.DEAD || line == Line.DEAD) {
            breakConnection();
        }
        if (line == Line.DEAD && present != null) {
            present.lost = true;
        }
        line = next;
    }

    /** What the line does now. */
    Line line() {
        return line;
    }

    /** Clients that were ever made. */
    long clients() {
        return clients;
    }

    /** The Flexy is off: its connection is gone. */
    void powerOff() {
        breakConnection();
        present = null;
    }

    private void breakConnection() {
        int arrives = line == Line.DEAD ? 0 : random.nextInt(wire.size() + 1);
        for (int i = 0; i < arrives; i++) {
            read(wire.poll());
        }
        wire.clear();
        inbox.clear();
        read = 0;
        if (present != null) {
            present.lost = true;
        }
    }

    /** A moment passes: what is on the wire arrives, sooner or later. */
    void turn() {
        if (line == Line.DEAD) {
            wire.clear();
        }
        if (random.nextInt(3) == 0) {
            return;
        }
        while (!wire.isEmpty()) {
            read(wire.poll());
        }
    }

    private void read(OnTheWire message) {
        if (message.topic().startsWith("devices/")) {
            read = Math.max(read, ledger.arrived(message.topic(), message.payload()));
        } else if (message.topic().startsWith(TWIN) && !answersTooEarly) {
            answer(message.topic());
        }
    }

    private void answer(String question) {
        if (line == Line.MUTE) {
            return;
        }
        String status = line == Line.THROTTLED ? "429" : "200";
        String topic = "$iothub/twin/res/" + status + "/?$rid=" + question.substring(TWIN.length());
        inbox.add(new Answer(new Incoming(topic, DOCUMENT), line == Line.THROTTLED ? 0 : read));
    }

    @Override
    public HubClient create(RunningBundle bundle, String host) {
        clients++;
        breakConnection();
        present = new Client();
        return present;
    }

    private final class Client extends FakeMqttClient {
        private boolean lost;
        private boolean subscribed;

        @Override
        public void connect() throws IOException {
            if (line == Line.DOWN && random.nextBoolean()) {
                throw new IOException("error 28");
            }
        }

        @Override
        public int status() {
            return this != present ? -1 : line == Line.DOWN ? HubClient.CONNECTING : HubClient.CONNECTED;
        }

        @Override
        public boolean wentDown() {
            boolean was = lost;
            lost = false;
            if (was) {
                subscribed = false;
            }
            return was;
        }

        @Override
        public void subscribe(String pattern) {
            subscribed = true;
        }

        @Override
        public void publish(String topic, byte[] payload) throws IOException {
            if (status() != HubClient.CONNECTED) {
                throw new AssertionError("published at status " + status());
            }
            if (random.nextInt(2000) == 0) {
                throw new IOException("not now");
            }
            if (answersTooEarly && topic.startsWith(TWIN)) {
                answer(topic);
            }
            if (subscribed || !topic.startsWith(TWIN)) {
                wire.add(new OnTheWire(topic, new String(payload, UTF_8)));
            }
        }

        @Override
        public Incoming next() {
            Answer next = this == present ? inbox.poll() : null;
            if (next == null) {
                return null;
            }
            ledger.confirmed(next.upTo());
            return next.message();
        }

        @Override
        public void close() {
            if (this == present) {
                powerOff();
            }
        }
    }
}
