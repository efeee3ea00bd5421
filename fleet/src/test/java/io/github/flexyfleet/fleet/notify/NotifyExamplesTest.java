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
    private static final Notice HALT =
            Notices.of(ExampleReport.halted().result(), Duration.ofDays(30)).get(0);
    private static final Notice EXPIRY =
            Notices.of(ExampleReport.halted().result(), Duration.ofDays(30)).get(1);

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

    /** The example in a process of its own, at whatever port is free. */
    private static final class Receiver implements AutoCloseable {
        private static final String BEGIN = "listening on port ";

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
            Webhook.Target target = new Webhook.Target(
                    Secret.of("http://127.0.0.1:" + port + "/"),
                    Optional.of(key).filter(text -> !text.isEmpty()).map(Secret::of),
                    NoticeForm.JSON);
            try (Webhook webhook = new Webhook(target, WebProxy.standard(), List.of(), clock, pause -> {})) {
                return webhook.send(notice);
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
