package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.SealedLine;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.HashMap;

/**
 * Registers the device at the Device Provisioning Service and remembers the hub that it assigns (azure-iot-hub 3): for
 * this id scope, device id and certificate, since the service makes the hub's identity for one certificate. Times are
 * running time in ms. Worker thread only.
 */
final class Provisioning {
    /** Answers come on topics of this pattern. */
    static final String SUBSCRIPTION = "$dps/registrations/res/#";

    /** Of problems with the service in the log. */
    static final String CODE = "dps";

    /** Tries in a row that end without a connection to the hub after which the device registers anew (azure-iot-hub 1). */
    static final int TRIES = 10;

    private static final String FILE = "dps";
    private static final String ANSWER = "$dps/registrations/res/";
    private static final String RETRY_AFTER = "retry-after=";
    private static final int FIRST_PAUSE = 3;
    private static final int MAX_PAUSE = 300;

    private final Store store;
    private final EventLog log;
    private RunningBundle bundle;

    /** What the assignment holds for. */
    private String key;

    private String hub = "";
    private boolean due;
    private int tries;
    private boolean up;
    private long since;
    private long askAt;
    private boolean asked;
    private int rid;
    private String operation;

    Provisioning(Store store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    /** Switches to another bundle, or to none; reads what the service has assigned before. */
    void use(RunningBundle next) {
        bundle = next;
        hub = "";
        tries = 0;
        due = false;
        if (next == null || !isUsed()) {
            return;
        }
        due = true;
        key = "flexyfleet-dps-1 " + next.config.idScope + ' ' + next.config.device + ' ' + next.config.fingerprint
                + ' ';
        try {
            byte[] file = store.read(FILE);
            String line = file == null ? null : SealedLine.open(file);
            if (line != null && line.startsWith(key)) {
                hub = line.substring(key.length()).trim();
                due = false;
            }
        } catch (IOException e) {
            log.problem(CODE, "what was assigned cannot be read: " + e.getMessage());
        }
    }

    /** Whether the service is to be asked before the hub. */
    boolean isDue() {
        return due;
    }

    /** Whether the bundle wants the service. */
    boolean isUsed() {
        return bundle != null && bundle.config.idScope.length() > 0;
    }

    /** The hub that the service has assigned, empty while there is none. */
    String hub() {
        return hub;
    }

    /** The hub reads what is sent. */
    void works() {
        tries = 0;
    }

    /**
     * A client of the hub was given up. The Flexy does not tell why the hub refuses (flexy-etk 1.2), so every refusal
     * counts as one of the identity; INFERRED, here only.
     */
    void lost(boolean refused) {
        tries++;
        if (isUsed() && (refused || tries >= TRIES)) {
            due = true;
        }
    }

    /** A client of the service was given up: the hub that is known, if any, may be worth another try meanwhile. */
    void failed() {
        tries = 0;
        due = hub.length() == 0;
    }

    /** A client of the service is new. */
    void begin(long now) {
        up = false;
        since = now;
    }

    /** Whether the service has taken the connection. */
    boolean isUp() {
        return up;
    }

    /**
     * Does what is due over a client of the service.
     *
     * @return whether the service has assigned a hub
     * @throws IOException when it will not, with the reason
     */
    boolean step(HubClient client, long now) throws IOException {
        boolean lost = client.wentDown();
        boolean connected = client.status() == HubClient.CONNECTED;
        if (!connected || lost) {
            since = up ? now : since;
            up = false;
            if (!connected) {
                if (now - since >= Connection.SILENCE_MS) {
                    throw new IOException("no connection to " + bundle.config.dpsHost);
                }
                return false;
            }
        }
        if (!up) {
            up = true;
            operation = null;
            asked = false;
            askAt = now;
            client.subscribe(SUBSCRIPTION);
        }
        for (Incoming message = client.next(); message != null; message = client.next()) {
            if (asked
                    && message.topic.startsWith(ANSWER)
                    && Incoming.requestId(message.topic).equals("" + rid)) {
                asked = false;
                if (isAssigned(message, now)) {
                    return true;
                }
            }
        }
        if (now >= askAt) {
            if (asked) {
                throw new IOException("no answer");
            }
            ask(client, now);
        }
        return false;
    }

    private void ask(HubClient client, long now) throws IOException {
        String to = operation == null ? "PUT/iotdps-register" : "GET/iotdps-get-operationstatus";
        rid++;
        asked = true;
        askAt = now + Barrier.TIMEOUT_MS;
        client.publish(
                "$dps/registrations/" + to + "/?" + Incoming.REQUEST_ID + rid
                        + (operation == null ? "" : "&operationId=" + operation),
                Utf8.encode("{\"registrationId\":\"" + bundle.config.device + "\"}"));
    }

    private boolean isAssigned(Incoming message, long now) throws IOException {
        String topic = message.topic;
        char kind = topic.charAt(ANSWER.length());
        HashMap answer;
        try {
            answer = JsonReader.object(message.payload == null ? "" : Utf8.decode(message.payload));
        } catch (IllegalArgumentException e) {
            answer = new HashMap();
        }
        Object registration = answer.get("registrationState");
        HashMap state = registration instanceof HashMap ? (HashMap) registration : answer;
        Object status = answer.get("status");
        if (kind == '2' && "assigned".equals(status)) {
            assign(state.get("assignedHub"), state.get("deviceId"));
            return true;
        }
        boolean later = kind == '5' || topic.startsWith("429", ANSWER.length());
        if (!later && !(kind == '2' && answer.get("operationId") instanceof String && isOnItsWay(status))) {
            Object code = state.get("errorCode");
            Object words = state.get("errorMessage");
            throw new IOException((status == null ? topic.substring(ANSWER.length(), topic.indexOf('?')) : status) + " "
                    + (code == null ? "" : code) + " "
                    + (words == null ? answer.get("message") : words));
        }
        if (!later) {
            operation = (String) answer.get("operationId");
        }
        int at = topic.indexOf(RETRY_AFTER);
        long pause = at < 0 ? FIRST_PAUSE : Names.number(topic.substring(at + RETRY_AFTER.length()), MAX_PAUSE);
        askAt = now + (pause < 1 ? FIRST_PAUSE : pause) * 1000;
        return false;
    }

    private static boolean isOnItsWay(Object status) {
        return "assigning".equals(status) || "unassigned".equals(status);
    }

    private void assign(Object host, Object device) throws IOException {
        if (!bundle.config.device.equals(device)) {
            throw new IOException("the device id assigned is " + device);
        }
        if (!(host instanceof String) || !Names.isHost((String) host)) {
            throw new IOException("no hub");
        }
        due = false;
        tries = 0;
        if (host.equals(hub)) {
            return;
        }
        hub = (String) host;
        try {
            store.write(FILE, SealedLine.seal(key + host));
        } catch (IOException e) {
            log.problem(CODE, "what is assigned cannot be kept: " + e.getMessage());
        }
    }
}
