package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.probe.Answer;
import io.github.flexyfleet.fleet.probe.Fact;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a probe found out, for a console: each fact with its answer, and whether it is what was assumed. */
public final class ConsoleProbe {
    private ConsoleProbe() {}

    /** A table, then a count, then what stayed unknown and why. */
    public static List<String> lines(ProbeProfile profile) {
        TextTable table = new TextTable("FACT", "ANSWER", "ASSUMED", "", "WHAT IT SAYS", "SOURCE");
        List<String> unknown = new ArrayList<>();
        int other = 0;
        for (Map.Entry<Fact, Answer> entry : profile.answers().entrySet()) {
            Fact fact = entry.getKey();
            if (entry.getValue() instanceof Answer.Found found) {
                boolean differs = fact.isOther(found.value());
                other += differs ? 1 : 0;
                table.row(
                        fact.id(),
                        shown(found.value()),
                        shown(fact.assumed()),
                        differs ? "OTHER" : "",
                        fact.says(),
                        fact.source());
            } else if (entry.getValue() instanceof Answer.Unknown why) {
                table.row(fact.id(), "unknown", shown(fact.assumed()), "", fact.says(), fact.source());
                unknown.add("  " + fact.id() + ": " + why.reason());
            }
        }
        List<String> lines = new ArrayList<>(List.of(
                "gateway " + profile.serial() + ", model " + profile.model() + ", firmware " + profile.firmware(), ""));
        lines.addAll(table.lines());
        lines.add("");
        lines.add(profile.found() + " of " + profile.answers().size() + " facts found out; " + other
                + " other than assumed");
        if (!unknown.isEmpty()) {
            lines.add("unknown:");
            lines.addAll(unknown);
        }
        return lines.stream().map(ConsoleProbe::printable).toList();
    }

    private static String shown(Object value) {
        return value.equals(true) ? "yes" : value.equals(false) ? "no" : value.toString();
    }

    /** What a gateway says must not steer a terminal. */
    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
