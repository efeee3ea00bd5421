package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.talk2m.M2WebSettings.Authentication;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The services that are about the account and its sessions (talk2m-m2web 2.2). */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AccountServicesTest {
    private static final DeviceRequest READ =
            new DeviceRequest(List.of("usr", "x"), Map.of(), Map.of(), DeviceRequest.Effect.READ);

    private final FakeTalk2m talk2m = new FakeTalk2m();

    @AfterEach
    void stop() {
        talk2m.close();
    }

    @ParameterizedTest
    @EnumSource(value = Authentication.class)
    void theAccountIsDescribedHoweverOneAuthenticates(Authentication authentication) {
        try (M2WebClient client = talk2m.client(authentication, M2WebSettings.Timeouts.standard())) {
            assertThat(client.accountInfo())
                    .isEqualTo(new AccountInfo(
                            "acme",
                            "ACME Water",
                            AccountInfo.Type.PRO,
                            List.of(new AccountInfo.Pool(1, "North"), new AccountInfo.Pool(2, "South"))));
        }

        assertThat(talk2m.services()).endsWith("getaccountinfo");
        assertThat(talk2m.calls()).as("all are counted").hasSameSizeAs(talk2m.requests());
    }

    @ParameterizedTest
    @CsvSource({"Free,FREE", "free,FREE", "PRO,PRO", "Gold,UNKNOWN", "'',UNKNOWN"})
    void aPlanThatIsNotKnownIsNoError(String word, AccountInfo.Type type) {
        talk2m.accountInfo = "{\"accountName\":\"acme\",\"accountType\":\"" + word + "\",\"success\":true}";
        try (M2WebClient client = talk2m.client()) {
            assertThat(client.accountInfo()).isEqualTo(new AccountInfo("acme", "", type, List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"success\":true}", "{\"accountName\":7,\"success\":true}", "[]"})
    void anAnswerWithoutAnAccountIsAFailure(String answer) {
        talk2m.accountInfo = answer;
        try (M2WebClient client = talk2m.client()) {
            assertThatThrownBy(client::accountInfo)
                    .isInstanceOfSatisfying(
                            M2WebException.class,
                            e -> assertThat(e.failure()).isInstanceOf(M2WebFailure.Unexpected.class));
        }
    }

    @Test
    void theDescriptionIsReadAgainInANewSession() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
            talk2m.expireSessions();
            assertThat(client.accountInfo().name()).isEqualTo("acme");
        }

        assertThat(talk2m.services()).containsExactly("login", "getewons", "getaccountinfo", "login", "getaccountinfo");
    }

    /** The server reads no fields of a form in parts, and so refuses the account. */
    @Test
    void aWayThatIsNotUnderstoodClosesNoAccount() {
        try (M2WebClient client = talk2m.client()) {
            FlexyPages pages = new FlexyPages(client, any -> FakeTalk2m.DEVICE_LOGIN);
            for (String way : List.of("PUT", "DELETE", "MULTIPART")) {
                assertThat(pages.answers(talk2m.device(), way, "rcgi.bin/ParamForm", Map.of("q", "1"), "ok"))
                        .as(way)
                        .isEqualTo(!way.equals("MULTIPART"));
                assertThat(pages.answers(talk2m.device(), way, "rcgi.bin/ParamForm", Map.of("q", "1"), "other"))
                        .as(way)
                        .isFalse();
            }
            assertThat(pages.isSessionPerHost(talk2m.device())).as("one host").isEmpty();
            assertThat(client.accountInfo().name()).isEqualTo("acme");
        }

        assertThat(talk2m.requests())
                .extracting(FakeTalk2m.Request::method)
                .containsExactly("POST", "PUT", "PUT", "DELETE", "DELETE", "POST", "POST", "POST");
        assertThat(talk2m.services()).noneMatch(service -> service.contains("canary"));
    }

    /** As in other calls, the session is made anew when it has ended; a refusal for a while is repeated. */
    @Test
    void aWayIsTriedAgainInANewSession() {
        AtomicInteger calls = new AtomicInteger();
        talk2m.onDevice = request ->
                calls.incrementAndGet() == 2 ? FakeTalk2m.apiError(429, "later") : FakeTalk2m.answer(200, "ok");
        try (M2WebClient client = talk2m.client()) {
            FlexyPages pages = new FlexyPages(client, any -> FakeTalk2m.DEVICE_LOGIN);
            assertThat(pages.answers(talk2m.device(), "PUT", "usr/x", Map.of(), "ok"))
                    .isTrue();
            talk2m.expireSessions();
            assertThat(pages.answers(talk2m.device(), "PUT", "usr/x", Map.of(), "ok"))
                    .isTrue();
        }

        assertThat(talk2m.logins()).isEqualTo(2);
        assertThat(calls).hasValue(3);
    }

    @Test
    void theSessionOfEachHostIsEnded() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
            assertThat(client.logout()).isEqualTo(1);
            assertThat(client.logout()).as("there is none any more").isZero();
            client.devices();
        }

        assertThat(talk2m.services()).containsExactly("login", "getewons", "logout", "login", "getewons");
        assertThat(talk2m.requests().get(2).form())
                .containsOnlyKeys("t2msession", "t2mdeveloperid")
                .containsEntry("t2msession", talk2m.requests().get(1).form().get("t2msession"));
        assertThat(talk2m.calls()).as("counted like the others").hasSize(5);
    }

    @Test
    void closingSpendsNoCall() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
        }

        assertThat(talk2m.services()).containsExactly("login", "getewons");
    }

    @ParameterizedTest
    @EnumSource(value = Authentication.class, mode = EnumSource.Mode.EXCLUDE, names = "SESSION")
    void withoutSessionsThereIsNothingToEnd(Authentication authentication) {
        try (M2WebClient client = talk2m.client(authentication, M2WebSettings.Timeouts.standard())) {
            client.devices();
            assertThat(client.logout()).isZero();
        }

        assertThat(talk2m.services()).containsExactly("getewons");
    }

    @Test
    void aSessionThatTalk2mHasEndedOrThatCannotBeEndedIsNoFailure() {
        AtomicInteger left = new AtomicInteger(3);
        CallGate gate = purpose -> {
            if (left.getAndDecrement() <= 0) {
                throw new CallGate.WithheldException("none left");
            }
            return failure -> {};
        };
        try (M2WebClient client = new M2WebClient(talk2m.settings(), InstantSource.system(), call -> {}, gate)) {
            client.devices();
            talk2m.expireSessions();
            assertThat(client.logout()).as("Talk2M knows it no more").isZero();
            left.set(2);
            client.devices();
            assertThat(client.logout()).as("no call is left for it").isZero();
        }

        assertThat(talk2m.services()).containsExactly("login", "getewons", "logout", "login", "getewons");
    }

    @Test
    void aLogoutOfARefusedAccountSendsNothing() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
            talk2m.onDevice = request -> FakeTalk2m.apiError(403, "Invalid credentials");
            assertThatThrownBy(() -> client.ask(talk2m.device(), FakeTalk2m.DEVICE_LOGIN, READ))
                    .isInstanceOf(M2WebException.class);
            int before = talk2m.requests().size();
            assertThat(client.logout()).isZero();
            assertThat(talk2m.requests()).hasSize(before);
        }
    }
}
