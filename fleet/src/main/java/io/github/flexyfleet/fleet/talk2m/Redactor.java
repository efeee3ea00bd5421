package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes text that came over the network fit to be shown: the secrets of the call become a mark, in plain and in form
 * encoding, and what is left one short line. A server may send back anything that it got.
 */
class Redactor {
    /** Shows nothing at all. */
    static final Redactor SILENT = new Redactor(List.of()) {
        @Override
        String shorten(String text) {
            return "(not shown)";
        }
    };

    private static final int SHORT_TEXT = 120;
    private static final String MARK = "[secret]";

    private final List<Secret> secrets;

    Redactor(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** A redactor that knows one secret more. */
    Redactor and(Secret secret) {
        List<Secret> more = new ArrayList<>(secrets);
        more.add(secret);
        return new Redactor(more);
    }

    /** One line of at most 120 printable ASCII characters without any of the secrets. */
    String shorten(String text) {
        String line = redact(text).replaceAll("[^\\x21-\\x7e]+", " ").strip();
        return line.length() <= SHORT_TEXT ? line : line.substring(0, SHORT_TEXT);
    }

    private String redact(String text) {
        String redacted = text;
        // Longest first: a secret may be a part of another one.
        for (String form : secrets.stream()
                .map(Secret::reveal)
                .filter(value -> !value.isEmpty())
                .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            redacted = redacted.replace(form, MARK);
        }
        return redacted;
    }
}
