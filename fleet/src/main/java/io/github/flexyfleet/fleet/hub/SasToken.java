package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shared access signature of a service (azure-iot-hub 4, Auth). */
public final class SasToken {
    private SasToken() {}

    /**
     * The value of the header {@code Authorization}.
     *
     * @param expiry when the token ends, whole seconds
     */
    static Secret sign(IotHubConnectionString hub, Instant expiry) {
        return sign(hub, "", expiry);
    }

    /**
     * A token for a part of the hub.
     *
     * @param path what of it, such as {@code /messages/events}
     * @param expiry when the token ends, whole seconds
     */
    public static Secret sign(IotHubConnectionString hub, String path, Instant expiry) {
        String resource = encode(hub.hostOnly().toLowerCase(Locale.ROOT) + path);
        long seconds = expiry.getEpochSecond();
        String signature = encode(hmac(hub.key(), resource + "\n" + seconds));
        return Secret.of("SharedAccessSignature sr=" + resource + "&sig=" + signature + "&se=" + seconds + "&skn="
                + encode(hub.keyName()));
    }

    private static String hmac(Secret key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.reveal()), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
