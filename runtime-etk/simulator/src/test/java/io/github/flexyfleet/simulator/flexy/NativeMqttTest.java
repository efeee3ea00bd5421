package io.github.flexyfleet.simulator.flexy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks;
import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks.KeyForm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMqttTest {
    private static final String HUB = "hub.azure-devices.net";

    /** Prints each status, subscribes once before connecting, publishes at each connection. */
    private static final String PROGRAM = """
            static class Client extends MqttClient {
                Client() throws Exception { super("dev1", "hub.azure-devices.net"); }
                public void callMqttEvent(int event) {
                    try {
                        if (event == MQTT_STATUS_EVENT) {
                            System.out.println("status " + getStatus());
                            if (getStatus() == 5) publish(new MqttMessage("echo", "h\\u00e9"), 1, false);
                        } else {
                            MqttMessage m = readMessage();
                            System.out.println("message " + m.getTopic() + " " + m.getPayload().length);
                            System.out.println("empty " + (readMessage().getTopic() == null));
                        }
                    } catch (EWException e) { System.out.println("refused " + e.getMessage()); }
                }
            }
            public static void main(String[] a) throws Exception {
                new EventHandlerThread(true);
                Client c = new Client();
                String[] o = {"port", "8883", "KEEPALIVE", "20", "TLSVERSION", "tlsv1.2", "PROTOCOLVERSION", "3.1.1",
                    "cafile", "/usr/ca.pem", "CERTFILE", "/usr/dev.crt", "KEYFILE", "/usr/dev.key", "USERNAME", "user"};
                for (int i = 0; i < o.length; i += 2) c.setOption(o[i], o[i + 1]);
                try { c.setOption("NONSENSE", "1"); } catch (EWException e) { System.out.println("bad option"); }
                try { c.publish(new MqttMessage("echo", "early"), 1, false); }
                catch (EWException e) { System.out.println("too early " + c.getStatus()); }
                c.subscribe("answer", 1);
                c.connect();
            }
            """;

    @TempDir
    Path directory;

    private TestTls authority;
    private TestTls.Identity device;
    private TestBroker broker;
    private TestNetwork network;
    private TestFlexy flexy;

    @BeforeEach
    void start() throws Exception {
        authority = new TestTls("Hub");
        device = authority.issue("dev1");
        broker = new TestBroker(authority, HUB);
        network = new TestNetwork(new TestTls("Public").root());
        network.ports().put(HUB, broker.port());
        flexy = new TestFlexy(directory, network, InstantSource.system()).with(PROGRAM);
        flexy.put("ca.pem", authority.rootPem());
        flexy.put("dev.crt", device.certificatePem());
        flexy.put("dev.key", device.keyPem());
    }

    @AfterEach
    void stop() {
        flexy.close();
        broker.close();
    }

    @Test
    void connectsWithTheClientCertificateAndExchangesMessages() {
        flexy.on();
        flexy.awaitLog("message answer 2");
        flexy.awaitLog("empty true");
        assertThat(flexy.flexy().eventLog()).contains("[rt] bad option", "[rt] too early 2", "[rt] status 5");
        assertThat(broker.met)
                .contains("connect dev1 user false 20 CN=dev1", "subscribe answer", "publish 1 echo h\u00e9")
                .noneMatch(line -> line.contains("early"));
    }

    /** Elsewhere a callback may read the next status already: the event does not carry the one that caused it. */
    @Test
    void aSilentServerKeepsItConnecting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            network.ports().put(HUB, silent.getLocalPort());
            flexy.on();
            flexy.awaitLog("status 3");
            assertThat(flexy.flexy().eventLog()).doesNotContain("[rt] status 5");
        }
    }

    @Test
    void aPkcs8KeyWorksToo() throws Exception {
        flexy.put("dev.key", device.keyPem8());
        flexy.on();
        flexy.awaitLog("status 5");
    }

    @Test
    void reconnectsByItselfWithoutRestoringSubscriptions() {
        flexy.on();
        flexy.awaitLog("message answer");
        broker.dropClients();
        flexy.awaitLog("status 4");
        TestFlexy.await(
                () -> broker.met.stream()
                                .filter(line -> line.startsWith("publish"))
                                .count()
                        == 2,
                "second connection");
        assertThat(broker.met).filteredOn("subscribe answer"::equals).hasSize(1);
    }

    /** The same gateway with another client, which has yet to start. */
    private void guessed(MqttQuirks quirks) throws Exception {
        flexy.close();
        Knobs knobs = TestFlexy.QUICK.with(Guesses.standard().with(quirks));
        flexy = new TestFlexy(directory, network, InstantSource.system(), FlexySpec.Past.NONE, knobs);
        broker.met.clear();
    }

    private void keepsDown(MqttQuirks quirks, String why) throws Exception {
        guessed(quirks);
        flexy.on();
        flexy.awaitLog(why);
        assertThat(flexy.flexy().eventLog()).doesNotContain("[rt] status 5");
    }

    @Test
    void eachGuessAboutMqttCanBeWrong() throws Exception {
        MqttQuirks usual = MqttQuirks.standard();
        keepsDown(usual.withKeys(Set.of(KeyForm.PKCS8, KeyForm.EC)), "no key that can be used");
        byte[] roots = (new String(new TestTls("Other").rootPem(), UTF_8) + new String(authority.rootPem(), UTF_8))
                .getBytes(UTF_8);
        flexy.put("ca.pem", roots);
        keepsDown(usual.withSeveralRoots(false).withReturn(true, false, false), "status 4");
        assertThat(flexy.flexy().eventLog())
                .filteredOn(line -> line.startsWith("[rt] MQTT: disc"))
                .hasSize(1);
        keepsDown(usual.withUnknownOptions(Set.of("CAFILE")), "unknown MQTT option cafile");

        guessed(usual.withQueuesWhileDown(true).withReturn(true, true, true));
        flexy.on();
        TestFlexy.await(() -> broker.met.contains("publish 1 echo early"), "the message that waited");
        flexy.awaitLog("message answer");
        broker.dropClients();
        TestFlexy.await(
                () -> broker.met.stream().filter("subscribe answer"::equals).count() == 2, "a second subscription");

        guessed(usual.withReturn(false, false, true));
        flexy.on();
        flexy.awaitLog("message answer");
        broker.dropClients();
        flexy.awaitLog("status 4");
        assertThat(broker.met).filteredOn(line -> line.startsWith("connect")).hasSize(1);
        assertThat(flexy.flexy().eventLog()).doesNotContain("[rt] MQTT message is too large");

        guessed(usual.withLargestPayload(1));
        flexy.with(PROGRAM.replace("\"h\\u00e9\"", "new byte[1025]"));
        flexy.on();
        flexy.awaitLog("refused MQTT message is too large");
    }

    private void connects() {
        flexy.on();
        flexy.awaitLog("status 5");
    }

    private void awaitEnd() {
        TestFlexy.await(() -> broker.met.contains("end"), "the end of the connection");
    }

    @Test
    void withoutPowerTheConnectionBreaksWithoutAGoodbye() {
        connects();
        flexy.flexy().powerOff();
        awaitEnd();
        assertThat(broker.met).doesNotContain("goodbye");
    }

    @Test
    void withoutWanTheConnectionBreaksWithoutAGoodbyeAndComesBack() {
        connects();
        flexy.flexy().wanDown(Duration.ofMillis(1));
        awaitEnd();
        assertThat(broker.met).doesNotContain("goodbye");
        flexy.awaitLog("status 4");
        TestFlexy.await(
                () -> broker.met.stream()
                                .filter(line -> line.startsWith("connect"))
                                .count()
                        == 2,
                "second connection");
    }

    @Test
    void javaThatIsStoppedSaysGoodbye() {
        connects();
        flexy.flexy().answer(new WebRequest("GET", "rcgi.bin/jvmCmd", Map.of("cmd", "stop"), "adm", "secret"));
        awaitEnd();
        assertThat(broker.met).contains("goodbye");
    }

    @Test
    void aForeignAuthorityOrWrongNameKeepsItDown() throws Exception {
        flexy.put("ca.pem", new TestTls("Other").rootPem());
        flexy.on();
        flexy.awaitLog("status 4");
        assertThat(broker.met).isEmpty();
        flexy.put("ca.pem", authority.rootPem());
        flexy.awaitLog("status 5");
    }

    @Test
    void aServerWithAnotherNameKeepsItDown() throws Exception {
        try (TestBroker other = new TestBroker(authority, "other.azure-devices.net")) {
            network.ports().put(HUB, other.port());
            flexy.on();
            flexy.awaitLog("status 4");
            assertThat(other.met).isEmpty();
        }
    }

    @Test
    void aMissingKeyKeepsItTrying() throws Exception {
        flexy.put("dev.key", new byte[0]);
        flexy.on();
        flexy.awaitLog("MQTT: no key that can be used");
        flexy.put("dev.key", device.keyPem());
        flexy.awaitLog("status 5");
    }
}
