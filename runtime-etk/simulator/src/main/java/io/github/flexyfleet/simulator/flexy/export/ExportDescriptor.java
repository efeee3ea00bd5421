package io.github.flexyfleet.simulator.flexy.export;

import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An export block descriptor: fields of two letters after a {@code $}, each with a value that ends at a space, {@code
 * $} or {@code [}, or stands in quotes.
 *
 * @param fields value by field
 */
record ExportDescriptor(Map<String, String> fields) {
    /** Fields that a descriptor may have; uf is the file of a user file export. */
    private static final Set<String> KNOWN =
            Set.of("dt", "ft", "st", "et", "fn", "fl", "tn", "ut", "ct", "ts", "se", "uf");

    ExportDescriptor {
        fields = Map.copyOf(fields);
    }

    static ExportDescriptor parse(String text) throws Refusal {
        Map<String, String> fields = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ') {
                at++;
                continue;
            }
            if (c != '$') {
                throw new Refusal("export: $ expected");
            }
            while (at < text.length() && text.charAt(at) == '$') {
                at++;
            }
            if (at + 2 > text.length() || !KNOWN.contains(text.substring(at, at + 2))) {
                throw new Refusal("export: unknown field");
            }
            String name = text.substring(at, at + 2);
            at += 2;
            int end;
            String value;
            if (at < text.length() && text.charAt(at) == '"') {
                end = closing(text, at);
                value = text.substring(at + 1, end);
                end++;
            } else {
                end = at;
                while (end < text.length() && "$ [".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                value = text.substring(at, end);
            }
            fields.put(name, value);
            at = end;
        }
        if (!fields.getOrDefault("dt", "").matches("[A-Z]{2}")) {
            throw new Refusal("export: $dt missing");
        }
        return new ExportDescriptor(fields);
    }

    /** A BASIC expression may hold quotes itself: the value ends at the last one before the next field or the end. */
    private static int closing(String text, int open) throws Refusal {
        for (int i = text.length() - 1; i > open; i--) {
            boolean last = i == text.length() - 1 || text.charAt(i + 1) == '$' || text.charAt(i + 1) == ' ';
            if (text.charAt(i) == '"' && last) {
                return i;
            }
        }
        throw new Refusal("export: quote missing");
    }

    String type() {
        return fields.get("dt");
    }

    Optional<String> value(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Format letter; without one binary for some types, text for the others (talk2m-m2web 5). */
    char format() throws Refusal {
        String format = fields.getOrDefault(
                "ft", Set.of("HL", "IV", "RL", "UF", "SE", "CF", "FW", "TR").contains(type()) ? "B" : "T");
        if (!format.matches("[TBHG]")) {
            throw new Refusal("export: unknown format");
        }
        return format.charAt(0);
    }
}
