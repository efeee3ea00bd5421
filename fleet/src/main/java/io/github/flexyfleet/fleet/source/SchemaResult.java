package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a schema check found. */
public final class SchemaResult {
    private final List<Violation> violations;
    // By place, not by object: a value stays unsound when its variables are expanded.
    private final Set<Span> unsound = new HashSet<>();

    SchemaResult(List<Violation> violations) {
        this.violations = List.copyOf(violations);
        violations.forEach(violation -> violation.trail().forEach(value -> unsound.add(value.span())));
    }

    /** Tells whether the value, a part of the checked tree, and all below it fit the schema. */
    public boolean isSound(Value value) {
        return !unsound.contains(value.span());
    }

    /**
     * Adds a finding for each violation, but for those at a place where an error is known already: whoever found that
     * one knew better what is wrong there.
     */
    public void report(Findings findings) {
        List<Violation> untold = violations.stream()
                // The place of a map is that of its first key, whose own mistakes are others.
                .filter(violation -> violation.finding().code() == FindingCode.MISSING_KEY
                        || !findings.hasErrorAt(violation.finding().span()))
                .toList();
        untold.forEach(violation -> findings.add(violation.finding()));
    }
}
