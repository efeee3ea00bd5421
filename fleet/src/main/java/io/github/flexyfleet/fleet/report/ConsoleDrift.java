package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.plan.Change;
import io.github.flexyfleet.fleet.plan.Drift;
import io.github.flexyfleet.fleet.plan.Drift.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Drift for a console: the devices that are not in step, what differs on those that drifted, and one line of sums. */
public final class ConsoleDrift {
    private ConsoleDrift() {}

    /** All lines. */
    public static List<String> lines(List<Drift.Row> rows) {
        List<Drift.Row> told =
                rows.stream().filter(row -> row.standing() != Standing.IN_STEP).toList();
        List<String> lines = new ArrayList<>();
        if (!told.isEmpty()) {
            TextTable table = new TextTable("SITE", "DEVICE", "STANDING", "WANTED", "APPLIED", "RUNS", "SEEN BY");
            told.forEach(row -> table.row(
                    row.planned().way().site(),
                    row.planned().device().value(),
                    row.standing().words(),
                    row.planned().wanted().abbreviated(),
                    shown(row.applied()),
                    shown(row.planned().observed().digest()),
                    row.planned().observed().by().word()));
            lines.addAll(table.lines());
            lines.add("");
        }
        told.stream().filter(row -> row.standing() == Standing.DRIFTED).forEach(row -> lines.addAll(differences(row)));
        lines.add(sums(rows));
        return List.copyOf(lines);
    }

    private static List<String> differences(Drift.Row row) {
        List<String> lines = new ArrayList<>();
        lines.add(row.planned().device() + " differs from the fleet file:");
        row.planned().changes().forEach(change -> lines.add("    " + line(change)));
        lines.add("");
        return lines;
    }

    private static String line(Change change) {
        String places = change.places().isEmpty() ? "" : "  (" + String.join(", ", change.places()) + ")";
        if (change.kind() == Change.Kind.UNCOMPARED) {
            return "it runs bundle " + change.before().orElse("") + ", which was not deployed from this state folder";
        }
        return change.setting() + ": runs " + change.before().orElse("nothing") + ", wanted "
                + change.after().orElse("nothing") + places;
    }

    private static String shown(Optional<Digest> digest) {
        return digest.map(Digest::abbreviated).orElse("-");
    }

    private static String sums(List<Drift.Row> rows) {
        return Arrays.stream(Standing.values())
                        .filter(standing -> count(rows, standing) > 0)
                        .map(standing -> count(rows, standing) + " " + standing.words())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static long count(List<Drift.Row> rows, Standing standing) {
        return rows.stream().filter(row -> row.standing() == standing).count();
    }
}
