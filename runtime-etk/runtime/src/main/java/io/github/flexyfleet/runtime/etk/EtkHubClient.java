package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.EWException;
import com.ewon.ewonitf.MqttClient;
import com.ewon.ewonitf.MqttMessage;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.status.Alive;
import java.io.IOException;
import java.util.LinkedList;

/**
 * An MQTT client of the ETK. Its events come on the event thread and only leave a note here; everything else is the
 * worker's.
 */
final class EtkHubClient implements HubClient {
    private static final int SUBSCRIBE_QOS = 0;
    private static final int PUBLISH_QOS = 1;
    private static final int MAX_NOTES = 100;

    /** Of payloads waiting; one can have 128 KB (azure-iot-hub 1), and the heap is small. */
    private static final int MAX_BYTES = 256 * 1024;

    private final Native client;
    private final LinkedList notes = new LinkedList();
    private int bytes;
    private int lost;

    /** Not private, which would cost an accessor. */
    final Alive alive;

    private boolean wentDown;

    private EtkHubClient(String deviceId, String host, Alive alive) throws Exception {
        this.alive = alive;
        client = new Native(deviceId, host);
    }

    static EtkHubClient open(String deviceId, String host, Alive alive) throws IOException {
        try {
            return new EtkHubClient(deviceId, host, alive);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    /** Hands the client's events over. */
    private final class Native extends MqttClient {
        Native(String deviceId, String host) throws Exception {
            super(deviceId, host);
        }

        public void callMqttEvent(int event) {
            try {
                alive.begin(Alive.EVENTS);
                if (event == MQTT_MESSAGE_EVENT) {
                    // With an empty queue the ETK gives a message without topic, not null (flexy-etk 1.2).
                    MqttMessage message = readMessage();
                    if (message != null && message.getTopic() != null) {
                        note(message.getTopic(), message.getPayload());
                    }
                } else if (getStatus() != CONNECTED) {
                    noteDown();
                }
            } catch (Throwable e) {
                // An exception out of a callback ends the event loop (flexy-etk 1.1); the barrier notices the loss.
                noteDown();
            }
            alive.end(Alive.EVENTS);
        }
    }

    /** Not private, which would cost an accessor; so with {@link #noteDown}. */
    void note(String topic, byte[] payload) {
        int size = payload == null ? 0 : payload.length;
        synchronized (notes) {
            if (notes.size() == MAX_NOTES) {
                lost++;
                return;
            }
            // A method whose payload there is no room for is still answered.
            boolean fits = bytes + size <= MAX_BYTES;
            notes.addLast(new Incoming(topic, !fits ? null : size == 0 ? new byte[0] : payload));
            bytes += fits ? size : 0;
        }
    }

    void noteDown() {
        synchronized (notes) {
            wentDown = true;
        }
    }

    void option(String name, String value) throws IOException {
        try {
            client.setOption(name, value);
        } catch (EWException e) {
            throw new IOException("option " + name + ": " + e.getMessage());
        }
    }

    public void connect() throws IOException {
        try {
            client.connect();
        } catch (EWException e) {
            throw failed(e);
        }
    }

    public int status() throws IOException {
        try {
            return client.getStatus();
        } catch (EWException e) {
            throw failed(e);
        }
    }

    public boolean wentDown() {
        synchronized (notes) {
            boolean was = wentDown;
            wentDown = false;
            return was;
        }
    }

    public String problem() {
        return null;
    }

    public boolean takes() {
        return true;
    }

    public void subscribe(String pattern) throws IOException {
        try {
            client.subscribe(pattern, SUBSCRIBE_QOS);
        } catch (EWException e) {
            throw failed(e);
        }
    }

    public void publish(String topic, byte[] payload) throws IOException {
        try {
            client.publish(new MqttMessage(topic, payload), PUBLISH_QOS, false);
        } catch (EWException e) {
            throw failed(e);
        }
    }

    public Incoming next() {
        synchronized (notes) {
            if (notes.isEmpty()) {
                return null;
            }
            Incoming first = (Incoming) notes.removeFirst();
            bytes -= first.payload == null ? 0 : first.payload.length;
            return first;
        }
    }

    public int lost() {
        synchronized (notes) {
            int were = lost;
            lost = 0;
            return were;
        }
    }

    public void close() {
        try {
            client.close();
        } catch (RuntimeException e) {
            // A client that cannot be closed is left behind; a new one takes its place at the hub.
            noteDown();
        }
    }

    private static IOException failed(Exception e) {
        return new IOException(e.getMessage() == null ? e.getClass().getName() : e.getMessage());
    }
}
