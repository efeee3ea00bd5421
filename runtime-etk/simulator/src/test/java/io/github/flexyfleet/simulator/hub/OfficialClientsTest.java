package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubConnectionStatusChangeReason;
import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.service.ProxyOptions;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClientOptions;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryClientOptions;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import com.microsoft.azure.sdk.iot.service.query.TwinQueryResponse;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClientOptions;
import com.microsoft.azure.sdk.iot.service.registry.RegistryStatistics;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClientOptions;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rehearsal hub held to Microsoft's own Java SDKs for devices and for services: what they can do with it they can do
 * with Azure. They come through the world's proxy, devices by MQTT over WebSocket, since the SDK takes a proxy there only.
 */
@Timeout(120)
class OfficialClientsTest extends OfficialDevices {
    private SSLSocketFactory usual;

    /** The service SDK trusts what the JVM trusts. */
    @BeforeAll
    void trustTheWorld() throws Exception {
        usual = HttpsURLConnection.getDefaultSSLSocketFactory();
        HttpsURLConnection.setDefaultSSLSocketFactory(withoutCertificate().getSocketFactory());
    }

    @AfterAll
    void trustTheUsual() {
        HttpsURLConnection.setDefaultSSLSocketFactory(usual);
    }

    private DeviceClient device(String credential, SSLContext tls) {
        return device(credential, tls, IotHubClientProtocol.MQTT_WS);
    }

