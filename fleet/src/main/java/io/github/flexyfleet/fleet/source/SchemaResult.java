package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What a schema check found. */
public final class SchemaResult {
    private final List<Violation> violations;
    private final Set<Value> unsound = Collections.newSetFromMap(new IdentityHashMap<>());

    SchemaResult(List<Violation> violations) {
        this.violations = List.copyOf(violations);
        violations.forEach(violation -> unsound.addAll(violation.trail()));
    }

    /** Tells whether the value, a part of the checked tree, and all below it fit the schema. */
    public boolean isSound(Value value) {
        return !unsound.contains(value);
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
