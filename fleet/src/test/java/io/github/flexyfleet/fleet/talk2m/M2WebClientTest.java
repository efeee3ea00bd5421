package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.talk2m.M2WebSettings.Authentication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class M2WebClientTest {
    private static final DeviceRequest READ =
            new DeviceRequest(List.of("usr", "a b.txt"), Map.of("q", "1&2"), Map.of(), DeviceRequest.Effect.READ);
    private static final DeviceRequest RUN =
            new DeviceRequest(List.of("rcgi.bin", "jvmForm"), Map.of(), Map.of("k", "v"), DeviceRequest.Effect.RUN);

    private final FakeTalk2m talk2m = new FakeTalk2m();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        talk2m.close();
    }

    @Test
    void listsDevices() {
        talk2m.deviceList = """
                {"ewons":[
                 {"id":1,"name":"a","encodedName":"a","status":"online","m2webServer":"us1.m2web.talk2m.com"},
                 {"id":2,"name":"b","encodedName":"b","status":"offline","surprise":[1]},
                 {"id":3,"name":"c","encodedName":"c","status":"dozing","m2webServer":""}],"success":true}""";
        try (M2WebClient client = talk2m.client()) {
            assertThat(client.devices())
                    .containsExactly(
                            new Talk2mDevice(
                                    1, "a", "a", Talk2mDevice.Status.ONLINE, Optional.of("us1.m2web.talk2m.com")),
                            new Talk2mDevice(2, "b", "b", Talk2mDevice.Status.OFFLINE, Optional.empty()),
                            new Talk2mDevice(3, "c", "c", Talk2mDevice.Status.UNKNOWN, Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>maintenance</html>",
                "{\"success\":true}",
                "{\"ewons\":[{\"id\":1,\"name\":\"a\"}],\"success\":true}",
                "{\"ewons\":[{\"id\":1,\"name\":\"a\",\"encodedName\":\"..\"}],\"success\":true}"
            })
    void aListThatIsNoneIsUnexpected(String list) {
        talk2m.deviceList = list;
        try (M2WebClient client = talk2m.client()) {
            assertThat(failureOf(client::devices)).isInstanceOf(M2WebFailure.Unexpected.class);
        }
    }

    @Test
    void postsFormsWithAllSecretsInTheBodyAndTheNameLetterForLetter() {
        try (M2WebClient client = talk2m.client()) {
            DeviceAnswer answer = client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ);
            assertThat(answer.text()).isEqualTo("ok");
        }

        assertThat(talk2m.requests())
                .extracting(FakeTalk2m.Request::method)
                .containsOnly("POST")
                .hasSize(2);
        assertThat(talk2m.services()).containsExactly("login", "get/eWON++FLEXOCOLOR+SM2845/usr/a%20b.txt?q=1%262");
        assertThat(talk2m.requests().get(1).form())
                .containsOnlyKeys("t2msession", "t2mdeveloperid", "t2mdeviceusername", "t2mdevicepassword")
                .containsEntry(
                        "t2mdevicepassword", FakeTalk2m.DEVICE_LOGIN.password().reveal());
    }

    @Test
    void stateslessCallsCarryTheLoginEachTime() {
        try (M2WebClient client = talk2m.client(Authentication.STATELESS, M2WebSettings.Timeouts.standard())) {
            client.devices();
            client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN);
        }

        assertThat(talk2m.logins()).isZero();
        assertThat(talk2m.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.form())
                        .containsKeys("t2maccount", "t2musername", "t2mpassword", "t2mdeveloperid")
                        .doesNotContainKey("t2msession"));
    }

    @Test
    void logsInAgainOnceWhenTheSessionEnded() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
            talk2m.expireSessions();

            client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN);

            assertThat(talk2m.logins()).isEqualTo(2);
            assertThat(talk2m.requests()).hasSize(5);
        }
    }

    @Test
    void givesUpWhenANewSessionIsInvalidToo() {
        talk2m.onDevice = request -> FakeTalk2m.apiError(403, "Session ID [x] is invalid");
        try (M2WebClient client = talk2m.client()) {
            assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ)))
                    .isInstanceOf(M2WebFailure.SessionInvalid.class);
        }
        assertThat(talk2m.logins()).isEqualTo(2);
    }

    @Test
    void sixteenThreadsShareOneLogin() throws Exception {
        try (M2WebClient client = talk2m.client()) {
            together(client::devices).forEach(M2WebClientTest::result);
            assertThat(talk2m.logins()).isEqualTo(1);

            talk2m.expireSessions();
            together(client::devices).forEach(M2WebClientTest::result);
            assertThat(talk2m.logins()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void aRefusedAccountStopsAllThreadsAfterOneLogin(Authentication authentication) throws Exception {
        talk2m.refuseAccount = true;
        try (M2WebClient client = talk2m.client(authentication, M2WebSettings.Timeouts.standard())) {
            for (Future<List<Talk2mDevice>> call : together(client::devices)) {
                assertThat(failureOf(() -> {
                            try {
                                call.get();
                            } catch (ExecutionException e) {
                                throw e.getCause();
                            }
                        }))
                        .isInstanceOf(M2WebFailure.AccountRefused.class);
            }
            talk2m.refuseAccount = false;
            assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ)))
                    .isInstanceOf(M2WebFailure.AccountRefused.class);
        }
        assertThat(talk2m.requests()).hasSize(1);
    }

    @Test
    void aFailedLoginIsTriedAgainByReads() {
        AtomicInteger logins = new AtomicInteger();
        talk2m.onLogin = request -> logins.incrementAndGet() == 1 ? FakeTalk2m.lostAnswer() : null;
        try (M2WebClient client = talk2m.client()) {
            assertThat(client.devices()).hasSize(1);
        }
        assertThat(logins).hasValue(2);
    }

    @Test
    void aLoginWithoutASessionIsUnexpected() {
        talk2m.onLogin = request -> FakeTalk2m.answer(200, "{\"success\":true}");
        try (M2WebClient client = talk2m.client()) {
            assertThat(failureOf(client::devices)).isInstanceOf(M2WebFailure.Unexpected.class);
        }
    }

    @Test
    void repeatsReadsAndNothingElse() {
        AtomicInteger asked = new AtomicInteger();
        talk2m.onDevice = request -> asked.incrementAndGet() % 3 == 0
                ? FakeTalk2m.answer(200, "third")
                : FakeTalk2m.apiError(502, "Timeout while reaching device [x]");
        try (M2WebClient client = talk2m.client()) {
            assertThat(client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ)
                            .text())
                    .isEqualTo("third");
            assertThat(talk2m.pauses()).hasSize(2);
            assertThat(talk2m.pauses().get(0)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
            assertThat(talk2m.pauses().get(1)).isBetween(Duration.ZERO, Duration.ofSeconds(2));

            assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN)))
                    .isEqualTo(new M2WebFailure.DeviceTimeout());
            assertThat(asked).hasValue(4);
        }
    }

    @Test
    void doesNotRepeatWhatTimeDoesNotHeal() {
        AtomicInteger asked = new AtomicInteger();
        talk2m.onDevice = request -> {
            asked.incrementAndGet();
            return FakeTalk2m.apiError(502, "Device [x] is currently unavailable");
        };
        try (M2WebClient client = talk2m.client()) {
            assertThat(failureOf(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ)))
                    .isEqualTo(new M2WebFailure.DeviceOffline());
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aDeviceGetsOneRequestAtATime() throws Exception {
        Exchanger<String> meeting = new Exchanger<>();
        AtomicInteger met = new AtomicInteger();
        talk2m.onDevice = request -> {
            try {
                // Two requests that are there at the same time meet.
                meeting.exchange("", 20, TimeUnit.MILLISECONDS);
                met.incrementAndGet();
            } catch (InterruptedException | TimeoutException e) {
                return FakeTalk2m.answer(200, "alone");
            }
            return FakeTalk2m.answer(200, "in company");
        };
        try (M2WebClient client = talk2m.client()) {
            together(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN))
                    .forEach(M2WebClientTest::result);
        }
        assertThat(met).hasValue(0);
    }

    @Test
    void devicesDoNotWaitForOneAnother() throws Exception {
        CountDownLatch allThere = new CountDownLatch(2);
        talk2m.onDevice = request -> {
            allThere.countDown();
            try {
                // Answers only once both devices are being asked.
                return allThere.await(30, TimeUnit.SECONDS)
                        ? FakeTalk2m.answer(200, "ok")
                        : FakeTalk2m.answer(500, "alone");
            } catch (InterruptedException e) {
                return FakeTalk2m.answer(500, "interrupted");
            }
        };
        Talk2mDevice other = new Talk2mDevice(2, "b", "b", Talk2mDevice.Status.ONLINE, Optional.empty());
        try (M2WebClient client = talk2m.client()) {
            Future<DeviceAnswer> first =
                    threads.submit(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, RUN));
            Future<DeviceAnswer> second = threads.submit(() -> client.ask(other, FakeTalk2m.DEVICE_LOGIN, RUN));

            assertThat(List.of(result(first).text(), result(second).text())).containsOnly("ok");
        }
    }

    private <T> List<Future<T>> together(Callable<T> call) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            futures.add(threads.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        start.countDown();
        return futures;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static M2WebFailure failureOf(ThrowingCallable call) {
        M2WebException exception = catchThrowableOfType(M2WebException.class, call);
        assertThat(exception).as("a failure").isNotNull();
        return exception.failure();
    }
}
