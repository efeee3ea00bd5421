package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code URLEncoder} and {@code URLDecoder}: right for ASCII only, hex in lower case (flexy-vm). */
public final class GuestUrls {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-*_";

    private GuestUrls() {}

    /** {@code URLEncoder.encode(String, String)}: one byte a character, whatever the encoding. */
    public static String encode(String text, String encoding) throws UnsupportedEncodingException {
        GuestStrings.Encoding.named(encoding);
        return Guest.has(Flaw.URLS) ? encode(text) : URLEncoder.encode(text, encoding);
    }

    /** {@code URLEncoder.encode(String)}. */
    public static String encode(String text) {
        if (!Guest.has(Flaw.URLS)) {
            return URLEncoder.encode(text, StandardCharsets.ISO_8859_1);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (PLAIN.indexOf(c) >= 0) {
                out.append(c);
            } else if (c == ' ') {
                out.append('+');
            } else {
                out.append('%').append(Character.forDigit((c >> 4) & 15, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return out.toString();
    }

    /** {@code URLDecoder.decode(String, String)}: each byte becomes a character. */
    public static String decode(String text, String encoding) throws UnsupportedEncodingException {
        GuestStrings.Encoding.named(encoding);
        return Guest.has(Flaw.URLS) ? decode(text) : URLDecoder.decode(text, encoding);
    }

    /** {@code URLDecoder.decode(String)}. */
    public static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    }
}
