package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.service.registry.serializers.AuthenticationParser;
import com.microsoft.azure.sdk.iot.service.registry.serializers.AuthenticationTypeParser;
import com.microsoft.azure.sdk.iot.service.registry.serializers.ExportImportDeviceParser;
import com.microsoft.azure.sdk.iot.service.registry.serializers.X509ThumbprintParser;
import io.github.flexyfleet.simulator.net.IntoTheWorld;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.net.ProxySelector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
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
class OfficialWaysTest extends OfficialDevices {
    private final ProxySelector usual = ProxySelector.getDefault();

    @BeforeEach
    void openDoor() throws Exception {
        ProxySelector.setDefault(IntoTheWorld.of(hub.net, TestHub.HOST));
    }

    @AfterEach
    void closeDoor() {
        ProxySelector.setDefault(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x509", "sas"})
    void onPort8883AMessageArrivesAndATwinIsReported(String by) throws Exception {
        DeviceClient client = registered(by, IotHubClientProtocol.MQTT);
        client.open(false);
        client.sendEvent(messageOf("a and b"), 20_000);
        client.subscribeToDesiredProperties((twin, context) -> {}, null);

        reports(client, "firmware", "14.8");

        client.close();
        itArrived("a and b", by);
    }

    @Test
    void onPort8883ACertificateThatTheHubDoesNotKnowIsRefused() throws Exception {
        hub.register("d1");
        DeviceClient client = device("x509=true", with(hub.certificate("d1")), IotHubClientProtocol.MQTT);

        assertThatThrownBy(() -> client.open(false)).isInstanceOf(IotHubClientException.class);

        assertThat(running.connections().of("d1").get(0).text()).contains("Thumbprint does not match");
    }

    @Test
    void byHttpsAMessageOfADeviceWithAKeyArrives() throws Exception {
        hub.register("d1", PRIMARY, SECONDARY);
        DeviceClient client = device("SharedAccessKey=" + PRIMARY, withoutCertificate(), IotHubClientProtocol.HTTPS);
        client.open(false);

        client.sendEvent(messageOf("a and b"), 20_000);

        client.close();
        itArrived("a and b", "sas");
    }

    /** The SDK shows the certificate in the handshake and sends no token (azure-iot-hub 1). */
    @Test
    void byHttpsAMessageOfADeviceWithACertificateArrives() throws Exception {
        DeviceClient client = device("x509=true", with(hub.register("d1")), IotHubClientProtocol.HTTPS);
        client.open(false);

        client.sendEvent(messageOf("a and b"), 20_000);

        client.close();
        itArrived("a and b", "x509");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thumbprint does not match", "sent no certificate"})
    void byHttpsADeviceThatTheHubDoesNotKnowByItsCertificateIsRefused(String reason) throws Exception {
        hub.register("d1");
        SSLContext tls = reason.startsWith("Thumbprint") ? with(hub.certificate("d1")) : withoutCertificate();
        DeviceClient client = device("x509=true", tls, IotHubClientProtocol.HTTPS);
        client.open(false);

        assertThatThrownBy(() -> client.sendEvent(messageOf("a and b"), 20_000))
                .isInstanceOf(IotHubClientException.class);

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
