package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.FormFields;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the shared access signature of a service client (azure-iot-hub 4). Thread-safe. */
final class SasVerifier {
    private static final String SCHEME = "SharedAccessSignature ";
    private static final String HMAC = "HmacSHA256";

    private final String host;
    private final String policy;
    private final byte[] key;
    private final InstantSource clock;

    SasVerifier(String host, String policy, byte[] key, InstantSource clock) {
        this.host = host;
        this.policy = policy;
        this.key = key.clone();
        this.clock = clock;
    }

    /**
     * Checks the value of the Authorization header.
     *
     * @throws HubRefusal 401002 when it is missing or wrong, 401003 when it is out of date
     */
    void check(Optional<String> authorization) throws HubRefusal {
        Map<String, String> raw = authorization
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> rawFields(value.substring(SCHEME.length())))
                .orElseThrow(SasVerifier::wrong);
        String end = raw.getOrDefault("se", "");
        if (!resource(raw).equalsIgnoreCase(host)
                || !policy.equals(raw.get("skn"))
                || !end.matches("[0-9]{1,11}")
                || !MessageDigest.isEqual(signature(raw), sign(raw.get("sr") + "\n" + end))) {
            throw wrong();
        }
        if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)))) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The token ended at " + end);
        }
    }

    private static HubRefusal wrong() {
        return new HubRefusal(HubError.UNAUTHORIZED_ACCESS, "The request has no valid shared access signature");
    }

    private static Map<String, String> rawFields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return fields;
    }

    private static String resource(Map<String, String> raw) throws HubRefusal {
        try {
            return FormFields.decode(raw.getOrDefault("sr", ""));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static byte[] signature(Map<String, String> raw) throws HubRefusal {
        try {
            return Base64.getDecoder().decode(FormFields.decode(raw.getOrDefault("sig", "")));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + HMAC, e);
        }
    }
}
