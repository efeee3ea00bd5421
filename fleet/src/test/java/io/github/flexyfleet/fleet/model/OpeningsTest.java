package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a device may begin: windows in a site's time zone, also where clocks are changed, and freezes. */
class OpeningsTest {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static Window window(String rrule, String start, String duration) {
        return Window.of(rrule, LocalTime.parse(start), Duration.parse(duration), Optional.empty());
    }

    private static Openings openings(Timing.Overrun overrun, List<Freeze> freezes, Window... windows) {
        return new Openings(BRUSSELS, List.of(windows), new Timing(overrun, freezes));
    }

    private static Openings openings(Window... windows) {
        return openings(Timing.Overrun.FINISH, List.of(), windows);
    }

    private static boolean isOpen(Openings openings, String moment) {
        return openings.closedAt(Instant.parse(moment), TEN_MINUTES).isEmpty();
    }

    private static Optional<Instant> next(Openings openings, String moment) {
        return openings.closedAt(Instant.parse(moment), TEN_MINUTES)
                .orElseThrow()
                .next();
    }

    @Test
    void withoutWindowsItIsAlwaysOpen() {
        assertThat(isOpen(Openings.ALWAYS, "2026-11-29T12:00:00Z")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // 2026-12-05 is a Saturday; Brussels is one hour ahead.
        "2026-12-05T20:59:59Z, false",
        "2026-12-05T21:00:00Z, true",
        "2026-12-06T00:59:59Z, true",
        "2026-12-06T01:00:00Z, false",
        "2026-12-06T21:00:00Z, true",
        "2026-12-07T21:00:00Z, false"
    })
    void aWindowIsInTheTimeOfItsSite(String moment, boolean open) {
        assertThat(isOpen(openings(window("FREQ=WEEKLY;BYDAY=SA,SU", "22:00", "PT4H")), moment))
                .isEqualTo(open);
    }

