package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What trials of a rollout with one profile of faults showed, in a row of a table. */
record PolicyTrials(String profile, int devices, List<PolicyTrial.Result> results) {
    PolicyTrials {
        results = List.copyOf(results);
    }

    /** The table of all profiles. */
    static List<String> table(List<PolicyTrials> all) {
        TextTable table = new TextTable(
                "FAULTS",
                "TRIALS",
                "ALL DEVICES DONE",
                "HALTED",
                "RUNS, WORST",
                "TIME, MEDIAN",
                "WORST",
                "CALLS, MEDIAN",
                "WORST",
                "A BAD CONFIGURATION REACHES");
        all.forEach(trials -> table.row(trials.cells().toArray(String[]::new)));
        return table.lines();
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>();
        cells.add(profile);
        cells.add(Integer.toString(results.size()));
        cells.add(Long.toString(
                results.stream().filter(result -> result.done() == devices).count()));
        cells.add(Long.toString(
                results.stream().filter(PolicyTrial.Result::halted).count()));
        cells.add(Long.toString(worst(PolicyTrial.Result::runs)));
        cells.add(words(Duration.ofMillis(median(result -> result.took().toMillis()))));
        cells.add(words(Duration.ofMillis(worst(result -> result.took().toMillis()))));
        cells.add(Long.toString(median(PolicyTrial.Result::calls)));
        cells.add(Long.toString(worst(PolicyTrial.Result::calls)));
        cells.add(median(PolicyTrial.Result::badReached) + " of " + devices + ", at worst "
                + worst(PolicyTrial.Result::badReached));
        return cells;
    }

    /** Half of the results are no higher; of two in the middle the higher one. */
    private long median(ToLongFunction<PolicyTrial.Result> figure) {
        return results.stream()
                .mapToLong(figure)
                .sorted()
                .skip(results.size() / 2)
                .findFirst()
                .orElse(0);
    }

    private long worst(ToLongFunction<PolicyTrial.Result> figure) {
        return results.stream()
                .map(figure::applyAsLong)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    private static String words(Duration duration) {
        return duration.compareTo(Duration.ofHours(1)) < 0
                ? String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart());
    }
}
