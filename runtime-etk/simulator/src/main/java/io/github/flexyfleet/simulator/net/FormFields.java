package io.github.flexyfleet.simulator.net;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code application/x-www-form-urlencoded} text and percent-encoded path segments. */
public final class FormFields {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\r]*[; ]name=\"([^\"]*)\"");

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
     * The text fields of a form in parts; of a repeated name the first value counts.
     *
     * @param type value of the Content-Type header, which names the boundary
     */
    static Map<String, String> parts(String type, String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            return fields;
        }
        for (String part : body.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int head = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
            if (name.find() && part.endsWith("\r\n")) {
                fields.putIfAbsent(name.group(1), part.substring(head + 4, part.length() - 2));
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
