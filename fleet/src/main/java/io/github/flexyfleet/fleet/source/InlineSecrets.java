package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds secrets that stand in a file: by a key's name, and by values that look like one. The value is never shown. */
final class InlineSecrets {
    private static final Pattern NAME = Pattern.compile("(?:.*(?:password|passwd|passphrase|passcode|secret"
            + "|connectionstring|accesskey|apikey|privatekey|credentials?|developerid)|pwd|(?:.*[^a-z])?token)");
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z]");
    private static final Pattern CONTENT = Pattern.compile("(?i)SharedAccess(?:Key|Signature)\\s*=|PRIVATE KEY-----");

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
        return NAME.matcher(name).matches()
                || NAME.matcher(NO_LETTER.matcher(name).replaceAll("")).matches();
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

    static boolean holdsSecret(ScalarValue scalar) {
        return CONTENT.matcher(scalar.text()).find();
    }
}
