package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.text.Utf8;

/** Headers and bodies as the Flexy's HTTP client wants them (flexy-etk 1.5). */
final class HttpsText {
    private static final String BAG = "/messages/events/";
    private static final String HEX = "0123456789abcdef";

    private HttpsText() {}

    /**
     * The headers of a message. INFERRED: in {@code Name=Value&Name2=Value2} values are percent-encoded, as in a query of
     * that form; without it no token could be sent, which has ampersands of its own.
     *
     * @param topic MQTT topic of the message; its properties are percent-encoded already
     */
    static String headers(String token, String topic) {
        StringBuffer out = new StringBuffer(768);
        // With this type HMS's connectors send a body as it is (flexy-etk 1.5); else it would be a form.
        out.append("Authorization=").append(Utf8.percent(token)).append("&Content-Type=application/json");
        int at = topic.indexOf(BAG) + BAG.length();
        while (at < topic.length()) {
            int end = topic.indexOf('&', at);
            String property = topic.substring(at, end < 0 ? topic.length() : end);
            // azure-iot-hub 1: system properties are headers of one word.
            if (property.startsWith("$.ct=")) {
                property = "iothub-contenttype" + property.substring(4);
            } else if (property.startsWith("$.ce=")) {
                property = "iothub-contentencoding" + property.substring(4);
            } else {
                property = "iothub-app-" + property;
            }
            out.append('&').append(property);
            at += end < 0 ? topic.length() : end - at + 1;
        }
        return out.toString();
    }

    /**
     * JSON in ASCII: the charset in which the Flexy sends a body is not known. What could have a meaning in its text
     * fields is escaped too; outside of JSON's strings none of these characters stands.
     */
    static String body(byte[] json) {
        String text = Utf8.decode(json);
        StringBuffer out = new StringBuffer(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' || "&=%$".indexOf(c) >= 0) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
