package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.Located;
import java.util.HashMap;
import java.util.Map;

/** Finds words that stand twice in a fleet, in whichever files. */
final class UniqueNames {
    private final FindingCode code;
    private final Findings findings;
    private final Map<String, Located<String>> seen = new HashMap<>();

    UniqueNames(FindingCode code, Findings findings) {
        this.code = code;
        this.findings = findings;
    }

    /**
     * Remembers a word; adds a finding when its key was seen before.
     *
     * @param key what must be unique, perhaps the word in one case
     */
    boolean isFirst(String key, Located<String> word) {
        Located<String> first = seen.putIfAbsent(key, word);
        if (first == null) {
            return true;
        }
        boolean same = first.value().equals(word.value());
        String what = code.title().replace("Duplicate ", "") + " " + Text.quote(word.value())
                + (same ? " is used twice" : " differs only in case from " + Text.quote(first.value()));
        findings.add(code, word.span(), what, code.mend(), first.span());
        return false;
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }
}
