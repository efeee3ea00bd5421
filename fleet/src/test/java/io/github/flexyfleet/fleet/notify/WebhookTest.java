package io.github.flexyfleet.fleet.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");
    private static final byte[] KEY = "0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8);
    private static final Notice NOTICE = new Notice(
            Notice.Kind.HALT, "waterworks", NOW.minusSeconds(5), "the rollout was stopped", List.of(), "rollout 7");

    private final MockWebServer receiver = new MockWebServer();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void theReceiverCanTellThatItComesFromHere() throws Exception {
        receiver.enqueue(new MockResponse.Builder().code(204).build());

        assertThat(send(Optional.of("whsec_" + Base64.getEncoder().encodeToString(KEY))))
                .isEmpty();

        RecordedRequest request = receiver.takeRequest(5, TimeUnit.SECONDS);
        String id = request.getHeaders().get("webhook-id");
        String timestamp = request.getHeaders().get("webhook-timestamp");
        assertThat(timestamp).isEqualTo(Long.toString(NOW.getEpochSecond()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] expected =
                mac.doFinal((id + "." + timestamp + "." + request.getBody().utf8()).getBytes(StandardCharsets.UTF_8));
        assertThat(request.getHeaders().get("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
        assertThat(request.getUrl().queryParameter("token")).isEqualTo("hidden-token");
    }

    @Test
    void aRefusalIsTriedAgainUnderTheSameId() throws Exception {
        receiver.enqueue(new MockResponse.Builder().code(503).build());
        receiver.enqueue(new MockResponse.Builder().code(200).build());

        assertThat(send(Optional.empty())).isEmpty();

        RecordedRequest first = receiver.takeRequest(5, TimeUnit.SECONDS);
        RecordedRequest second = receiver.takeRequest(5, TimeUnit.SECONDS);
        assertThat(second.getHeaders().get("webhook-id"))
                .isEqualTo(first.getHeaders().get("webhook-id"));
        assertThat(first.getHeaders().get("webhook-signature")).isNull();
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void whatCannotBeSentIsSaidWithoutTheUrl() {
        for (int attempt = 0; attempt < 3; attempt++) {
            receiver.enqueue(new MockResponse.Builder().code(500).build());
        }

        assertThat(send(Optional.of("key"))).contains("the webhook answered with HTTP 500");
        receiver.close();
        assertThat(send(Optional.of("key")).orElseThrow())
                .startsWith("the webhook cannot be reached")
                .doesNotContain("hidden-token", "localhost", "127.0.0.1");
    }

    @Test
    void aUrlThatIsNoneIsKnownBefore() {
        assertThat(new Webhook.Target(Secret.of("not a url"), Optional.empty(), NoticeForm.JSON).isUsable())
                .isFalse();
        assertThat(target(Optional.empty()).isUsable()).isTrue();
    }

    @Test
    void aKeyWithNothingInItIsKnownBefore() {
        assertThat(target(Optional.of("whsec_")).canSign()).isFalse();
        assertThat(target(Optional.of("any text")).canSign()).isTrue();
        assertThat(target(Optional.empty()).canSign()).isTrue();
    }

    private Optional<String> send(Optional<String> key) {
        try (Webhook webhook = new Webhook(target(key), WebProxy.standard(), List.of(), () -> NOW, pauses::add)) {
            return webhook.send(NOTICE);
        }
    }

    private Webhook.Target target(Optional<String> key) {
        return new Webhook.Target(
                Secret.of(receiver.url("/hook?token=hidden-token").toString()), key.map(Secret::of), NoticeForm.JSON);
    }
}
