package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.TrustedRoots;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.IOException;
import java.net.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Somebody who has got hold of a device's key, and tries it at the hub. */
final class KeyProbe {
    private final RehearsalWorld world;
    private final String host;

    KeyProbe(RehearsalWorld world, String host) {
        this.world = world;
        this.host = host;
    }

    /** Posts a message by a token that is good for an hour; answers the hub's status code. */
    int post(String device, Secret key, Instant now) throws IOException, GeneralSecurityException {
        TrustedRoots roots = TrustedRoots.withExtra(List.of(world.rootCertificate()));
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, world.proxy()))
                .sslSocketFactory(roots.sockets(), roots.manager())
                .build();
        Request request = new Request.Builder()
                .url("https://" + host + "/devices/" + device + "/messages/events?api-version=2020-09-30")
                .header("Authorization", token(device, key, now.plus(Duration.ofHours(1))))
                .post(RequestBody.create(new byte[0]))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    /** As azure-iot-hub 4 has it, without the name of a policy. */
    private String token(String device, Secret key, Instant end) throws GeneralSecurityException {
        String resource = encode(host.toLowerCase(Locale.ROOT) + "/devices/" + device);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.reveal()), "HmacSHA256"));
        byte[] signature = mac.doFinal((resource + "\n" + end.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
        return "SharedAccessSignature sr=" + resource + "&sig="
                + encode(Base64.getEncoder().encodeToString(signature)) + "&se=" + end.getEpochSecond();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
