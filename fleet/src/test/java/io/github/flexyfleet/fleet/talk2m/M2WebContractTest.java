package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings.Authentication;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of talk2m-m2web 2, 3 and 7 that have no test with the part that they are about. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class M2WebContractTest {
    private static final DeviceRequest READ =
            new DeviceRequest(List.of("usr", "x"), Map.of(), Map.of(), DeviceRequest.Effect.READ);
    private static final DeviceRequest RUN =
            new DeviceRequest(List.of("rcgi.bin", "jvmForm"), Map.of(), Map.of("a", "b"), DeviceRequest.Effect.RUN);

    private final FakeTalk2m talk2m = new FakeTalk2m();

    @AfterEach
    void stop() {
        talk2m.close();
    }

    @Test
    void aTokenTravelsInTheBodyOfEachCallInPlaceOfALogin() {
        try (M2WebClient client = talk2m.client(Authentication.TOKEN, M2WebSettings.Timeouts.standard())) {
            client.devices();
            client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN);
        }

        assertThat(talk2m.services())
                .containsExactly("getewons", "get/" + FakeTalk2m.ENCODED_NAME + "/rcgi.bin/jvmForm");
        assertThat(talk2m.requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.form()).containsKeys("t2mtoken", "t2mdeveloperid");
            assertThat(request.form()).doesNotContainKeys("t2maccount", "t2musername", "t2mpassword", "t2msession");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "50%25+x", "%C3%A9cluse+1", "A%2BB+C"})
    void anEncodedNameIsNotEncodedAgain(String encoded) {
        Talk2mDevice device = new Talk2mDevice(1, "x", encoded, Talk2mDevice.Status.ONLINE, Optional.empty());
        try (M2WebClient client = talk2m.client()) {
            client.ask(device, FakeTalk2m.DEVICE_LOGIN, RUN);
        }

        assertThat(talk2m.services()).endsWith("get/" + encoded + "/rcgi.bin/jvmForm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/octet-stream", "text/plain", "text/html", ""})
    void theContentTypeDecidesNothing(String type) {
        talk2m.onDevice = request -> typed(type, 502, "Device [x] is currently unavailable");
        try (M2WebClient client = talk2m.client()) {
            assertThatThrownBy(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN))
                    .isInstanceOfSatisfying(
                            M2WebException.class,
                            e -> assertThat(e.failure()).isEqualTo(new M2WebFailure.DeviceOffline()));
        }
    }

    @Test
    void aStatusThatIsNotKnownIsUnknownAndNoError() {
        talk2m.deviceList = talk2m.deviceList.replace("\"online\"", "\"sleeping\"");
        try (M2WebClient client = talk2m.client()) {
            assertThat(client.devices()).extracting(Talk2mDevice::status).containsExactly(Talk2mDevice.Status.UNKNOWN);
        }
    }

    @Test
    void aRefusedDeviceLoginIsTriedOnceAndTheAccountGoesOn() {
        talk2m.onDevice = request -> FakeTalk2m.apiError(401, "Invalid credentials for device [x]");
        try (M2WebClient client = talk2m.client()) {
            assertThatThrownBy(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ))
                    .isInstanceOf(M2WebException.class);
            assertThat(talk2m.services()).hasSize(2);
            assertThat(client.devices()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void theGateIsAskedBeforeEachCallAndHearsHowItEnded(Authentication authentication) {
        List<String> heard = new ArrayList<>();
        CallGate gate = purpose -> {
            heard.add(purpose + " after " + talk2m.requests().size());
            return failure -> heard.add(failure.isEmpty() ? "ok" : "failed");
        };
        M2WebSettings settings = talk2m.settings();
        M2WebSettings same = new M2WebSettings(
                settings.base(), settings.login(), authentication, settings.network(), settings.retries());
        try (M2WebClient client = new M2WebClient(same, InstantSource.system(), call -> {}, gate)) {
            client.devices();
            heard.clear();
            talk2m.requests().clear();
            talk2m.onDevice = request -> FakeTalk2m.apiError(410, "gone");
            assertThatThrownBy(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ))
                    .isInstanceOf(M2WebException.class);
        }

        assertThat(heard).containsExactly("ORDINARY after 0", "failed");
    }

    @Test
    void confirmingAndGoingBackMayUseTheReserveAndNothingElseOfADeviceMay() {
        List<CallGate.Purpose> asked = new ArrayList<>();
        CallGate gate = purpose -> {
            asked.add(purpose);
            return failure -> {};
        };
        try (M2WebClient client = new M2WebClient(talk2m.settings(), InstantSource.system(), call -> {}, gate)) {
            FlexyForms forms = new FlexyForms(client, any -> FakeTalk2m.DEVICE_LOGIN);
            for (String form : List.of("fleetStatus", "fleetPut", "fleetApply", "fleetConfirm", "fleetRevert")) {
                forms.jvmForm(talk2m.device(), form, Map.of());
            }
        }

        assertThat(asked)
                .containsExactly(
                        CallGate.Purpose.LOGIN,
                        CallGate.Purpose.ORDINARY,
                        CallGate.Purpose.ORDINARY,
                        CallGate.Purpose.ORDINARY,
                        CallGate.Purpose.TRIAL_END,
                        CallGate.Purpose.TRIAL_END);
    }

    @Test
    void whatTheGateHoldsBackIsNotSent() {
        CallGate gate = purpose -> {
            throw new CallGate.WithheldException("none left");
        };
        try (M2WebClient client = new M2WebClient(talk2m.settings(), InstantSource.system(), call -> {}, gate)) {
            assertThatThrownBy(client::devices)
                    .isInstanceOfSatisfying(
                            M2WebException.class,
                            e -> assertThat(e.failure()).isEqualTo(new M2WebFailure.Withheld("none left")));
        }

        assertThat(talk2m.requests()).isEmpty();
        assertThat(talk2m.pauses()).as("time does not heal it").isEmpty();
    }

    @Test
    void theListenerHearsOfBytesAndNewConnections() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
            talk2m.onDevice = request -> FakeTalk2m.answer(200, "12345");
            client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN);
        }

        assertThat(talk2m.calls()).extracting(CallListener.Call::connections).containsExactly(1, 0, 0);
        assertThat(talk2m.calls().get(2).receivedBytes()).isEqualTo(5);
        assertThat(talk2m.calls()).allMatch(call -> call.sentBytes() > 0 && call.status() == 200);
    }

    @Test
    void aProxysLoginGoesToTheProxyAlone() throws Exception {
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(talk2m.identity())
                    .build()
                    .sslSocketFactory());
            proxy.enqueue(new MockResponse.Builder()
                    .code(407)
                    .addHeader("Proxy-Authenticate", "Basic realm=\"out\"")
                    .inTunnel()
                    .build());
            proxy.enqueue(new MockResponse.Builder().inTunnel().build());
            proxy.enqueue(FakeTalk2m.apiError(410, "gone"));
            proxy.start();
            WebProxy way = WebProxy.at(
                    proxy.getHostName(),
                    proxy.getPort(),
                    List.of("elsewhere.example"),
                    Optional.of(WebProxy.basic("Aladdin", Secret.of("open sesame"))));
            M2WebSettings.Network network = new M2WebSettings.Network(
                    way, List.of(talk2m.identity().certificate()), M2WebSettings.Timeouts.standard());
            try (M2WebClient client = talk2m.client(Authentication.STATELESS, network)) {
                assertThatThrownBy(client::devices).isInstanceOf(M2WebException.class);
            }
            List<String> logins = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RecordedRequest request = proxy.takeRequest();
                logins.add(request.getMethod() + " " + request.getHeaders().get("Proxy-Authorization"));
            }
            assertThat(logins).endsWith("CONNECT Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "POST null");
        }
    }

    private static MockResponse typed(String type, int code, String message) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(code)
                .body("{\"message\":\"" + message + "\",\"code\":" + code + ",\"success\":false}");
        if (!type.isEmpty()) {
            response.addHeader("Content-Type", type);
        }
        return response.build();
    }
}
