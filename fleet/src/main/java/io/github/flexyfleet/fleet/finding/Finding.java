package io.github.flexyfleet.fleet.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Something in the input that is wrong or doubtful.
 *
 * @param code what kind of finding it is
 * @param span where the mistake stands
 * @param what what is wrong, one line, never a secret
 * @param mend what to do about it, one line
 * @param related other places that belong to it, such as the first of two equal names
 */
public record Finding(FindingCode code, Span span, String what, String mend, List<Span> related)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::span)
            .thenComparing(Finding::code)
            .thenComparing(Finding::what)
            .thenComparing(Finding::mend)
            .thenComparing(finding -> finding.related().toString());

    /** Takes a copy, with control characters made visible: a finding is one line whatever the input holds. */
    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(span, "span");
        what = Text.oneLine(what);
        mend = Text.oneLine(mend);
        related = List.copyOf(related);
    }

    /** The code's severity. */
    public Severity severity() {
        return code.severity();
    }

    /** By place, then by code. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column CODE what / mend}, with related places in brackets after what is wrong. */
    public String render() {
        String places = related.isEmpty()
                ? ""
                : related.stream().map(Span::toString).collect(Collectors.joining(", ", " (see ", ")"));
        return Text.oneLine(span.file()) + ":" + span.line() + ":" + span.column() + " " + code.id() + " " + what
                + places + " / " + mend;
    }

    @Override
    public String toString() {
        return render();
    }
}
