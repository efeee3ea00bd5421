package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.talk2m.M2WebSettings.Authentication;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client and the network: hosts, proxies, trust, and answers that come late, cut or not at all. */
class M2WebNetworkTest {
    private static final DeviceRequest READ =
            new DeviceRequest(List.of("usr", "a b.txt"), Map.of("q", "1&2"), Map.of(), DeviceRequest.Effect.READ);
    private static final DeviceRequest RUN =
            new DeviceRequest(List.of("rcgi.bin", "jvmForm"), Map.of(), Map.of("k", "v"), DeviceRequest.Effect.RUN);
    private static final M2WebSettings.Timeouts IMPATIENT =
            new M2WebSettings.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200));

    private final FakeTalk2m talk2m = new FakeTalk2m();

    @AfterEach
    void stop() {
        talk2m.close();
    }

    @Test
    void theHttpLibraryRepeatsNothingByItself() {
        AtomicInteger asked = new AtomicInteger();
        talk2m.onDevice = request -> {
            asked.incrementAndGet();
            return new MockResponse.Builder()
                    .code(503)
                    .addHeader("Retry-After", "0")
                    .build();
        };
        try (M2WebClient client = talk2m.client()) {
            assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN)))
                    .isEqualTo(new M2WebFailure.Throttled(503));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (MockWebServer elsewhere = new MockWebServer()) {
            elsewhere.start();
            talk2m.onDevice = request -> new MockResponse.Builder()
                    .code(307)
                    .addHeader("Location", elsewhere.url("/"))
                    .build();
            try (M2WebClient client = talk2m.client()) {
                assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ)))
                        .isEqualTo(new M2WebFailure.Unexpected(307, ""));
            }
            assertThat(elsewhere.getRequestCount()).isZero();
        }
    }

    @Test
    void lostCutAndMissingAnswersAreTransportFailures() {
        try (M2WebClient client = talk2m.client(Authentication.SESSION, IMPATIENT)) {
            client.devices();
            for (MockResponse response :
                    List.of(FakeTalk2m.lostAnswer(), FakeTalk2m.cutAnswer("x".repeat(10_000)), FakeTalk2m.noAnswer())) {
                talk2m.onDevice = request -> response;
                assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN)))
                        .isInstanceOf(M2WebFailure.TransportFailed.class);
            }
        }
    }

    @Test
    void anAnswerThatDripsEndsAsWell() {
        talk2m.onDevice = request -> new MockResponse.Builder()
                .body("x".repeat(10_000))
                .throttleBody(1, 50, TimeUnit.MILLISECONDS)
                .build();
        try (M2WebClient client = talk2m.client(Authentication.SESSION, IMPATIENT)) {
            client.devices();
            assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN)))
                    .isInstanceOf(M2WebFailure.TransportFailed.class);
        }
    }

    @Test
    void aSlowAnswerIsAnAnswer() {
        talk2m.onDevice = request -> new MockResponse.Builder()
                .body("slow but whole")
                .throttleBody(4, 10, TimeUnit.MILLISECONDS)
                .build();
        try (M2WebClient client = talk2m.client()) {
            assertThat(client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN).text())
                    .isEqualTo("slow but whole");
        }
    }

    @Test
    void asksTheHostThatTalk2mNamesWithASessionOfItsOwn() {
        try (FakeTalk2m regional = new FakeTalk2m()) {
            M2WebSettings.Network network = new M2WebSettings.Network(
                    Optional.empty(),
                    List.of(talk2m.identity().certificate(), regional.identity().certificate()),
                    M2WebSettings.Timeouts.standard());
            try (M2WebClient client = talk2m.client(Authentication.SESSION, network)) {
                client.devices();
                client.ask(talk2m.device(Optional.of(regional.host())), FakeTalk2m.DEVICE_LOGIN, RUN);
            }
            assertThat(talk2m.services()).containsExactly("login", "getewons");
            assertThat(regional.services())
                    .containsExactly("login", "get/" + FakeTalk2m.ENCODED_NAME + "/rcgi.bin/jvmForm");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "notlocalhost", "h/../x", "user@evil.example", ""})
    void sendsNoPasswordToAForeignHost(String server) {
        try (M2WebClient client = talk2m.client()) {
            client.ask(talk2m.device(Optional.of(server)), FakeTalk2m.DEVICE_LOGIN, RUN);
        }
        assertThat(talk2m.services()).containsExactly("login", "get/" + FakeTalk2m.ENCODED_NAME + "/rcgi.bin/jvmForm");
    }

    @Test
    void tellsTheListenerOfEveryRequest() {
        talk2m.onDevice = request -> FakeTalk2m.answer(200, "four");
        try (M2WebClient client = talk2m.client()) {
            client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ);
            talk2m.onDevice = request -> FakeTalk2m.lostAnswer();
            failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN));
        }

        assertThat(talk2m.calls())
                .extracting(CallListener.Call::path)
                .containsExactly(
                        "/t2mapi/login",
                        "/t2mapi/get/" + FakeTalk2m.ENCODED_NAME + "/usr/a%20b.txt",
                        "/t2mapi/get/" + FakeTalk2m.ENCODED_NAME + "/rcgi.bin/jvmForm");
        assertThat(talk2m.calls()).extracting(CallListener.Call::status).containsExactly(200, 200, 0);
        assertThat(talk2m.calls().get(1).receivedBytes()).isEqualTo(4);
        assertThat(talk2m.calls()).allSatisfy(call -> {
            assertThat(call.sentBytes()).isPositive();
            assertThat(call.duration()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(call.host()).isEqualTo(talk2m.host());
        });
    }

    @Test
    void goesThroughAProxy() throws Exception {
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.useHttps(new okhttp3.tls.HandshakeCertificates.Builder()
                    .heldCertificate(talk2m.identity())
                    .build()
                    .sslSocketFactory());
            proxy.enqueue(new MockResponse.Builder().inTunnel().build());
            proxy.enqueue(FakeTalk2m.apiError(410, "gone"));
            proxy.start();
            M2WebSettings.Network network = new M2WebSettings.Network(
                    Optional.of(new Proxy(Proxy.Type.HTTP, proxy.getSocketAddress())),
                    List.of(talk2m.identity().certificate()),
                    M2WebSettings.Timeouts.standard());
            try (M2WebClient client = talk2m.client(Authentication.STATELESS, network)) {
                assertThat(failureOf(client::devices)).isEqualTo(new M2WebFailure.Gone());
            }
            assertThat(proxy.takeRequest().getRequestLine()).startsWith("CONNECT " + talk2m.host());
        }
        assertThat(talk2m.requests()).isEmpty();
    }

    @Test
    void talksOnlyToAServerThatItTrusts() {
        M2WebSettings.Network network =
                new M2WebSettings.Network(Optional.empty(), List.of(), M2WebSettings.Timeouts.standard());
        try (M2WebClient client = talk2m.client(Authentication.STATELESS, network)) {
            assertThat(failureOf(client::devices)).isInstanceOf(M2WebFailure.TransportFailed.class);
        }
        assertThat(talk2m.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://m2web.talk2m.com",
                "https:///x",
                "https://m2web.talk2m.com/x",
                "https://u:p@m2web.talk2m.com",
                "https://m2web.talk2m.com?x=y"
            })
    void theBaseIsHttpsAndAHost(String base) {
        assertThatThrownBy(() -> new M2WebClient(
                        new M2WebSettings(
                                URI.create(base),
                                FakeTalk2m.LOGIN,
                                Authentication.SESSION,
                                M2WebSettings.Network.standard(),
                                talk2m.retries()),
                        InstantSource.system(),
                        call -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static M2WebFailure failureOf(ThrowingCallable call) {
        M2WebException exception = catchThrowableOfType(M2WebException.class, call);
        assertThat(exception).as("a failure").isNotNull();
        return exception.failure();
    }
}
