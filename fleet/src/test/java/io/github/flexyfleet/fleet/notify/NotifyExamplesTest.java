package io.github.flexyfleet.fleet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.report.ExampleReport;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The files in examples/notify are what is sent, and its receiver takes just that. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NotifyExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "notify");
    private static final Notice HALT = Notices.of(
                    ExampleReport.halted().result(), Optional.empty(), Duration.ofDays(30))
            .get(0);
    private static final Notice EXPIRY = Notices.of(
                    ExampleReport.halted().result(), Optional.empty(), Duration.ofDays(30))
            .get(1);

    /** With {@code -Dflexy.updateDocs=true} they are written. */
    @ParameterizedTest
    @EnumSource
    void eachFormHasAFile(NoticeForm form) throws Exception {
        Path file = EXAMPLES.resolve(form.name().toLowerCase(Locale.ROOT) + ".json");
        String body = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(form.body(HALT)) + "\n";
        if (Boolean.getBoolean("flexy.updateDocs")) {
            Files.writeString(file, body);
        }

        assertThat(file).hasContent(body);
        assertThat(EXAMPLES.resolve("README.md")).content().contains("(" + file.getFileName() + ")");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReceiverTakesWhatIsSignedOnce(boolean encoded) throws Exception {
        String text = "a key as it stands";
        String key =
                encoded ? "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) : text;
        try (Receiver receiver = new Receiver(key)) {
            assertThat(receiver.send(key, HALT, InstantSource.system())).isEmpty();
            assertThat(receiver.send(key, HALT, InstantSource.system()))
                    .as("the same again is taken, and nothing is done")
                    .isEmpty();
            assertThat(receiver.send(key, EXPIRY, InstantSource.system())).isEmpty();

            assertThat(receiver.line()).isEqualTo("flexy.halt: waterworks: " + HALT.what());
            assertThat(receiver.line()).isEqualTo("flexy.expiry: waterworks: " + EXPIRY.what());
        }
    }

    @Test
    void theReceiverRefusesWhatIsNotSignedOrOld() throws Exception {
        String key = "a key";
        try (Receiver receiver = new Receiver(key)) {
            Instant now = Instant.now();
            assertThat(receiver.send("another key", HALT, InstantSource.system()))
                    .contains("the webhook answered with HTTP 401");
            assertThat(receiver.send("", HALT, InstantSource.system())).contains("the webhook answered with HTTP 401");
            assertThat(receiver.send(key, HALT, InstantSource.fixed(now.minus(Duration.ofMinutes(6)))))
                    .contains("the webhook answered with HTTP 401");
            assertThat(receiver.send(key, HALT, InstantSource.fixed(now.plus(Duration.ofMinutes(6)))))
                    .contains("the webhook answered with HTTP 401");

            assertThat(receiver.send(key, EXPIRY, InstantSource.system())).isEmpty();
            assertThat(receiver.line()).as("the first that it told").startsWith("flexy.expiry: ");
        }
    }

    /** Its rules are for {@code json}: of another form it finds nothing to tell, as when a ticket system is down. */
    @Test
    void whatCouldNotBeToldIsToldWhenItComesAgain() throws Exception {
        String key = "a key";
        try (Receiver receiver = new Receiver(key)) {
            assertThat(receiver.send(key, HALT, InstantSource.system(), NoticeForm.SLACK))
                    .contains("the webhook answered with HTTP 500");
            assertThat(receiver.line()).startsWith("not told: ");
            assertThat(receiver.line()).startsWith("not told: ");
            assertThat(receiver.line()).startsWith("not told: ");

            assertThat(receiver.send(key, HALT, InstantSource.system())).isEmpty();
            assertThat(receiver.line()).isEqualTo("flexy.halt: waterworks: " + HALT.what());
        }
    }

    /** Whoever cannot sign must not keep others from being heard. */
    @ParameterizedTest
    @ValueSource(strings = {"content-length: -1", "content-length: ten", "content-length: 10000000", "x-nothing: "})
    void aBodyWithoutAnEndIsNotRead(String length) throws Exception {
        String key = "a key";
        try (Receiver receiver = new Receiver(key)) {
            assertThat(receiver.answer("POST / HTTP/1.1\r\nhost: here\r\n" + length + "\r\n\r\n"))
                    .contains(" 400 ");

            assertThat(receiver.send(key, EXPIRY, InstantSource.system())).isEmpty();
        }
    }

    /** The example in a process of its own, at whatever port is free. */
    private static final class Receiver implements AutoCloseable {
        private static final String BEGIN = "listening on port ";
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final Process process;
        private final BufferedReader lines;
        private final int port;

        Receiver(String key) throws IOException {
            boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
            if (!"required".equals(System.getenv("FLEXY_PYTHON"))) {
                assumeTrue(there, "no python3 on this machine");
            }
            ProcessBuilder builder = new ProcessBuilder(
                            "python3", EXAMPLES.resolve("receiver.py").toString(), "0")
                    .redirectErrorStream(true);
            builder.environment().put("FLEXY_NOTIFY_KEY", key);
            process = builder.start();
            lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String first = line();
            assertThat(first).startsWith(BEGIN);
            port = Integer.parseInt(first.substring(BEGIN.length()));
        }

        Optional<String> send(String key, Notice notice, InstantSource clock) {
            return send(key, notice, clock, NoticeForm.JSON);
        }

        Optional<String> send(String key, Notice notice, InstantSource clock, NoticeForm form) {
            Webhook.Target target = new Webhook.Target(
                    Secret.of("http://127.0.0.1:" + port + "/"),
                    Optional.of(key).filter(text -> !text.isEmpty()).map(Secret::of),
                    form);
            try (Webhook webhook = new Webhook(target, WebProxy.standard(), List.of(), clock, pause -> {})) {
                return webhook.send(notice);
            }
        }

        /** The first line of the answer to a request that is sent as it stands, and not ended. */
        String answer(String request) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
            }
        }

        String line() throws IOException {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            lines.close();
        }
    }
}