    @Test
    void theNextOpeningIsTold() {
        Openings openings = openings(
                window("FREQ=WEEKLY;BYDAY=SA", "22:00", "PT4H"), window("FREQ=MONTHLY;BYMONTHDAY=1", "06:00", "PT1H"));

        assertThat(next(openings, "2026-11-29T12:00:00Z")).contains(Instant.parse("2026-12-01T05:00:00Z"));
        assertThat(next(openings, "2026-12-01T06:00:00Z")).contains(Instant.parse("2026-12-05T21:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // On 28 March 2027 there is no 02:30: clocks go from 02:00 to 03:00, at 01:00Z.
        "2027-03-28T00:59:59Z, false",
        "2027-03-28T01:29:59Z, false",
        "2027-03-28T01:30:00Z, true",
        "2027-03-28T02:29:59Z, true",
        "2027-03-28T02:30:00Z, false",
        // The day after, 02:30 is 00:30Z.
        "2027-03-29T00:29:59Z, false",
        "2027-03-29T00:30:00Z, true",
        "2027-03-29T01:30:00Z, false"
    })
    void aTimeThatDoesNotExistIsAsMuchLaterAsClocksGoForward(String moment, boolean open) {
        assertThat(isOpen(openings(window("FREQ=DAILY", "02:30", "PT1H")), moment))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        // On 25 October 2026 there are two 02:30, at 00:30Z and at 01:30Z.
        "2026-10-25T00:29:59Z, false",
        "2026-10-25T00:30:00Z, true",
        "2026-10-25T01:29:59Z, true",
        "2026-10-25T01:30:00Z, false",
        "2026-10-25T02:00:00Z, false",
        "2026-10-26T01:30:00Z, true"
    })
    void ofATimeThatComesTwiceTheFirstCounts(String moment, boolean open) {
        assertThat(isOpen(openings(window("FREQ=DAILY", "02:30", "PT1H")), moment))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-24T20:00:00Z, 2026-10-25T00:00:00Z", "2027-03-27T21:00:00Z, 2027-03-28T01:00:00Z"})
    void aWindowOverTheChangeIsAsLongAsAnyOther(String opens, String closes) {
        Openings openings = openings(window("FREQ=WEEKLY;BYDAY=SA", "22:00", "PT4H"));

        assertThat(isOpen(openings, opens)).isTrue();
        assertThat(openings.closedAt(Instant.parse(opens).minusMillis(1), TEN_MINUTES))
                .isPresent();
        assertThat(openings.closedAt(Instant.parse(closes).minusMillis(1), TEN_MINUTES))
                .isEmpty();
        assertThat(isOpen(openings, closes)).isFalse();
    }

    @Test
    void whereNoneMayOverrunTheLastMinutesAreClosed() {
        Openings stop = openings(Timing.Overrun.STOP, List.of(), window("FREQ=WEEKLY;BYDAY=SA", "22:00", "PT4H"));

        assertThat(isOpen(stop, "2026-12-06T00:50:00Z")).as("ends just in time").isTrue();
        assertThat(isOpen(stop, "2026-12-06T00:50:01Z")).isFalse();
        assertThat(next(stop, "2026-12-06T00:50:01Z")).contains(Instant.parse("2026-12-12T21:00:00Z"));
    }

    @Test
    void aFreezeHoldsOnTheDaysOfTheSite() {
        Freeze freeze = new Freeze(LocalDate.parse("2026-12-20"), LocalDate.parse("2027-01-06"), "year's end");
        Openings always = openings(Timing.Overrun.FINISH, List.of(freeze));

        assertThat(isOpen(always, "2026-12-19T22:59:59Z")).isTrue();
        assertThat(isOpen(always, "2026-12-19T23:00:00Z")).isFalse();
        assertThat(always.closedAt(Instant.parse("2026-12-24T12:00:00Z"), TEN_MINUTES)
                        .orElseThrow()
                        .reason())
                .isEqualTo("it is frozen until 2027-01-06 (year's end)");
        assertThat(next(always, "2026-12-24T12:00:00Z")).contains(Instant.parse("2027-01-06T23:00:00Z"));
        assertThat(isOpen(always, "2027-01-06T23:00:00Z")).isTrue();
    }

    @Test
    void theNextOpeningLiesBehindTheFreezeAndMayBeTheRestOfAWindow() {
        Freeze freeze = new Freeze(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-05"), "");
        Openings openings =
                openings(Timing.Overrun.FINISH, List.of(freeze), window("FREQ=WEEKLY;BYDAY=SA", "22:00", "PT4H"));

        assertThat(next(openings, "2026-12-02T12:00:00Z"))
                .as("the freeze ends at midnight, in the middle of the window")
                .contains(Instant.parse("2026-12-05T23:00:00Z"));
    }

    @Test
    void aRuleThatCountsFromADayDoesSo() {
        Window everySecond = Window.of(
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
                LocalTime.parse("22:00"),
                Duration.ofHours(4),
                Optional.of(LocalDate.parse("2026-01-03")));

        // 2026-01-03 and each 14th day after it, such as 2026-12-05.
        assertThat(isOpen(openings(everySecond), "2026-12-05T22:00:00Z")).isTrue();
        assertThat(isOpen(openings(everySecond), "2026-12-12T22:00:00Z")).isFalse();
        assertThat(next(openings(everySecond), "2026-12-06T12:00:00Z")).contains(Instant.parse("2026-12-19T21:00:00Z"));
    }

    @Test
    void aRuleThatHasEndedOpensNothing() {
        assertThat(next(openings(window("FREQ=DAILY;UNTIL=20260101", "22:00", "PT4H")), "2026-12-06T12:00:00Z"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=DAILY, false",
        "FREQ=WEEKLY;BYDAY=SA, false",
        "FREQ=MONTHLY;BYDAY=-1SU, false",
        "FREQ=MONTHLY;BYMONTHDAY=15, false",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28, false",
        "FREQ=WEEKLY, true",
        "FREQ=MONTHLY, true",
        "FREQ=YEARLY;BYMONTH=2, true",
        "FREQ=DAILY;INTERVAL=2, true",
        "FREQ=DAILY;COUNT=3, true"
    })
    void whetherARuleCountsFromADay(String rule, boolean counts) {
        assertThat(Recurrence.parse(rule).countsFromADay()).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every saturday",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=3",
                "BYDAY=SA",
                "FREQ=DAILY;UNTIL=20270101T000000Z",
                "FREQ=WEEKLY;BYDAY=XX"
            })
    void whatIsNoRuleOfDays(String rule) {
        assertThatThrownBy(() -> Recurrence.parse(rule)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleWithoutDaysHasNone() {
        assertThat(Recurrence.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
                        .firstFrom(LocalDate.parse("2026-01-01"), Optional.empty()))
                .isEmpty();
    }
}
