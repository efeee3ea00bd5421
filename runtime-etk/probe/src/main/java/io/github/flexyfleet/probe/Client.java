package io.github.flexyfleet.probe;

import com.ewon.ewonitf.EWException;
import com.ewon.ewonitf.MqttClient;
import com.ewon.ewonitf.MqttMessage;

/** An MQTT client that counts what happens to it. */
final class Client extends MqttClient {
    static final int DISCONNECTED = 4;
    static final int CONNECTED = 5;

    private static final String ANSWERS = "$iothub/twin/res/";
    private static final int STEP_MS = 100;

    private int changes;
    private int asked;
    private String answered = "";

    Client(String id, String host) throws Exception {
        super(id, host);
    }

    public void callMqttEvent(int event) {
        try {
            if (event == MQTT_STATUS_EVENT) {
                synchronized (this) {
                    changes++;
                }
                return;
            }
            MqttMessage message = readMessage();
            if (message != null
                    && message.getTopic() != null
                    && message.getTopic().startsWith(ANSWERS)) {
                synchronized (this) {
                    answered = message.getTopic();
                }
            }
        } catch (Throwable e) {
            // An exception out of a callback would end the event loop; an answer that is missed counts as none.
            answered = "";
        }
    }

    /** How often the status has changed. */
    synchronized int changes() {
        return changes;
    }

    int status() {
        try {
            return getStatus();
        } catch (EWException e) {
            return -1;
        }
    }

    /** Waits for a status; false when it does not come in time. */
    boolean await(int status, long patience) throws InterruptedException {
        for (long waited = 0; status() != status; waited += STEP_MS) {
            if (waited >= patience) {
                return false;
            }
            Thread.sleep(STEP_MS);
        }
        return true;
    }

    /** Waits for another change of the status than these. */
    boolean awaitChange(int seen, long patience) throws InterruptedException {
        for (long waited = 0; changes() == seen; waited += STEP_MS) {
            if (waited >= patience) {
                return false;
            }
            Thread.sleep(STEP_MS);
        }
        return true;
    }

    /** Asks the hub for the twin, which it answers after all that came before. */
    boolean answersTwin(long patience) throws InterruptedException {
        asked++;
        String wanted = "$rid=" + asked;
        try {
            publish(new MqttMessage("$iothub/twin/GET/?" + wanted, new byte[0]), 1, false);
        } catch (EWException e) {
            return false;
        }
        for (long waited = 0; waited < patience; waited += STEP_MS) {
            Thread.sleep(STEP_MS);
            synchronized (this) {
                int id = answered.indexOf(wanted);
                int end = id + wanted.length();
                if (id > 0 && (end == answered.length() || answered.charAt(end) == '&')) {
                    return true;
                }
            }
        }
        return false;
    }
}
