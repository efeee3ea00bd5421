package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.FormFields;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared access signature, {@code SharedAccessSignature sr=..&sig=..&se=..[&skn=..]} (azure-iot-hub 4).
 *
 * @param rawResource {@code sr} as sent, which is what was signed
 * @param resource the same, decoded
 * @param signature {@code sig} in Base64
 * @param end {@code se} as sent, seconds since 1970
 * @param policy {@code skn}; empty in a device's own token
 */
record SharedAccessToken(String rawResource, String resource, String signature, String end, String policy) {
    private static final String SCHEME = "SharedAccessSignature ";
    private static final String HMAC = "HmacSHA256";

    /** Reads a token; empty when it is none. */
    static Optional<SharedAccessToken> parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        Map<String, String> raw = new HashMap<>();
        for (String pair : text.substring(SCHEME.length()).strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                raw.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        String end = raw.getOrDefault("se", "");
        if (!end.matches("[0-9]{1,11}")) {
            return Optional.empty();
        }
        try {
            String resource = raw.getOrDefault("sr", "");
            return Optional.of(new SharedAccessToken(
                    resource,
                    FormFields.decode(resource),
                    FormFields.decode(raw.getOrDefault("sig", "")),
                    end,
                    raw.getOrDefault("skn", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** When it ends. */
    Instant until() {
        return Instant.ofEpochSecond(Long.parseLong(end));
    }

    /** Whether this key made the signature. */
    boolean signedBy(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] right = mac.doFinal((rawResource + "\n" + end).getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(Base64.getDecoder().decode(signature), right);
        } catch (IllegalArgumentException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + HMAC, e);
        }
    }

    /** Names the resource only. */
    @Override
    public String toString() {
        return "token for " + resource;
    }
}
