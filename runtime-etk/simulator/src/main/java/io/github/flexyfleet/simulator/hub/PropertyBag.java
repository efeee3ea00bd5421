package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.FormFields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties in the topic of a message (azure-iot-hub 1): system ones under the names that readers of the hub see,
 * application ones as sent, looked up without regard to case, the last of several counting (INFERRED which).
 *
 * @param system system properties
 * @param application application properties
 */
record PropertyBag(Map<String, String> system, Map<String, String> application) {
    // The names on the reader's side are those of AMQP; where the facts give none they are INFERRED.
    private static final Map<String, String> SYSTEM = Map.ofEntries(
            Map.entry("$.mid", "message-id"),
            Map.entry("$.cid", "correlation-id"),
            Map.entry("$.uid", "user-id"),
            Map.entry("$.to", "to"),
            Map.entry("$.ct", "content-type"),
            Map.entry("$.ce", "content-encoding"),
            Map.entry("$.ctime", "iothub-creation-time-utc"),
            Map.entry("$.exp", "absolute-expiry-time"),
            Map.entry("$.on", "iothub-output-name"),
            Map.entry("$.cdid", "connection-device-id"),
            Map.entry("$.cmid", "connection-module-id"),
            Map.entry("$.sub", "dt-subject"),
            Map.entry("$.ifid", "iothub-interface-id"));

    private static final String APPLICATION = "iothub-app-";

    /** By header name; those that the facts do not name are INFERRED from the two that they do. */
    private static final Map<String, String> POSTED = Map.of(
            "iothub-messageid", "message-id",
            "iothub-correlationid", "correlation-id",
            "iothub-userid", "user-id",
            "iothub-to", "to",
            "iothub-contenttype", "content-type",
            "iothub-contentencoding", "content-encoding");

    /**
     * Decodes a bag.
     *
     * @throws IllegalArgumentException when it is not percent-encoded
     */
    static PropertyBag parse(String bag) {
        Map<String, String> system = new LinkedHashMap<>();
        Map<String, String> application = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : bag.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = FormFields.decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : FormFields.decode(pair.substring(equals + 1));
                String known = SYSTEM.get(name);
                if (known == null) {
                    application.put(name, value);
                } else {
                    system.put(known, value);
                }
            }
        }
        return new PropertyBag(system, application);
    }

    /**
     * The properties of a message that was posted: headers {@code iothub-app-NAME} and, for system properties,
     * {@code iothub-} and their name in one word (azure-iot-hub 1). Values come as sent.
     *
     * @param headers by lower-case name
     */
    static PropertyBag ofHeaders(Map<String, String> headers) {
        Map<String, String> system = new LinkedHashMap<>();
        Map<String, String> application = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (name.startsWith(APPLICATION)) {
                application.put(name.substring(APPLICATION.length()), value);
            } else if (POSTED.containsKey(name)) {
                system.put(POSTED.get(name), value);
            }
        });
        return new PropertyBag(system, application);
    }

    /** Bytes that count against the size of a message: system values, application names and values. */
    int size() {
        int size = 0;
        for (String value : system.values()) {
            size += bytes(value);
        }
        for (Map.Entry<String, String> entry : application.entrySet()) {
            size += bytes(entry.getKey()) + bytes(entry.getValue());
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
