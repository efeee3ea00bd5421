package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.Optional;

/** Finds plain values and keys that YAML programs disagree about. A value that may be a secret is not shown. */
final class Pitfalls {
    private Pitfalls() {}

    static void check(Value value, Findings findings) {
        if (value instanceof MapValue map) {
            map.entries().values().forEach(entry -> check(entry, findings));
        } else if (value instanceof ListValue list) {
            list.items().forEach(item -> check(item, findings));
        } else if (value instanceof ScalarValue scalar && scalar.kind() == ScalarKind.AMBIGUOUS) {
            ambiguous(
                    scalar,
                    "write " + Text.quote(scalar.text()) + " for the text, else true, false or plain decimal digits",
                    findings);
        }
    }

    private static void ambiguous(ScalarValue scalar, String mend, Findings findings) {
        findings.add(
                FindingCode.YAML_AMBIGUOUS,
                scalar.span(),
                scalar.text() + " without quotes is text to some programs and a number or boolean to others",
                mend);
    }

    private static void check(MapEntry entry, Findings findings) {
        ScalarValue key = entry.key();
        if (key.kind() != ScalarKind.TEXT) {
            findings.add(
                    FindingCode.YAML_AMBIGUOUS,
                    key.span(),
                    "the key " + (key.text().isEmpty() ? "is empty" : key.text() + " without quotes is no text"),
                    key.text().isEmpty() ? "write a name before the colon" : "write " + Text.quote(key.text()) + ":");
        }
        if (InlineSecrets.isSecret(entry)) {
            return;
        }
        Optional<String> serial = entry.name().equals("serial")
                        && entry.value() instanceof ScalarValue scalar
                        && scalar.kind() == ScalarKind.AMBIGUOUS
                ? SerialNumber.mend(scalar.text())
                : Optional.empty();
        // Quotes alone would only lead to the next finding.
        serial.ifPresentOrElse(
                mend -> ambiguous((ScalarValue) entry.value(), mend, findings), () -> check(entry.value(), findings));
    }
}
