package io.github.flexyfleet.fleet.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Carries what an exporter sends, on the thread that sends it; tries again as the exporter's policy has it. */
final class OkHttpSender implements HttpSender {
    /** What OTLP calls worth another try. */
    private static final Set<Integer> FOR_NOW = Set.of(429, 502, 503, 504);

    private final HttpSenderConfig config;
    private final LongSupplier nanos;
    private final Consumer<Duration> pause;
    private final OkHttpClient client;

    /**
     * Prepares; connects to nothing.
     *
     * @param nanos a clock that only goes forward
     * @param pause waits between tries
     */
    OkHttpSender(HttpSenderConfig config, LongSupplier nanos, Consumer<Duration> pause) {
        this.config = config;
        this.nanos = nanos;
        this.pause = pause;
        this.client = new OkHttpClient.Builder()
                .connectTimeout(config.getConnectTimeout())
                .readTimeout(config.getTimeout())
                .followRedirects(false)
                .build();
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
        Request request = request(message);
        long end = nanos.getAsLong() + config.getTimeout().toNanos();
        RetryPolicy policy = config.getRetryPolicy();
        int tries = policy == null ? 1 : policy.getMaxAttempts();
        Duration wait = policy == null ? Duration.ZERO : policy.getInitialBackoff();
        for (int left = tries - 1; ; left--) {
            boolean last = left <= 0 || nanos.getAsLong() + wait.toNanos() >= end;
            try {
                HttpResponse answer = once(request, end - nanos.getAsLong());
                if (last || !FOR_NOW.contains(answer.getStatusCode())) {
                    answered.accept(answer);
                    return;
                }
            } catch (IOException e) {
                if (last || e instanceof SSLException) {
                    failed.accept(e);
                    return;
                }
            }
            pause.accept(wait);
            wait = longer(wait, policy);
        }
    }

    private static Duration longer(Duration wait, RetryPolicy policy) {
        Duration next = Duration.ofMillis((long) (wait.toMillis() * policy.getBackoffMultiplier()));
        return next.compareTo(policy.getMaxBackoff()) > 0 ? policy.getMaxBackoff() : next;
    }

    private HttpResponse once(Request request, long most) throws IOException {
        var call = client.newCall(request);
        call.timeout().timeout(Math.max(1, most), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return new Answer(
                    response.code(), response.message(), response.body().bytes());
        }
    }

    private Request request(MessageWriter message) {
        Request.Builder request = new Request.Builder().url(config.getEndpoint().toString());
        Optional.ofNullable(config.getHeadersSupplier().get())
                .ifPresent(headers ->
                        headers.forEach((name, values) -> values.forEach(value -> request.addHeader(name, value))));
        return request.post(new Body(MediaType.get(config.getContentType()), message))
                .build();
    }

    @Override
    public CompletableResultCode shutdown() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        return CompletableResultCode.ofSuccess();
    }

    /** The message as it writes itself. */
    private static final class Body extends RequestBody {
        private final MediaType type;
        private final MessageWriter message;

        Body(MediaType type, MessageWriter message) {
            this.type = type;
            this.message = message;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return message.getContentLength();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            message.writeMessage(sink.outputStream());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    private record Answer(int code, String message, byte[] content) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return code;
        }

        @Override
        public String getStatusMessage() {
            return message;
        }

        @Override
        public byte[] getResponseBody() {
            return content;
        }
    }
}
