package io.github.flexyfleet.fleet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkHttpSenderTest {
    private final MockWebServer collector = new MockWebServer();
    private final List<Integer> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void theMessageGoesOnceWithItsTypeAndHeaders() throws Exception {
        answer(200);

        send();

        RecordedRequest request = collector.takeRequest();
        assertThat(answers).containsExactly(200);
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(request.getHeaders().values("x-key")).containsExactly("a", "b");
        assertThat(request.getBody().utf8()).isEqualTo("spans");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aCollectorThatIsBusyIsAskedAgainAfterPausesThatGrow() {
        answer(503);
        answer(429);
        answer(200);

        send();

        assertThat(answers).containsExactly(200);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @Test
    void aBrokenConnectionIsTriedAgainButNotForever() {
        for (int i = 0; i < 10; i++) {
            collector.enqueue(new MockResponse.Builder()
                    .onRequestStart(new SocketEffect.CloseSocket())
                    .build());
        }

        send();

        assertThat(answers).isEmpty();
        assertThat(failures).hasSize(1);
        assertThat(pauses).hasSize(RetryPolicy.getDefault().getMaxAttempts() - 1);
    }

    @Test
    void aRefusalIsTheEnd() {
        answer(401);

        send();

        assertThat(answers).containsExactly(401);
        assertThat(collector.getRequestCount()).isOne();
    }

    @Test
    void whatCannotEndInTimeIsNotTriedAgain() {
        answer(503);
        now = Duration.ofSeconds(1);

        sender(Duration.ofMillis(900)).send(new Spans(), answer -> answers.add(answer.getStatusCode()), failures::add);

        assertThat(answers).containsExactly(503);
        assertThat(pauses).isEmpty();
    }

    private void answer(int code) {
        collector.enqueue(new MockResponse.Builder().code(code).build());
    }

    private void send() {
        OkHttpSender sender = sender(Duration.ofSeconds(30));
        sender.send(new Spans(), this::answered, failures::add);
        assertThat(sender.shutdown().isSuccess()).isTrue();
    }

    private void answered(HttpResponse answer) {
        answers.add(answer.getStatusCode());
    }

    private OkHttpSender sender(Duration timeout) {
        return new OkHttpSender(new Config(collector.url("/v1/traces").uri(), timeout), () -> now.toNanos(), pause -> {
            pauses.add(pause);
            now = now.plus(pause);
        });
    }

    private static final class Spans implements MessageWriter {
        private static final byte[] BYTES = "spans".getBytes(StandardCharsets.UTF_8);

        @Override
        public void writeMessage(OutputStream output) throws IOException {
            output.write(BYTES);
        }

        @Override
        public int getContentLength() {
            return BYTES.length;
        }
    }

    private record Config(URI endpoint, Duration timeout) implements HttpSenderConfig {
        @Override
        public URI getEndpoint() {
            return endpoint;
        }

        @Override
        public String getContentType() {
            return "application/x-protobuf";
        }

        @Override
        public Compressor getCompressor() {
            return null;
        }

        @Override
        public Duration getTimeout() {
            return timeout;
        }

        @Override
        public Duration getConnectTimeout() {
            return timeout;
        }

        @Override
        public Supplier<Map<String, List<String>>> getHeadersSupplier() {
            return () -> Map.of("x-key", List.of("a", "b"));
        }

        @Override
        public ProxyOptions getProxyOptions() {
            return null;
        }

        @Override
        public RetryPolicy getRetryPolicy() {
            return RetryPolicy.getDefault();
        }

        @Override
        public SSLContext getSslContext() {
            return null;
        }

        @Override
        public X509TrustManager getTrustManager() {
            return null;
        }

        @Override
        public ExecutorService getExecutorService() {
            return null;
        }
    }
}
