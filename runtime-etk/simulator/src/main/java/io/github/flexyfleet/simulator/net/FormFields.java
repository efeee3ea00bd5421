package io.github.flexyfleet.simulator.net;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code application/x-www-form-urlencoded} text and percent-encoded path segments. */
public final class FormFields {
    private FormFields() {}

    /**
     * Fields in their order; of a repeated name the first value counts, a name without {@code =} has an empty value.
     *
     * @throws IllegalArgumentException when a percent sign starts no escape
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    /**
     * Decodes a form value: {@code +} is a space.
     *
     * @throws IllegalArgumentException when a percent sign starts no escape
     */
    public static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    /**
     * Decodes a piece of a path: {@code +} stays.
     *
     * @throws IllegalArgumentException when a percent sign starts no escape
     */
    public static String decodePath(String value) {
        return decode(value.replace("+", "%2B"));
    }
}
