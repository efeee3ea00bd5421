package io.github.flexyfleet.simulator.talk2m;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.net.TestNet;
import io.github.flexyfleet.simulator.net.WebClient;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A running M2Web and a client of it; what the tests of M2Web share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class M2WebTest {
    static final String GLOBAL = "https://m2web.talk2m.com/t2mapi/";
    static final Talk2mLogin LOGIN =
            new Talk2mLogin("acme", "robot", "pass&word+1", "11111111-2222-3333-4444-555555555555");
    static final String TOKEN = "abcDEF123";

    TestNet net;
    WebClient client;
    M2WebServer server;

    @BeforeAll
    void openNet(@TempDir Path directory) throws IOException {
        net = new TestNet(directory);
    }

    @AfterEach
    void reset() throws Exception {
        net.reset();
    }

    @AfterAll
    void closeNet() throws Exception {
        net.close();
    }

    void start(M2WebOptions options, CallFaults faults, FlexyWeb... flexys) throws IOException {
        M2WebServer.Offer offer = new M2WebServer.Offer(LOGIN, TOKEN, List.of(flexys), options, faults);
        server = net.closing(M2WebServer.start(offer, net.room()));
        client = net.client();
    }

    void start(FlexyWeb... flexys) throws IOException {
        start(M2WebOptions.standard(), CallFaults.NONE, flexys);
    }

    /** A call with the account's credentials in it. */
    Reply stateless(String path, String... more) throws IOException {
        return client.post(GLOBAL + path, fields(credentials(), more));
    }

    Reply inSession(String path, String session, String... more) throws IOException {
        Map<String, String> own = Map.of("t2msession", session, "t2mdeveloperid", LOGIN.developerId());
        return client.post(GLOBAL + path, fields(own, more));
    }

    String login() throws IOException {
        return stateless("login").json().path("t2msession").stringValue();
    }

    static Map<String, String> credentials() {
        return Map.of(
                "t2maccount", LOGIN.account(),
                "t2musername", LOGIN.user(),
                "t2mpassword", LOGIN.password(),
                "t2mdeveloperid", LOGIN.developerId());
    }

    static Map<String, String> fields(Map<String, String> base, String... more) {
        Map<String, String> fields = new HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    static void assertRefused(Reply reply, int code, String message) {
        assertThat(reply.status()).isEqualTo(code);
        assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\",\"code\":" + code + ",\"success\":false}");
    }
}
