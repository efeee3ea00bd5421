package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.Located;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads days of the calendar. */
final class Days {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Days() {}

    /** The day; one of the right form that no calendar has is a finding, another form the schema's business. */
    static Optional<LocalDate> read(Located<String> text, Findings findings) {
        if (!FORM.matcher(text.value()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.value()));
        } catch (DateTimeParseException e) {
            findings.add(FindingCode.BAD_DAY, text.span(), "no calendar has the day " + Text.quote(text.value()));
            return Optional.empty();
        }
    }
}
