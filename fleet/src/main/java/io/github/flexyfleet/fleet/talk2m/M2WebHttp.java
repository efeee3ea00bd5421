package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.certificate.HttpClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Sends one form and takes one answer, at most once on the wire: no redirect, no repetition by the HTTP library. Tells
 * the listener of each. Thread-safe.
 */
final class M2WebHttp implements AutoCloseable {
    /** The user files of a Flexy have 29 MB together (flexy-etk), so no honest answer is longer. */
    private static final long LONGEST_ANSWER = 32L << 20;

    /** As many as devices are worked on at a time: the library's own 5 would mean a TLS handshake for most calls. */
    private static final int KEPT_CONNECTIONS = 64;

    private static final long READ_STEP = 8192;

    private final OkHttpClient reading;
    private final OkHttpClient running;
    private final InstantSource clock;
    private final CallListener listener;

    M2WebHttp(M2WebSettings.Network network, InstantSource clock, CallListener listener) {
        M2WebSettings.Timeouts timeouts = network.timeouts();
        OkHttpClient client = HttpClients.builder(network.way(), network.extraRoots())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .eventListenerFactory(CallMeter::of)
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, 5, TimeUnit.MINUTES))
                .connectTimeout(timeouts.connect())
                .build();
        this.reading = waiting(client, timeouts.read());
        this.running = waiting(reading, timeouts.form());
        this.clock = clock;
        this.listener = listener;
    }

    /** Both share one connection pool. */
    private static OkHttpClient waiting(OkHttpClient client, Duration wait) {
        return client.newBuilder()
                .readTimeout(wait)
                .writeTimeout(wait)
                .callTimeout(wait.multipliedBy(M2WebSettings.Timeouts.WHOLE_CALL_FACTOR))
                .build();
    }

    /** What came back, whatever it is. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Answer(int status, byte[] body) {}

    /** The answer is longer than any that a Flexy can give. */
    static final class TooLongException extends IOException {
        TooLongException() {
            super("answer longer than " + LONGEST_ANSWER + " bytes");
        }
    }

    Answer send(DeviceRequest.Way way, HttpUrl url, Map<String, String> fields, DeviceRequest.Effect effect)
            throws IOException {
        RequestBody form = way == DeviceRequest.Way.MULTIPART ? parts(fields) : form(fields);
        CallMeter meter = new CallMeter(clock);
        Request request = new Request.Builder()
                .url(url)
                .header("User-Agent", "flexyfleet")
                .tag(CallMeter.class, meter)
                .method(way == DeviceRequest.Way.MULTIPART ? "POST" : way.name(), HttpClients.once(form))
                .build();
        Call call = switch (effect) {
            case READ -> reading.newCall(request);
            case RUN, END_TRIAL -> running.newCall(request);
        };
        Buffer received = new Buffer();
        try (Response response = call.execute()) {
            readInto(received, response.body().source());
            return new Answer(response.code(), received.clone().readByteArray());
        } finally {
            listener.ended(meter.measured(url.host() + ":" + url.port(), url.encodedPath(), received.size()));
        }
    }

    private static RequestBody form(Map<String, String> fields) {
        FormBody.Builder builder = new FormBody.Builder(StandardCharsets.UTF_8);
        fields.forEach(builder::add);
        return builder.build();
    }

    private static RequestBody parts(Map<String, String> fields) {
        MultipartBody.Builder builder = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields.forEach(builder::addFormDataPart);
        return builder.build();
    }

    private static void readInto(Buffer received, BufferedSource source) throws IOException {
        while (source.read(received, READ_STEP) != -1) {
            if (received.size() > LONGEST_ANSWER) {
                throw new TooLongException();
            }
        }
    }

    @Override
    public void close() {
        HttpClients.close(reading);
    }
}
