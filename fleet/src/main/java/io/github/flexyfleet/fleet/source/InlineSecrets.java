package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds secrets that stand in a file: by a key's name, and by values that look like one. The value is never shown. */
final class InlineSecrets {
    private static final List<String> ENDINGS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "secret",
            "connectionstring",
            "accesskey",
            "apikey",
            "privatekey",
            "credential",
            "credentials",
            "developerid");
    private static final Pattern CONTENT = Pattern.compile("(?i)SharedAccess(?:Key|Signature)\\s*=|PRIVATE KEY-----");
    private static final int SHORTEST_CONTENT = "SharedAccessKey=".length();

    /** The name of a secret that is kept elsewhere. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");

    private static final String KEY = "secret";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z0-9._-]++\\}");

    private InlineSecrets() {}

    static void check(Value value, Findings findings) {
        if (value instanceof MapValue map) {
            map.entries().values().forEach(entry -> check(entry, findings));
        } else if (value instanceof ListValue list) {
            list.items().forEach(item -> check(item, findings));
        } else if (value instanceof ScalarValue scalar && holdsSecret(scalar)) {
            findings.add(FindingCode.INLINE_SECRET, scalar.span(), "this value looks like a secret");
        }
    }

    private static void check(MapEntry entry, Findings findings) {
        if (isSecret(entry)) {
            // At the value where the language knows the key: the schema check must not tell of it, and so show it.
            Span span = entry.name().equals(KEY) ? entry.value().span() : entry.keySpan();
            findings.add(FindingCode.INLINE_SECRET, span, Text.quote(entry.name()) + " holds a secret in plain");
        } else {
            check(entry.value(), findings);
        }
    }

    /** Tells whether a name sounds like that of a secret. */
    static boolean isSecretName(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return namesSecret(name) || namesSecret(lettersOf(name));
    }

    private static boolean isReference(MapEntry entry) {
        return entry.name().equals(KEY)
                && entry.value() instanceof ScalarValue scalar
                && (scalar.kind() == ScalarKind.TEXT || scalar.kind() == ScalarKind.TEMPLATE)
                && REFERENCE
                        .matcher(VARIABLE.matcher(scalar.text()).replaceAll("v"))
                        .matches();
    }

    /** Tells whether an entry holds a secret. A map is none, so that a device may be called secret-garden. */
    static boolean isSecret(MapEntry entry) {
        if (entry.value() instanceof MapValue
                || (entry.value() instanceof ScalarValue scalar && scalar.kind() == ScalarKind.NULL)) {
            return false;
        }
        return isSecretName(entry.name()) && !isReference(entry);
    }

    // No regular expression: this is asked twice for every key of a large fleet.
    private static boolean namesSecret(String name) {
        return name.equals("pwd") || endsInToken(name) || ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** As a word of its own: a broken token is none. */
    private static boolean endsInToken(String name) {
        int before = name.length() - "token".length() - 1;
        return name.endsWith("token") && (before < 0 || !isLetter(name.charAt(before)));
    }

    private static String lettersOf(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.chars().filter(InlineSecrets::isLetter).forEach(c -> letters.append((char) c));
        return letters.toString();
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean holdsSecret(ScalarValue scalar) {
        String text = scalar.text();
        return text.length() >= SHORTEST_CONTENT && CONTENT.matcher(text).find();
    }
}
