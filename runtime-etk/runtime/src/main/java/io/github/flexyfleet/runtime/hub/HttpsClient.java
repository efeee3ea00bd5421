package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * Delivers by one HTTPS request a message, where only port 443 is open. It is a client like those of MQTT: "connected"
 * while posts are accepted, and a question of the barrier is answered as soon as everything before it is accepted.
 *
 * <p>A request blocks for as long as it takes, so requests have a thread of their own. It is handed one message at a time
 * and rests after each for as long as the request took, 5 s at most: the Flexy's processor makes a TLS connection for
 * each. Thread-safe.
 */
public final class HttpsClient implements HubClient, Runnable {
    private static final String API_VERSION = "2021-04-12";
    private static final String EVENTS = "/messages/events";
    private static final int DISCONNECTED = 4;
    private static final long FIRST_PAUSE_MS = 15000;
    private static final long LONGEST_PAUSE_MS = 120000;
    private static final long LONGEST_REST_MS = 5000;
    private static final int SHOWN = 150;

    /** Files for answers; a request that hangs must not write into the file of the next one. */
    private static final int FILES = 8;

    private static int requests;

    private final Http http;
    private final Store store;
    private final Clock clock;
    private final Alive alive;
    private final RunningBundle bundle;
    private boolean open;
    private boolean down;
    private boolean wentDown;
    private String problem;
    private long pause = FIRST_PAUSE_MS;
    private String topic;
    private byte[] payload;
    private String question;
    private String answer;

    /** A client that does nothing yet. Answers are kept in the store's root for a moment. */
    public HttpsClient(Http http, Store store, Clock clock, Alive alive, RunningBundle bundle) {
        this.http = http;
        this.store = store;
        this.clock = clock;
        this.alive = alive;
        this.bundle = bundle;
    }

    public void connect() {
        synchronized (this) {
            open = true;
        }
        new Thread(this, "https").start();
    }

    public synchronized int status() {
        return !open || down ? DISCONNECTED : CONNECTED;
    }

    public synchronized boolean wentDown() {
        boolean was = wentDown;
        wentDown = false;
        return was;
    }

    public synchronized String problem() {
        String was = problem;
        problem = null;
        return was;
    }

    public synchronized boolean takes() {
        return topic == null;
    }

    /** There is nothing to subscribe to. */
    public void subscribe(String pattern) {}

    public synchronized void publish(String to, byte[] content) throws IOException {
        if (to.startsWith(Barrier.REQUEST)) {
            question = to.substring(Barrier.REQUEST.length());
            answerIfIdle();
            return;
        }
        if (topic != null) {
            throw new IOException("the last message is not through");
        }
        topic = to;
        payload = content;
        notifyAll();
    }

    private void answerIfIdle() {
        if (payload == null && question != null) {
            answer = Barrier.ACCEPTED + question;
            question = null;
        }
    }

    public synchronized Incoming next() {
        Incoming next = answer == null ? null : new Incoming(answer, new byte[0]);
        answer = null;
        return next;
    }

    /** Nothing comes but answers of its own. */
    public int lost() {
        return 0;
    }

    public synchronized void close() {
        open = false;
        notifyAll();
    }

    /** The thread's work, until the client is closed. */
    public void run() {
        try {
            while (await()) {
                long begin = clock.now();
                String refusal = null;
                alive.begin(Alive.SENDER);
                try {
                    refusal = send();
                } catch (Throwable e) {
                    // Nothing may end this thread but its client: a message would wait for it for ever.
                    refusal = "the request failed: " + e;
                }
                alive.end(Alive.SENDER);
                long rest = done(refusal);
                Thread.sleep(rest > 0 ? rest : Math.max(20, Math.min(clock.now() - begin, LONGEST_REST_MS)));
                free();
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    private synchronized boolean await() throws InterruptedException {
        while (open && payload == null) {
            wait();
        }
        return open;
    }

    /** Notes the outcome; gives the pause before the next try, 0 when the message was accepted. */
    private synchronized long done(String refusal) {
        payload = null;
        if (refusal == null) {
            pause = FIRST_PAUSE_MS;
            answerIfIdle();
            return 0;
        }
        down = true;
        wentDown = true;
        problem = refusal;
        question = null;
        long now = pause;
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        return now;
    }

    private synchronized void free() {
        topic = null;
        down = false;
    }

    private String send() throws IOException {
        String to;
        byte[] content;
        synchronized (this) {
            to = topic;
            content = payload;
        }
        String host = bundle.config.host;
        int port = bundle.config.port;
        String url = "https://" + host + (port == 443 ? "" : ":" + port) + "/devices/" + bundle.config.device + EVENTS
                + "?api-version=" + API_VERSION;
        String file = "answer." + nextFile();
        store.delete(file);
        int result = http.post(
                url,
                HttpsText.headers(SasToken.make(bundle, clock.now()), to),
                HttpsText.body(content),
                store.absolute(file));
        byte[] body = store.read(file);
        store.delete(file);
        return refusal(result, body);
    }

    private static synchronized int nextFile() {
        return requests++ % FILES;
    }

    /**
     * Why the hub did not take a message, null when it did. INFERRED, all of it here: that an HTTP error ends with result
     * 0 and its body in the file (what HMS's code reads there, flexy-etk 1.5), that IoT Hub says why in a body and takes
     * a message with none, and that then the file is empty or missing.
     */
    static String refusal(int result, byte[] body) {
        if (result == Http.DONE && (body == null || body.length == 0)) {
            return null;
        }
        if (result == Http.DONE) {
            String text = Utf8.decode(body);
            return "the hub refuses: " + (text.length() > SHOWN ? text.substring(0, SHOWN) : text);
        }
        if (result == Http.LOGIN) {
            return "the hub refuses the device's key";
        }
        return result == Http.UNREACHABLE
                ? "no connection to the hub on port 443"
                : "the Flexy's HTTP client says " + result;
    }
}
