package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ProxySettings;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.registry.serializers.AuthenticationParser;
import com.microsoft.azure.sdk.iot.service.registry.serializers.AuthenticationTypeParser;
import com.microsoft.azure.sdk.iot.service.registry.serializers.ExportImportDeviceParser;
import com.microsoft.azure.sdk.iot.service.registry.serializers.X509ThumbprintParser;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.SocksDoor;
import io.github.flexyfleet.simulator.net.WebClient;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The rehearsal hub held to Microsoft's Java SDKs on the ways that {@link OfficialClientsTest} does not go: MQTT on port 8883,
 * for which the SDK takes no proxy, so that the JVM's sockets are sent into the world; messages by HTTPS; and the records of
 * bulk calls.
 */
@Timeout(120)
class OfficialWaysTest extends HubOverMqtt {
    private static final String PRIMARY = key("first");
    private static final String SECONDARY = key("second");

    private final ProxySelector usual = ProxySelector.getDefault();
    private Proxy proxy;

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The SDK looks at the machine's clock. */
    @BeforeAll
    void beToday() {
        hub.net.clock.advance(Duration.between(hub.net.clock.instant(), Instant.now()));
    }

    @BeforeEach
    void openDoors() throws Exception {
        proxy = new Proxy(
                Proxy.Type.HTTP,
                hub.net
                        .closing(ConnectProxy.start(hub.net.transport, hub.net.network))
                        .address());
        SocksDoor socks = hub.net.closing(SocksDoor.open(hub.net.network, hub.net.workers));
        ProxySelector.setDefault(new IntoTheWorld(new Proxy(Proxy.Type.SOCKS, socks.address())));
    }

    @AfterEach
    void closeDoors() {
        ProxySelector.setDefault(usual);
    }

    /** Sends what is for the hub into the world, and nothing else. */
    private static final class IntoTheWorld extends ProxySelector {
        private final Proxy world;

        IntoTheWorld(Proxy world) {
            this.world = world;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(TestHub.HOST.equalsIgnoreCase(uri.getHost()) ? world : Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException error) {
            throw new AssertionError(uri + " by " + address, error);
        }
    }

    private SSLContext tls(X509Certificate certificate) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(WebClient.store(hub.net.ca.certificate()));
        KeyManager[] keys =
                certificate == null ? null : hub.keyManagers(certificate).getKeyManagers();
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private DeviceClient device(String credential, SSLContext tls, IotHubClientProtocol protocol) {
        ClientOptions.ClientOptionsBuilder options = ClientOptions.builder().sslContext(tls);
        if (protocol == IotHubClientProtocol.HTTPS) {
            options.proxySettings(new ProxySettings(proxy));
        }
        DeviceClient client =
                new DeviceClient("HostName=" + TestHub.HOST + ";DeviceId=d1;" + credential, protocol, options.build());
        client.setRetryPolicy(new NoRetry());
        return client;
    }

    private DeviceClient overMqtt(String by) throws Exception {
        if (by.equals("x509")) {
            return device("x509=true", tls(hub.register("d1")), IotHubClientProtocol.MQTT);
        }
        hub.register("d1", PRIMARY, SECONDARY);
        return device("SharedAccessKey=" + SECONDARY, tls(null), IotHubClientProtocol.MQTT);
    }

    private static Message message() {
        Message message = new Message("{\"Level\":\"12.5\"}");
        message.setContentType("application/json");
        message.setContentEncoding("utf-8");
        message.setMessageId("m-1");
        message.setProperty("plant", "a and b");
        return message;
    }

