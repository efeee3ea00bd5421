package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings.Authentication;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plants secrets, provokes every failure with answers that echo all that was sent, and searches all that comes out. */
class SecrecyTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    /** A chunk of a private key. */
    private static final String DATA = "Y2FuYXJ5IHByaXZhdGUga2V5";

    private static final M2WebSettings.Timeouts IMPATIENT =
            new M2WebSettings.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200));

    private final FakeTalk2m talk2m = new FakeTalk2m();
    private final List<String> seen = new ArrayList<>();
    private final Set<Class<?>> failures = new LinkedHashSet<>();

    private M2WebClient client;

    @AfterEach
    void stop() {
        closeClient();
        talk2m.close();
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void nothingThatComesOutHoldsASecret(Authentication authentication) {
        Capture log = new Capture();
        try {
            provoke(authentication, request -> FakeTalk2m.lostAnswer());
            timeOut(authentication);
            for (int status : new int[] {200, 302, 400, 401, 403, 404, 405, 410, 429, 500, 502, 503}) {
                provoke(authentication, request -> FakeTalk2m.answer(status, echo(request)));
                provoke(authentication, request -> FakeTalk2m.apiError(status, echo(request)));
                provoke(authentication, request -> FakeTalk2m.answer(status, "{\"protocol\":1," + echo(request)));
                provoke(
                        authentication,
                        request -> FakeTalk2m.answer(
                                status,
                                "{\"protocol\":1,\"ok\":true,\"form\":\"" + echo(request) + "\",\"state\":\""
                                        + echo(request) + "\"}"));
            }
            for (String text : List.of(
                    "Invalid credentials",
                    "Session ID [%s] is invalid",
                    "Method [%s] is invalid",
                    "Invalid credentials for device [%s]",
                    "Device [%s] is currently unavailable",
                    "Timeout while reaching device [%s]",
                    "Unable to reach device [%s] error code [7]")) {
                provoke(authentication, request -> FakeTalk2m.apiError(403, text.formatted(echo(request))));
            }
        } finally {
            log.end();
        }
        talk2m.calls().forEach(call -> seen.add(call.toString()));
        talk2m.requests().forEach(request -> seen.add(request.method() + " " + request.target()));
        seen.addAll(log.texts);

        assertThat(failures)
                .as("failures that were provoked")
                .containsExactlyInAnyOrder(M2WebFailure.class.getPermittedSubclasses());
        assertThat(seen).hasSizeGreaterThan(400);
        assertThat(String.join("\n", seen)).doesNotContain(secrets());
    }

    @Test
    void theSearchFindsASecretInARequestBody() {
        try (M2WebClient client = talk2m.client()) {
            client.devices();
        }

        assertThat(talk2m.requests().toString())
                .contains(FakeTalk2m.LOGIN.password().reveal());
    }

    @Test
    void textFormsOfRecordsHoldNoSecret() {
        M2WebSettings settings = new M2WebSettings(
                URI.create("https://localhost"),
                FakeTalk2m.LOGIN,
                Authentication.SESSION,
                M2WebSettings.Network.standard(),
                talk2m.retries());
        PutRequest put = new PutRequest(DIGEST, "device.key", 24, DIGEST, 0, DATA);
        DeviceRequest request = WireForm.JVM_FORM.request(put.fields());

        assertThat(Stream.of(settings, FakeTalk2m.LOGIN, FakeTalk2m.DEVICE_LOGIN, put, request)
                        .map(Object::toString)
                        .collect(Collectors.joining("\n")))
                .doesNotContain(secrets());
    }

    /** Makes every call; at last the device list, and with it a new login where there are sessions. */
    private void provoke(Authentication authentication, Function<FakeTalk2m.Request, MockResponse> answer) {
        Talk2mDevice device = talk2m.device();
        for (Function<RuntimeClient, Runnable> call : List.<Function<RuntimeClient, Runnable>>of(
                runtime -> () -> runtime.status(device),
                runtime -> () -> runtime.put(device, new PutRequest(DIGEST, "device.key", 24, DIGEST, 0, DATA)),
                runtime -> () -> runtime.confirm(device, DIGEST, "r-1"))) {
            talk2m.onDevice = answer;
            record(call.apply(new RuntimeClient(forms(authentication), talk2m.retries())));
        }
        record(() -> forms(authentication).export(device, "$dtES"));
        record(() -> forms(authentication).executeScript(device, List.of("canary$=\"" + DATA + "\"")));
        record(() -> forms(authentication).readUserFile(device, "jvmrun"));
        talk2m.expireSessions();
        talk2m.onLogin = answer;
        forms(authentication);
        record(client::devices);
        talk2m.onLogin = request -> null;
    }

    private void timeOut(Authentication authentication) {
        withhold();
        talk2m.onDevice = request -> FakeTalk2m.noAnswer();
        try (M2WebClient impatient = talk2m.client(authentication, IMPATIENT)) {
            impatient.devices();
            FlexyForms forms = new FlexyForms(impatient, any -> FakeTalk2m.DEVICE_LOGIN);
            record(() -> forms.jvmForm(talk2m.device(), "fleetPut", Map.of("data", DATA)));
        }
    }

    private void withhold() {
        CallGate closed = purpose -> {
            throw new CallGate.WithheldException("none left");
        };
        try (M2WebClient held = new M2WebClient(talk2m.settings(), InstantSource.system(), call -> {}, closed)) {
            record(held::devices);
        }
    }

    /** A client that was not refused yet. */
    private FlexyForms forms(Authentication authentication) {
        if (client == null) {
            client = talk2m.client(authentication, M2WebSettings.Timeouts.standard());
        }
        return new FlexyForms(client, any -> FakeTalk2m.DEVICE_LOGIN);
    }

    private void record(Runnable call) {
        try {
            call.run();
        } catch (M2WebException e) {
            failures.add(e.failure().getClass());
            seen.add(e.failure().toString());
            seen.add(withCauses(e));
            if (e.failure() instanceof M2WebFailure.AccountRefused) {
                closeClient();
            }
        } catch (RuntimeException e) {
            seen.add(withCauses(e));
        }
    }

    private void closeClient() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private static String withCauses(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** What a careless server sends back: the whole form, plain and encoded. */
    private static String echo(FakeTalk2m.Request request) {
        return request.form().values().stream()
                .map(value -> value + " " + encode(value))
                .collect(Collectors.joining(" "))
                .replace("\"", "'");
    }

    private static List<String> secrets() {
        return Stream.of(
                        Stream.of(
                                        FakeTalk2m.LOGIN.password(),
                                        FakeTalk2m.LOGIN.developerId(),
                                        FakeTalk2m.DEVICE_LOGIN.password())
                                .map(Secret::reveal),
                        Stream.of("canary-session", DATA, "canary"))
                .flatMap(values -> values)
                .flatMap(value -> Stream.of(value, encode(value)))
                .toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All that the client's libraries log, at every level; the server's own log is not the client's. */
    private static final class Capture extends Handler {
        private final List<String> texts = new ArrayList<>();
        private final List<Logger> loggers = Stream.of("okhttp3", "io.github.flexyfleet")
                .map(Logger::getLogger)
                .toList();

        Capture() {
            setLevel(Level.ALL);
            loggers.forEach(logger -> {
                logger.setLevel(Level.ALL);
                logger.addHandler(this);
            });
        }

        void end() {
            loggers.forEach(logger -> {
                logger.removeHandler(this);
                logger.setLevel(null);
            });
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            texts.add(entry.getLoggerName() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
