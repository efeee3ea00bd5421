package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect, and what ends or refuses a connection as such. */
class HubConnectTest extends HubOverMqtt {
    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    void registeredThumbprintConnectsFromEitherSlot(String algorithm) throws Exception {
        X509Certificate certificate = hub.certificate("any name");
        String thumbprint = TestCertificates.thumbprint(certificate, algorithm);
        String other = "00".repeat(thumbprint.length() / 2);
        running.registry().create(DeviceSettings.selfSigned("d1", thumbprint, other));
        running.registry().create(DeviceSettings.selfSigned("d2", other, thumbprint));

        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
        assertThat(connect("d2", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
    }

    @Test
    void otherThumbprintIsNotAuthorised() throws Exception {
        hub.register("d1");
        X509Certificate other = hub.certificate("d1");

        assertThat(connect("d1", other)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
        ConnectionLog.Entry entry = running.connections().of("d1").get(0);
        assertThat(entry.error()).isEqualTo(HubError.UNAUTHORIZED);
        assertThat(entry.text())
                .startsWith("Thumbprint does not match")
                .containsIgnoringCase(TestCertificates.thumbprint(other, "SHA-1"))
                .containsIgnoringCase(TestCertificates.thumbprint(other, "SHA-256"));
    }

    @Test
    void unknownDeviceIsNotAuthorised() throws Exception {
        assertThat(connect("nobody", hub.certificate("nobody"))).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
        assertThat(running.connections().of("nobody")).hasSize(1);
    }

    @Test
    void disabledDeviceIsNotAuthorised() throws Exception {
        X509Certificate certificate = hub.register("d1");
        disable("d1");

        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @Test
    void expiredCertificateIsNotAuthorised() throws Exception {
        X509Certificate certificate =
                hub.certificates.make("d1", hub.net.clock.instant().plusSeconds(60));
        String thumbprint = TestCertificates.thumbprint(certificate, "SHA-256");
        running.registry().create(DeviceSettings.selfSigned("d1", thumbprint, ""));

        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
        hub.net.clock.advance(Duration.ofSeconds(61));
        assertThat(connect("d1", certificate)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @Test
    void aConnectionOutlivesItsCertificate() throws Exception {
        X509Certificate certificate =
                hub.certificates.make("d1", hub.net.clock.instant().plusSeconds(60));
        String thumbprint = TestCertificates.thumbprint(certificate, "SHA-256");
        running.registry().create(DeviceSettings.selfSigned("d1", thumbprint, ""));
        Mqtt3BlockingClient client = hub.mqtt("d1", certificate);
        client.connect();
        publish(client, EVENTS, "in time");

        hub.net.clock.advance(Duration.ofHours(27));
        publish(client, EVENTS, "late");

        assertThat(running.events().last()).as("the device looks healthy").isEqualTo(2);
        client.disconnect();
        assertThat(connect("d1", certificate))
                .as("until it connects again")
                .isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @Test
    void deviceWithoutCertificateIsNotAuthorised() throws Exception {
        hub.register("d1");
        Mqtt3BlockingClient client = hub.mqtt("d1", userName("d1"), null, context -> {});

        assertThat(connect(client)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%h/d2/?api-version=2021-04-12",
                "other.net/d1/?api-version=2021-04-12",
                "%h/d1/",
                "%h/d1/?api-version=",
                "d1"
            })
    void userNameMustFit(String pattern) throws Exception {
        X509Certificate certificate = hub.register("d1");
        Mqtt3BlockingClient client =
                hub.mqtt("d1", pattern.replace("%h", TestHub.HOST), hub.keyManagers(certificate), context -> {});

        assertThat(connect(client)).isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%h/d1/?api-version=2021-04-12&DeviceClientType=x%2F1", "%h/d1/api-version=2018-06-30"})
    void userNameHasKnownForms(String pattern) throws Exception {
        X509Certificate certificate = hub.register("d1");
        KeyManagerFactory keys = hub.keyManagers(certificate);

        assertThat(connect(hub.mqtt("d1", pattern.replace("%h", TestHub.HOST), keys, context -> {})))
                .isEqualTo(Mqtt3ConnAckReturnCode.SUCCESS);
    }

    @Test
    void secondConnectClosesTheFirst() throws Exception {
        X509Certificate certificate = hub.register("d1");
        CountDownLatch ended = new CountDownLatch(1);
        Mqtt3BlockingClient first = hub.mqtt("d1", certificate, context -> ended.countDown());
        first.connect();
        Mqtt3BlockingClient second = hub.mqtt("d1", certificate);
        second.connect();

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        publish(second, EVENTS, "still here");
        assertThat(running.events().last()).isEqualTo(1);
        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::error)
                .containsExactly(HubError.CLOSED_ON_NEW_CONNECTION);
    }

    @Test
    void disablingADeviceEndsItsConnection() throws Exception {
        X509Certificate certificate = hub.register("d1");
        CountDownLatch ended = new CountDownLatch(1);
        hub.mqtt("d1", certificate, context -> ended.countDown()).connect();

        disable("d1");

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void registryShowsTheConnection() throws Exception {
        connected("d1");

        assertThat(hub.rest("GET", "/devices/d1?api-version=x", "")
                        .json()
                        .path("connectionState")
                        .stringValue())
                .isEqualTo("Connected");
    }

    @Test
    void otherSuitesAndVersionsAreRefused() throws Exception {
        X509Certificate certificate = hub.register("d1");

        assertThatThrownBy(() -> new RawDevice(hub, certificate, "TLSv1.3"))
                .isInstanceOf(javax.net.ssl.SSLException.class);
        try (RawDevice device = new RawDevice(hub, certificate)) {
            assertThat(device.suite()).startsWith("TLS_ECDHE_RSA_");
        }
    }

    private Mqtt3ConnAckReturnCode connect(String id, X509Certificate certificate) throws Exception {
        return connect(hub.mqtt(id, certificate));
    }

    private static Mqtt3ConnAckReturnCode connect(Mqtt3BlockingClient client) {
        try {
            Mqtt3ConnAckReturnCode code = client.connect().getReturnCode();
            client.disconnect();
            return code;
        } catch (Mqtt3ConnAckException e) {
            return e.getMqttMessage().getReturnCode();
        }
    }

    private void disable(String id) throws HubRefusal {
        DeviceSettings old = running.registry().get(id).settings();
        running.registry()
                .update(
                        new DeviceSettings(id, false, "test", old.authentication()),
                        new EtagMatch.Exactly(running.registry().get(id).etag()));
    }
}