    private void itArrived(String by) {
        HubEvent event = running.events().since(0).get(0);
        assertThat(event.deviceId()).isEqualTo("d1");
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).isEqualTo("{\"Level\":\"12.5\"}");
        assertThat(event.properties()).containsEntry("plant", "a and b");
        assertThat(event.systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "utf-8")
                .containsEntry("message-id", "m-1");
        assertThat(event.systemProperties().get("iothub-connection-auth-method"))
                .contains("\"type\":\"" + by + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x509", "sas"})
    void onPort8883AMessageArrivesAndATwinIsReported(String by) throws Exception {
        DeviceClient client = overMqtt(by);
        client.open(false);
        client.sendEvent(message(), 20_000);
        client.subscribeToDesiredProperties((twin, context) -> {}, null);
        TwinCollection reported = new TwinCollection();
        reported.put("firmware", "14.8");

        assertThat(client.updateReportedProperties(reported).getVersion()).isEqualTo(2);

        client.close();
        itArrived(by);
    }

    @Test
    void onPort8883ACertificateThatTheHubDoesNotKnowIsRefused() throws Exception {
        hub.register("d1");
        DeviceClient client = device("x509=true", tls(hub.certificate("d1")), IotHubClientProtocol.MQTT);

        assertThatThrownBy(() -> client.open(false)).isInstanceOf(IotHubClientException.class);

        assertThat(running.connections().of("d1").get(0).text()).contains("Thumbprint does not match");
    }

    @Test
    void byHttpsAMessageOfADeviceWithAKeyArrives() throws Exception {
        hub.register("d1", PRIMARY, SECONDARY);
        DeviceClient client = device("SharedAccessKey=" + PRIMARY, tls(null), IotHubClientProtocol.HTTPS);
        client.open(false);

        client.sendEvent(message(), 20_000);

        client.close();
        itArrived("sas");
    }

    /** The SDK shows the certificate in the handshake and sends no token (azure-iot-hub 1). */
    @Test
    void byHttpsAMessageOfADeviceWithACertificateArrives() throws Exception {
        DeviceClient client = device("x509=true", tls(hub.register("d1")), IotHubClientProtocol.HTTPS);
        client.open(false);

        client.sendEvent(message(), 20_000);

        client.close();
        itArrived("x509");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thumbprint does not match", "sent no certificate"})
    void byHttpsADeviceThatTheHubDoesNotKnowByItsCertificateIsRefused(String reason) throws Exception {
        hub.register("d1");
        SSLContext tls = tls(reason.startsWith("Thumbprint") ? hub.certificate("d1") : null);
        DeviceClient client = device("x509=true", tls, IotHubClientProtocol.HTTPS);
        client.open(false);

        assertThatThrownBy(() -> client.sendEvent(message(), 20_000)).isInstanceOf(IotHubClientException.class);

        client.close();
        assertThat(running.events().last()).isZero();
        assertThat(running.connections().of("d1").get(0).text()).contains(reason);
    }

    /**
     * The Java SDK for services (2.1.9) has no bulk calls of its own, as those for .NET and Node have: only jobs that import
     * files from a storage account. The records in these files are those of the bulk call (azure-iot-hub 4), so the SDK writes
     * them here, and a plain client sends them.
     */
    private static String record(String id, String mode, String etag) {
        X509ThumbprintParser thumbprints = new X509ThumbprintParser("AB".repeat(32), "CD".repeat(32));
        AuthenticationParser authentication = new AuthenticationParser();
        authentication.setType(AuthenticationTypeParser.SELF_SIGNED);
        authentication.setThumbprint(thumbprints);
        ExportImportDeviceParser device = new ExportImportDeviceParser();
        device.setId(id);
        device.setImportMode(mode);
        device.setETag(etag);
        device.setStatus("enabled");
        device.setAuthentication(authentication);
        return device.toJson();
    }

    private Reply bulk(Stream<String> records) throws IOException {
        return hub.rest("POST", "/devices?api-version=2021-04-12", records.collect(Collectors.joining(",", "[", "]")));
    }

    @Test
    void recordsThatTheSdkWritesMakeChangeAndRemoveDevicesInBulk() throws Exception {
        Reply made = bulk(Stream.of(record("d1", "create", null), record("d2", "create", null)));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("isSuccessful").booleanValue()).isTrue();
        DeviceIdentity first = running.registry().get("d1");
        assertThat(first.settings().authentication())
                .isEqualTo(new DeviceAuthentication.SelfSigned("AB".repeat(32), "CD".repeat(32)));

        Reply changed = bulk(Stream.of(
                record("d1", "updateIfMatchETag", first.etag()),
                record("d2", "updateIfMatchETag", "another"),
                record("d3", "update", null)));
        assertThat(changed.status()).isEqualTo(400);
        assertThat(changed.json().path("errors").valueStream())
                .extracting(error -> error.path("deviceId").stringValue() + " "
                        + error.path("errorCode").intValue())
                .containsExactlyInAnyOrder("d2 412001", "d3 404001");
        assertThat(running.registry().get("d1").etag()).isNotEqualTo(first.etag());

        JsonNode removed = bulk(Stream.of(
                        record("d1", "deleteIfMatchETag", first.etag()), record("d2", "delete", null)))
                .json();
        assertThat(removed.path("errors")).hasSize(1);
        assertThat(running.registry().list(10))
                .extracting(DeviceIdentity::deviceId)
                .containsExactly("d1");
    }
}
