package io.github.flexyfleet.simulator.talk2m;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins, sessions, lockout, tokens, quota. */
class M2WebAccessTest extends M2WebTest {
    private static final String CREDENTIALS = "Invalid credentials";

    @Test
    void loginGivesASession() throws IOException {
        start();

        Reply reply = stateless("login");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).matches("\\{\"t2msession\":\"[0-9a-f]{32}\",\"success\":true}");
    }

    @Test
    void loginByQueryWorksToo() throws IOException {
        start();

        Reply reply = client.get(GLOBAL + "login?t2maccount=acme&t2musername=robot&t2mpassword=pass%26word%2B1"
                + "&t2mdeveloperid=" + LOGIN.developerId());

        assertThat(reply.json().path("success").booleanValue()).isTrue();
    }

    @Test
    void doubleSlashIsTolerated() throws IOException {
        start();

        assertThat(client.post("https://m2web.talk2m.com//t2mapi//login", credentials())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t2maccount", "t2musername", "t2mpassword", "t2mdeveloperid"})
    void everyPartOfTheLoginCounts(String field) throws IOException {
        start();

        assertRefused(stateless("login", field, "wrong"), 403, CREDENTIALS);
        assertRefused(stateless("getewons", field, "wrong"), 403, CREDENTIALS);
    }

    @Test
    void sessionOpensTheServices() throws IOException {
        start();
        String session = login();

        assertThat(inSession("getewons", session).body()).isEqualTo("{\"ewons\":[],\"success\":true}");
        assertRefused(inSession("getewons", session, "t2mdeveloperid", "other"), 403, CREDENTIALS);
    }

    @Test
    void sessionEndsWithItsLifetime() throws IOException {
        start(M2WebOptions.standard().withSessionLifetime(Duration.ofMinutes(3)), CallFaults.NONE);
        String session = login();

        net.clock.advance(Duration.ofMinutes(3).minusMillis(1));
        assertThat(inSession("getaccountinfo", session).status()).isEqualTo(200);
        net.clock.advance(Duration.ofMillis(1));
        assertRefused(inSession("getaccountinfo", session), 403, "Session ID [" + session + "] is invalid");
    }

    @Test
    void sessionEndsWithTheLogout() throws IOException {
        start();
        String session = login();

        assertThat(inSession("logout", session).body()).isEqualTo("{\"success\":true}");
        assertRefused(inSession("getewons", session), 403, "Session ID [" + session + "] is invalid");
    }

    @Test
    void sessionIsKnownOnItsHostOnly() throws IOException {
        start();
        String session = login();

        Reply reply = client.post(
                "https://us1.m2web.talk2m.com/t2mapi/getewons",
                Map.of("t2msession", session, "t2mdeveloperid", LOGIN.developerId()));

        assertRefused(reply, 403, "Session ID [" + session + "] is invalid");
    }

    @Test
    void aSessionCanCountOnEveryHost() throws IOException {
        start(M2WebOptions.standard().withSessionsPerHost(false), CallFaults.NONE);
        Map<String, String> fields = Map.of("t2msession", login(), "t2mdeveloperid", LOGIN.developerId());

        assertThat(client.post("https://us1.m2web.talk2m.com/t2mapi/getewons", fields)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknownServiceIsNamed() throws IOException {
        start();

        assertRefused(stateless("syncdata"), 403, "Method [syncdata] is invalid");
    }

    @Test
    void tenBadLoginsLockTheUserForAQuarterOfAnHour() throws IOException {
        start();
        for (int i = 0; i < 9; i++) {
            stateless("login", "t2mpassword", "wrong");
        }
        assertThat(stateless("login").status()).as("nine are forgiven").isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            stateless("login", "t2mpassword", "wrong");
        }

        assertRefused(stateless("login"), 403, CREDENTIALS);
        net.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertRefused(stateless("login"), 403, CREDENTIALS);
        net.clock.advance(Duration.ofMillis(1));
        assertThat(stateless("login").status()).isEqualTo(200);
    }

    @Test
    void lockoutCanBeSwitchedOff() throws IOException {
        start(M2WebOptions.standard().withLockout(false), CallFaults.NONE);
        for (int i = 0; i < 10; i++) {
            stateless("login", "t2mpassword", "wrong");
        }

        assertThat(stateless("login").status()).isEqualTo(200);
    }

    @Test
    void tokenMustComeByPost() throws IOException {
        start();

        assertThat(client.get(GLOBAL + "getewons?t2mtoken=" + TOKEN + "&t2mdeveloperid=x")
                        .status())
                .isEqualTo(405);
        assertThat(client.post(GLOBAL + "getewons", Map.of("t2mtoken", TOKEN)).status())
                .isEqualTo(200);
        assertRefused(client.post(GLOBAL + "getewons", Map.of("t2mtoken", "other")), 403, CREDENTIALS);
    }

    @Test
    void tokenOpensNoDevice() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        start(flexy);

        assertRefused(client.post(GLOBAL + "get/a/usr/x", Map.of("t2mtoken", TOKEN)), 403, CREDENTIALS);
        assertThat(flexy.requests).isEmpty();
    }

    @Test
    void tokenOpensDevicesWhereThatIsSwitchedOn() throws IOException {
        start(M2WebOptions.standard().withTokens(true), CallFaults.NONE, new FakeFlexy("a"));

        assertThat(client.post(GLOBAL + "get/a/usr/x", Map.of("t2mtoken", TOKEN))
                        .body())
                .isEqualTo("done");
    }

    @Test
    void onlyGetAndPostFormsAreTaken() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        start(flexy);
        RequestBody body = RequestBody.create("x", MediaType.get("text/plain"));
        Request.Builder put = new Request.Builder().url(GLOBAL + "get/a/usr/x").put(body);
        Request.Builder upload = new Request.Builder()
                .url(GLOBAL + "get/a/usr/x")
                .post(new MultipartBody.Builder().addFormDataPart("a", "b").build());

        assertThat(client.send(put.build()).status()).isEqualTo(405);
        assertThat(client.send(upload.build()).status()).isEqualTo(405);
        assertThat(flexy.requests).isEmpty();
    }

    @Test
    void formsCanTravelInOtherWays() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        start(M2WebOptions.standard().withWays(Set.of("PUT", "DELETE", "MULTIPART")), CallFaults.NONE, flexy);
        FormBody.Builder form = new FormBody.Builder();
        MultipartBody.Builder parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields(credentials(), "data", "a+b=c&d\r\n").forEach((name, value) -> {
            form.add(name, value);
            parts.addFormDataPart(name, value);
        });
        Request.Builder request = new Request.Builder().url(GLOBAL + "get/a/rcgi.bin/x?q=1");

        assertThat(client.send(request.put(form.build()).build()).status()).isEqualTo(200);
        assertThat(client.send(request.delete(form.build()).build()).status()).isEqualTo(200);
        assertThat(client.send(request.post(parts.build()).build()).status()).isEqualTo(200);
        assertThat(flexy.requests).hasSize(3).allSatisfy(got -> {
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.fields()).containsOnly(Map.entry("q", "1"), Map.entry("data", "a+b=c&d\r\n"));
        });
    }

    @Test
    void jsonComesAsPlainTextNowAndThen() throws IOException {
        start(M2WebOptions.standard().withPlainTextEvery(2), CallFaults.NONE);
        Set<String> types = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            types.add(stateless("getewons").contentType());
        }

        assertThat(types).containsExactlyInAnyOrder("application/json", "text/plain");
    }

    @Test
    void callsAreCountedAndTheQuotaIsPerDay() throws IOException {
        start(M2WebOptions.standard().withCallsPerDay(2), CallFaults.NONE);

        assertThat(stateless("getewons").status()).isEqualTo(200);
        assertThat(stateless("getewons").status()).isEqualTo(200);
        assertThat(stateless("getewons").status()).isEqualTo(429);
        assertThat(server.calls()).isEqualTo(3);
        net.clock.advance(Duration.ofHours(12));
        assertThat(stateless("getewons").status()).as("a new UTC day").isEqualTo(200);
    }

    @Test
    void theAnswerAfterTheQuotaCanBeAnother() throws IOException {
        start(M2WebOptions.standard().withCallsPerDay(0).withQuotaStatus(403), CallFaults.NONE);

        assertThat(stateless("getewons").status()).isEqualTo(403);
    }

    @Test
    void malformedFieldsAreRefused() throws IOException {
        start();

        assertThat(client.get(GLOBAL + "login?t2maccount=%zz").status()).isEqualTo(400);
    }

    @Test
    void loginsDoNotShowTheirSecrets() {
        assertThat(LOGIN.toString()).doesNotContain(LOGIN.password()).doesNotContain(LOGIN.developerId());
        assertThat(new M2WebServer.Offer(LOGIN, TOKEN, java.util.List.of(), M2WebOptions.standard(), CallFaults.NONE)
                        .toString())
                .doesNotContain(TOKEN);
    }
}
