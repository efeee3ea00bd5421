package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds secrets that stand in a file: by a key's name, and by values that look like one. The value is never shown. */
final class InlineSecrets {
    private static final Pattern NAME = Pattern.compile("(?:.*(?:password|passwd|passphrase|passcode|secret"
            + "|connectionstring|accesskey|apikey|privatekey|credentials?|developerid)|pwd|(?:.*[^a-z])?token)");
    private static final Pattern CONTENT = Pattern.compile("(?i)SharedAccess(?:Key|Signature)\\s*=|PRIVATE KEY-----");

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
            findings.add(
                    FindingCode.INLINE_SECRET, entry.keySpan(), Text.quote(entry.name()) + " holds a secret in plain");
        } else {
            check(entry.value(), findings);
        }
    }

    /** Tells whether an entry holds a secret. A map is none, so that a device may be called secret-garden. */
    static boolean isSecret(MapEntry entry) {
        if (entry.value() instanceof MapValue
                || (entry.value() instanceof ScalarValue scalar && scalar.kind() == ScalarKind.NULL)) {
            return false;
        }
        String name = entry.name().toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches()
                || NAME.matcher(name.replaceAll("[^a-z]", "")).matches();
    }

    static boolean holdsSecret(ScalarValue scalar) {
        return CONTENT.matcher(scalar.text()).find();
    }
}
