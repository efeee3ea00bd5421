package io.github.flexyfleet.fleet.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** Days that come again, by a rule of RFC 5545. Days have no time zone here. Immutable. */
final class Recurrence {
    private static final Set<Freq> BY_DAYS = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);
    /** A rule whose days are rarer than this many steps is taken for one without any. */
    private static final int MOST_STEPS = 10_000;

    private final RecurrenceRule rule;

    private Recurrence(RecurrenceRule rule) {
        this.rule = rule;
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException with words for people when it is none that this tool can use
     */
    static Recurrence parse(String text) {
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException("it is no recurrence rule of RFC 5545", e);
        }
        if (!BY_DAYS.contains(rule.getFreq())) {
            throw new IllegalArgumentException("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY: a window opens on days");
        }
        if (rule.hasPart(Part.BYHOUR) || rule.hasPart(Part.BYMINUTE) || rule.hasPart(Part.BYSECOND)) {
            throw new IllegalArgumentException("the time of day stands in start:, not in the rule");
        }
        if (rule.getUntil() != null && !rule.getUntil().isAllDay()) {
            throw new IllegalArgumentException("UNTIL must be a day, such as UNTIL=20271231");
        }
        return new Recurrence(rule);
    }

    /** Whether the days depend on the day from which the rule counts. */
    boolean countsFromADay() {
        if (rule.getInterval() > 1 || rule.getCount() != null) {
            return true;
        }
        boolean byDay = rule.hasPart(Part.BYDAY);
        boolean byDayOfMonth = byDay || rule.hasPart(Part.BYMONTHDAY);
        return switch (rule.getFreq()) {
            case WEEKLY -> !byDay;
            case MONTHLY -> !byDayOfMonth;
            case YEARLY -> !(byDayOfMonth || rule.hasPart(Part.BYYEARDAY));
            case DAILY, HOURLY, MINUTELY, SECONDLY -> false;
        };
    }

    /**
     * The first of its days that is not before another day.
     *
     * @param from the day from which the rule counts; without one, the rule must not depend on it
     * @return empty when there is none, or none for ages
     */
    Optional<LocalDate> firstFrom(LocalDate day, Optional<LocalDate> from) {
        LocalDate begin = from.orElse(day);
        try {
            RecurrenceRuleIterator days = rule.iterator(date(begin));
            if (begin.isBefore(day)) {
                days.fastForward(date(day));
            }
            for (int step = 0; step < MOST_STEPS && days.hasNext(); step++) {
                DateTime next = days.nextDateTime();
                LocalDate found = LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth());
                if (!found.isBefore(day)) {
                    return Optional.of(found);
                }
            }
        } catch (IllegalArgumentException e) {
            // The library's word for a rule that goes on for ever without a day, such as 30 February.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static DateTime date(LocalDate day) {
        return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
    }
}
