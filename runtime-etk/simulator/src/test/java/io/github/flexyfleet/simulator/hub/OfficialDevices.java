package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ProxySettings;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The device "d1" as Microsoft's Java SDK is it, with a certificate or with keys; and a message of it. */
abstract class OfficialDevices extends HubOverMqtt {
    static final String PRIMARY = TestHub.key("first");
    static final String SECONDARY = TestHub.key("second");

    /** How long the SDK waits for one answer, ms. */
    private static final int PATIENCE = 15_000;

    private static final int TRIES = 4;

    Proxy proxy;

    /** The SDK looks at the machine's clock. */
    @BeforeAll
    void beToday() {
        hub.net.clock.advance(Duration.between(hub.net.clock.instant(), Instant.now()));
    }

    @BeforeEach
    void openProxy() throws Exception {
        proxy = hub.net.proxy();
    }

    final SSLContext withoutCertificate() throws Exception {
        return hub.net.tls("TLSv1.2");
    }

    final SSLContext with(X509Certificate certificate) throws Exception {
        return hub.net.tls("TLSv1.2", hub.keyManagers(certificate).getKeyManagers());
    }

    /** Through the world's proxy, but for MQTT on port 8883, for which the SDK takes none. */
    final DeviceClient device(String credential, SSLContext tls, IotHubClientProtocol protocol) {
        ClientOptions.ClientOptionsBuilder options = ClientOptions.builder().sslContext(tls);
        if (protocol != IotHubClientProtocol.MQTT) {
            options.proxySettings(new ProxySettings(proxy));
        }
        DeviceClient client =
                new DeviceClient("HostName=" + TestHub.HOST + ";DeviceId=d1;" + credential, protocol, options.build());
        client.setRetryPolicy(new NoRetry());
        return client;
    }

    /** One that the hub knows by its certificate or its keys, as the hub calls these ways: {@code x509} or {@code sas}. */
    final DeviceClient registered(String by, IotHubClientProtocol protocol) throws Exception {
        if (by.equals("x509")) {
            return device("x509=true", with(hub.register("d1")), protocol);
        }
        hub.register("d1", PRIMARY, SECONDARY);
        return device("SharedAccessKey=" + SECONDARY, withoutCertificate(), protocol);
    }

    static Message messageOf(String plant) {
        Message message = new Message("{\"Level\":\"12.5\"}");
        message.setContentType("application/json");
        message.setContentEncoding("utf-8");
        message.setMessageId("m-1");
        message.setProperty("plant", plant);
        return message;
    }

    /** That message reached the hub, with its properties and the hub's stamps. */
    final void itArrived(String plant, String by) {
        HubEvent event = running.events().since(0).get(0);
        assertThat(event.deviceId()).isEqualTo("d1");
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).isEqualTo("{\"Level\":\"12.5\"}");
        assertThat(event.properties()).containsEntry("plant", plant);
        assertThat(event.systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "utf-8")
                .containsEntry("message-id", "m-1");
        assertThat(event.systemProperties().get("iothub-connection-auth-method"))
                .contains("\"type\":\"" + by + "\"");
    }

    /** The SDK acknowledges a message after it has handed it over, and closing does not wait for that. */
    final void everythingIsAcknowledged() {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (running.waiting("d1") > 0) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * Reports a property, which is the first of the twin. The SDK loses an answer that comes before it has begun to wait; then it is
     * asked again, and what came is counted twice.
     */
    final void reports(DeviceClient client, String name, Object value) throws Exception {
        TwinCollection reported = new TwinCollection();
        reported.put(name, value);
        for (int tries = 1; ; tries++) {
            try {
                assertThat(client.updateReportedProperties(reported, PATIENCE).getVersion())
                        .isBetween(2, 1 + tries);
                return;
            } catch (IotHubClientException e) {
                if (tries == TRIES || !String.valueOf(e.getMessage()).startsWith("Timed out")) {
                    throw e;
                }
            }
        }
    }
}
