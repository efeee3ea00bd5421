package io.github.flexyfleet.fleet.finding;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects findings, so that one run shows all of them. Not safe for use by several threads. */
public final class Findings {
    private final Set<Finding> found = new HashSet<>();
    private final Set<Span> errorSpans = new HashSet<>();

    /** Adds a finding; the same one twice counts once. */
    public void add(Finding finding) {
        found.add(finding);
        if (finding.severity() == Severity.ERROR) {
            errorSpans.add(finding.span());
        }
    }

    /** Adds a finding with the code's general mend. */
    public void add(FindingCode code, Span span, String what) {
        add(new Finding(code, span, what, code.mend(), List.of()));
    }

    /** Adds a finding with a mend for just this case. */
    public void add(FindingCode code, Span span, String what, String mend, Span... related) {
        add(new Finding(code, span, what, mend, List.of(related)));
    }

    /** Tells whether an error stands at exactly this place already: the same mistake is told once. */
    public boolean hasErrorAt(Span span) {
        return errorSpans.contains(span);
    }

    /** Tells whether any error was found. */
    public boolean hasErrors() {
        return !errorSpans.isEmpty();
    }

    /** All findings, sorted by place. */
    public List<Finding> sorted() {
        return found.stream().sorted().toList();
    }
}