    private DeviceClient opened(String by) throws Exception {
        DeviceClient client = registered(by, IotHubClientProtocol.MQTT_WS);
        client.open(false);
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x509", "sas"})
    void aMessageArrivesWithItsPropertiesAndTheHubsStamps(String by) throws Exception {
        DeviceClient client = opened(by);
        client.sendEvent(messageOf("a & b = 100 %"), 20_000);
        client.close();

        itArrived("a & b = 100 %", by);
    }

    @Test
    void aKeyThatTheHubDoesNotKnowIsRefusedAsUnauthorized() throws Exception {
        hub.register("d1", PRIMARY, SECONDARY);
        DeviceClient client = device("SharedAccessKey=" + TestHub.key("other"), withoutCertificate());

        assertThatThrownBy(() -> client.open(false)).isInstanceOf(IotHubClientException.class);

        assertThat(running.connections().of("d1").get(0).text()).contains("neither of the device's keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x509", "sas"})
    void twinsAreReadReportedAndDesiredOnBothSides(String by) throws Exception {
        DeviceClient client = opened(by);
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        client.subscribeToDesiredProperties(
                (twin, context) -> twin.getDesiredProperties().forEach((name, value) -> heard.add(name + "=" + value)),
                null);
        reports(client, "firmware", "14.8");

        TwinClient service = new TwinClient(
                running.connectionString(),
                TwinClientOptions.builder()
                        .proxyOptions(new ProxyOptions(proxy))
                        .build());
        Twin twin = service.get("d1");
        assertThat(twin.getReportedProperties().get("firmware")).isEqualTo("14.8");
        assertThat(twin.getConnectionState()).isEqualToIgnoringCase("Connected");
        twin.getDesiredProperties().put("interval", 20);
        twin.getTags().put("site", "brussels");
        Twin changed = service.patch(twin);
        assertThat(changed.getTags().get("site")).isEqualTo("brussels");
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("interval=20");
        assertThat(client.getTwin().getDesiredProperties().getVersion()).isEqualTo(2);
        assertThatThrownBy(() -> service.patch(twin, twin.getETag()))
                .as("its etag is old")
                .isInstanceOf(IotHubException.class);
        client.close();
    }

    @Test
    void aDirectMethodIsAnsweredAndOneForAnAbsentDeviceIsNot() throws Exception {
        DeviceClient client = opened("x509");
        client.subscribeToMethods(
                (name, payload, context) -> new com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse(
                        207, Map.of("method", name, "got", payload.getPayload(String.class))),
                null);
        DirectMethodsClient service = new DirectMethodsClient(
                running.connectionString(),
                DirectMethodsClientOptions.builder()
                        .proxyOptions(new ProxyOptions(proxy))
                        .build());

        DirectMethodResponse answer = service.invoke(
                "d1",
                "flush",
                DirectMethodRequestOptions.builder().payload("all").build());

        assertThat(answer.getStatus()).isEqualTo(207);
        assertThat(answer.getPayloadAsJsonString())
                .contains("\"method\":\"flush\"")
                .contains("\"got\":\"all\"");
        client.close();
        DirectMethodRequestOptions soon = DirectMethodRequestOptions.builder()
                .methodConnectTimeoutSeconds(0)
                .methodResponseTimeoutSeconds(5)
                .build();
        assertThatThrownBy(() -> service.invoke("d1", "flush", soon))
                .isInstanceOf(com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException.class);
    }

    @Test
    void aMessageFromTheCloudWaitsForItsDeviceAndIsForgottenOnceItIsAcknowledged() throws Exception {
        hub.register("d1", PRIMARY, SECONDARY);
        running.send("d1", Map.of("order", "first & only"), "hello".getBytes(StandardCharsets.UTF_8));
        DeviceClient client = device("SharedAccessKey=" + PRIMARY, withoutCertificate());
        BlockingQueue<Message> got = new LinkedBlockingQueue<>();
        client.setMessageCallback(
                (message, context) -> {
                    got.add(message);
                    return IotHubMessageResult.COMPLETE;
                },
                null);
        client.open(false);

        Message message = got.poll(30, TimeUnit.SECONDS);
        assertThat(new String(message.getBytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(message.getProperty("order")).isEqualTo("first & only");
        running.send("d1", Map.of(), "again".getBytes(StandardCharsets.UTF_8));
        assertThat(got.poll(30, TimeUnit.SECONDS)).isNotNull();
        everythingIsAcknowledged();
        client.close();

        client.open(false);
        running.send("d1", Map.of(), "last".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(got.poll(30, TimeUnit.SECONDS).getBytes(), StandardCharsets.UTF_8))
                .isEqualTo("last");
        client.close();
    }

    @Test
    void theSecondClientOfAnIdEndsTheFirst() throws Exception {
        X509Certificate certificate = hub.register("d1");
        DeviceClient first = device("x509=true", with(certificate));
        BlockingQueue<IotHubConnectionStatusChangeReason> ended = new LinkedBlockingQueue<>();
        first.setConnectionStatusChangeCallback(
                context -> {
                    if (context.getNewStatus() == IotHubConnectionStatus.DISCONNECTED) {
                        ended.add(context.getNewStatusReason());
                    }
                },
                null);
        first.open(false);
        DeviceClient second = device("x509=true", with(certificate));
        second.open(false);

        assertThat(ended.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::error)
                .contains(HubError.CLOSED_ON_NEW_CONNECTION);
        second.sendEvent(new Message("still here"), 20_000);
        second.close();
    }

    private RegistryClient registry() {
        return new RegistryClient(
                running.connectionString(),
                RegistryClientOptions.builder()
                        .proxyOptions(new ProxyOptions(proxy))
                        .build());
    }

    @Test
    void theRegistryIsReadAndWrittenWithEtags() throws Exception {
        RegistryClient registry = registry();
        Device made = registry.addDevice(new Device("d1", AuthenticationType.SELF_SIGNED));
        assertThat(made.getPrimaryThumbprint()).hasSize(40);
        assertThatThrownBy(() -> registry.addDevice(new Device("d1", AuthenticationType.SAS)))
                .isInstanceOf(com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException.class);

        Device read = registry.getDevice("d1");
        read.setThumbprint("AB".repeat(32), "CD".repeat(32));
        read.setStatus(DeviceStatus.Disabled);
        Device changed = registry.updateDevice(read);
        assertThat(changed.getStatus()).isEqualTo(DeviceStatus.Disabled);
        assertThat(changed.getSecondaryThumbprint()).isEqualToIgnoringCase("CD".repeat(32));
        assertThatThrownBy(() -> registry.removeDevice(read))
                .as("its etag is old")
                .isInstanceOf(com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException.class);

        registry.addDevice(new Device("d2", AuthenticationType.SAS));
        RegistryStatistics statistics = registry.getStatistics();
        // This SDK looks for the number of enabled devices under another name than the hub's, so it is not compared.
        assertThat(List.of(statistics.getTotalDeviceCount(), statistics.getDisabledDeviceCount()))
                .containsExactly(2L, 1L);

        registry.removeDevice(changed);
        registry.removeDevice("d2");
        assertThatThrownBy(() -> registry.getDevice("d1"))
                .isInstanceOf(com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException.class);
    }

    @Test
    void aWrongPolicyKeyIsUnauthorized() {
        RegistryClient wrong = new RegistryClient(
                running.connectionString().replace(TestHub.KEY, TestHub.key("other")),
                RegistryClientOptions.builder()
                        .proxyOptions(new ProxyOptions(proxy))
                        .build());

        assertThatThrownBy(() -> wrong.getDevice("d1"))
                .isInstanceOf(com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException.class);
    }

    @Test
    void aQueryComesPageByPage() throws Exception {
        for (int number = 0; number < 5; number++) {
            hub.register(String.format(Locale.ROOT, "q%d", number), PRIMARY, SECONDARY);
        }
        QueryClient client = new QueryClient(
                running.connectionString(),
                QueryClientOptions.builder()
                        .proxyOptions(new ProxyOptions(proxy))
                        .build());
        TwinQueryResponse response = client.queryTwins(
                "SELECT * FROM devices WHERE deviceId IN ['q0','q2','q4']",
                QueryPageOptions.builder().pageSize(2).build());

        List<String> found = new ArrayList<>();
        while (response.hasNext()) {
            Twin twin = response.next();
            assertThat(twin.getStatus()).isNotNull();
            found.add(twin.getDeviceId());
        }

        assertThat(found).containsExactly("q0", "q2", "q4");
    }
}
