package io.github.flexyfleet.probe;

import com.ewon.ewonitf.EWException;
import com.ewon.ewonitf.MqttMessage;
import java.io.IOException;
import java.util.Hashtable;

/**
 * Finds out how the MQTT client behaves at an IoT Hub, as a device that exists only for that. Each question has clients
 * of its own. Waits at most the patience of the settings each time.
 */
final class Hub {
    /** Sizes of payloads that are tried, KiB; the tool knows the same steps. */
    private static final int[] SIZES = {4, 8, 16, 32, 64, 128};

    private static final String[] KEYS = {"k1", "k8", "ke"};
    private static final String[] FACTS = {"mqtt.pkcs1", "mqtt.pkcs8", "mqtt.ec"};
    private static final String RIGHT = "right.pem";
    private static final String DECOY = "decoy.pem";
    private static final String BOTH = "both.pem";
    private static final String TURNING = "turning.pem";
    private static final String SUBSCRIPTION = "$iothub/twin/res/#";

    private final Hashtable in;
    private final Answers answers;
    private final String device;
    private final String host;
    private final long patience;
    private String key;

    Hub(Hashtable in, Answers answers) throws IOException {
        this.in = in;
        this.answers = answers;
        this.device = text("device");
        this.host = text("host");
        this.patience = Long.parseLong(text("patience"));
        Scratch.pem("rsa.crt", "CERTIFICATE", text("rsa"));
        Scratch.pem("ec.crt", "CERTIFICATE", text("ec"));
        Scratch.pem("k1.key", "RSA PRIVATE KEY", text("k1"));
        Scratch.pem("k8.key", "PRIVATE KEY", text("k8"));
        Scratch.pem("ke.key", "EC PRIVATE KEY", text("ke"));
        // Vouches for no server, whoever reads it.
        Scratch.pem(DECOY, "CERTIFICATE", text("rsa"));
    }

    private String text(String name) {
        return (String) in.get(name);
    }

    /** Asks everything. */
    void ask() throws Exception {
        String root = findRoot();
        if (root == null) {
            answers.text("hub", "it connected with no kind of key");
            return;
        }
        Scratch.write(Scratch.FOLDER + BOTH, Scratch.block("CERTIFICATE", text("rsa")) + root);
        for (int i = 0; i < KEYS.length; i++) {
            answers.flag(FACTS[i], connects(KEYS[i], RIGHT));
        }
        answers.flag("mqtt.severalRoots", connects(key, BOTH));
        answers.flag("mqtt.retriesTls", retriesTls(root));
        askWhileDown();
        Client client = open(key, RIGHT);
        client.subscribe(SUBSCRIPTION, 0);
        boolean twins = client.await(Client.CONNECTED, patience) && client.answersTwin(patience);
        client.close();
        if (!twins) {
            answers.text("twins", "the hub answered no question for the twin");
        } else {
            answers.number("mqtt.largestPayload", largestPayload());
        }
        askReturn(twins);
    }

    /** The root that vouches for the hub, found with whatever key is taken; null when none is. */
    private String findRoot() throws Exception {
        for (int k = 0; k < KEYS.length; k++) {
            for (int i = 0; in.containsKey("ca" + i); i++) {
                String root = Scratch.block("CERTIFICATE", text("ca" + i));
                Scratch.write(Scratch.FOLDER + RIGHT, root);
                if (connects(KEYS[k], RIGHT)) {
                    key = KEYS[k];
                    return root;
                }
            }
        }
        return null;
    }

    private Client open(String keyName, String roots) throws Exception {
        Client client = new Client(device, host);
        try {
            client.setOption("PORT", "8883");
            client.setOption("KEEPALIVE", "30");
            client.setOption("TLSVERSION", "tlsv1.2");
            client.setOption("PROTOCOLVERSION", "3.1.1");
            client.setOption("CAFILE", Scratch.FOLDER + roots);
            client.setOption("CERTFILE", Scratch.FOLDER + (keyName.equals("ke") ? "ec.crt" : "rsa.crt"));
            client.setOption("KEYFILE", Scratch.FOLDER + keyName + ".key");
            client.setOption("USERNAME", host + '/' + device + "/?api-version=2021-04-12");
            client.connect();
            return client;
        } catch (EWException e) {
            client.close();
            throw e;
        }
    }

    private boolean connects(String keyName, String roots) throws Exception {
        Client client = open(keyName, roots);
        boolean connected = client.await(Client.CONNECTED, patience);
        client.close();
        return connected;
    }

    /** The roots become the right ones after the first failure. */
    private boolean retriesTls(String root) throws Exception {
        Scratch.write(Scratch.FOLDER + TURNING, Scratch.block("CERTIFICATE", text("rsa")));
        Client client = open(key, TURNING);
        boolean failed = client.await(Client.DISCONNECTED, patience);
        // The last change may still be on its way here.
        Thread.sleep(1000);
        int seen = client.changes();
        Scratch.write(Scratch.FOLDER + TURNING, root);
        boolean again = failed && client.awaitChange(seen, 3 * patience);
        client.close();
        return again;
    }

    private void askWhileDown() throws Exception {
        Client client = open(key, RIGHT);
        if (client.status() != Client.CONNECTED) {
            boolean taken = true;
            try {
                client.publish(new MqttMessage(topic(), "{}".getBytes("ISO-8859-1")), 1, false);
            } catch (EWException e) {
                taken = false;
            }
            answers.flag("mqtt.queuesWhileDown", taken);
        }
        // A try to connect that ends after the next client's would end that one's connection.
        client.await(Client.CONNECTED, patience);
        client.close();
    }

    private String topic() {
        return "devices/" + device + "/messages/events/";
    }

    /** The largest of the sizes after which the hub still answers; 0 for none. */
    private int largestPayload() throws Exception {
        int low = -1;
        int high = SIZES.length;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (arrives(SIZES[middle] * 1024)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low < 0 ? 0 : SIZES[low];
    }

    private boolean arrives(int bytes) throws Exception {
        byte[] payload = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            payload[i] = (byte) ' ';
        }
        payload[0] = (byte) '"';
        payload[bytes - 1] = (byte) '"';
        Client client = open(key, RIGHT);
        client.subscribe(SUBSCRIPTION, 0);
        try {
            if (!client.await(Client.CONNECTED, patience)) {
                return false;
            }
            client.publish(new MqttMessage(topic(), payload), 1, false);
            return client.answersTwin(patience) && client.status() == Client.CONNECTED;
        } catch (EWException e) {
            return false;
        } finally {
            client.close();
        }
    }

    /** A second client of the same name ends the first one's connection (azure-iot-hub 1). */
    private void askReturn(boolean twins) throws Exception {
        Client client = open(key, RIGHT);
        client.subscribe(SUBSCRIPTION, 0);
        if (!client.await(Client.CONNECTED, patience)) {
            client.close();
            return;
        }
        Thread.sleep(1000);
        int seen = client.changes();
        Client second = open(key, RIGHT);
        boolean lost = client.awaitChange(seen, patience);
        second.close();
        if (lost) {
            boolean back = client.await(Client.CONNECTED, 3 * patience);
            answers.flag("mqtt.reconnects", back);
            if (back && twins) {
                answers.flag("mqtt.resubscribes", client.answersTwin(patience));
            }
        }
        client.close();
    }
}
