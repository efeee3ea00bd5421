package io.github.flexyfleet.fleet.notify;

import io.github.flexyfleet.fleet.certificate.HttpClients;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends notices to a URL, signed as Standard Webhooks 1.0 has it: {@code webhook-signature} is {@code v1,} and the Base64 of
 * HMAC-SHA-256 over id, timestamp and body with dots between them. The same notice has the same id whenever it is repeated,
 * by another try or by the job of the next night, so that a receiver may drop the second one. Thread-safe.
 */
public final class Webhook implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final OkHttpClient client;
    private final Target target;
    private final InstantSource clock;
    private final Consumer<Duration> pause;

    /**
     * Where notices go.
     *
     * @param url with whatever it holds of secrets; https, or http for a host of one's own
     * @param key signs; empty for no signature
     * @param form of the body
     */
    public record Target(Secret url, Optional<Secret> key, NoticeForm form) {
        /** Whether the URL is one. */
        public boolean isUsable() {
            return HttpUrl.parse(url.reveal()) != null;
        }

        /** Whether the key, where there is one, has anything to sign with. */
        public boolean canSign() {
            return key.map(given -> bytes(given).length > 0).orElse(true);
        }
    }

    /**
     * Prepares; sends nothing.
     *
     * @param way through which proxy
     * @param extraRoots trusted besides the JDK's own
     * @param pause waits between tries
     */
    public Webhook(
            Target target,
            WebProxy way,
            List<X509Certificate> extraRoots,
            InstantSource clock,
            Consumer<Duration> pause) {
        this.client = HttpClients.builder(way, extraRoots)
                .followRedirects(false)
                .callTimeout(TIMEOUT)
                .build();
        this.target = target;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Sends a notice; a refusal or a broken connection is tried again twice.
     *
     * @return why it could not be sent; empty when it was. Never a word of the URL, which may be a secret
     */
    public Optional<String> send(Notice notice) {
        byte[] body = target.form().body(notice).toString().getBytes(StandardCharsets.UTF_8);
        Optional<String> wrong = Optional.empty();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            wrong = sendOnce(notice, body);
            if (wrong.isEmpty() || attempt == TRIES) {
                break;
            }
            pause.accept(PAUSE.multipliedBy(attempt));
        }
        return wrong;
    }

    private Optional<String> sendOnce(Notice notice, byte[] body) {
        String id = notice.id();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Request.Builder request = new Request.Builder()
                .url(target.url().reveal())
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .post(RequestBody.create(body, JSON));
        target.key()
                .ifPresent(key ->
                        request.header("webhook-signature", "v1," + signature(key, id + "." + timestamp + ".", body)));
        try (Response response = client.newCall(request.build()).execute()) {
            return response.isSuccessful()
                    ? Optional.empty()
                    : Optional.of("the webhook answered with HTTP " + response.code());
        } catch (IOException e) {
            return Optional.of("the webhook cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String signature(Secret key, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Standard Webhooks writes keys as {@code whsec_} and Base64; any other text is a key as it stands. */
    private static byte[] bytes(Secret key) {
        String text = key.reveal();
        if (text.startsWith("whsec_")) {
            try {
                return Base64.getDecoder().decode(text.substring("whsec_".length()));
            } catch (IllegalArgumentException e) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        HttpClients.close(client);
    }
}
