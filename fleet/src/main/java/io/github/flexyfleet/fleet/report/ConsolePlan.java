package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Change;
import io.github.flexyfleet.fleet.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan for a console, read like a diff: devices that change alike are one entry. */
public final class ConsolePlan {
    private static final int NAMED = 6;
    private static final int GROUPS = 40;
    private static final int PLACES = 2;
    private static final int SHOWN_DIGITS = 12;

    private ConsolePlan() {}

    /**
     * All lines.
     *
     * @param seal the plan's seal, when it has one
     */
    public static List<String> lines(Plan plan, Optional<String> seal) {
        List<String> lines = new ArrayList<>();
        lines.add("plan of fleet " + plan.fleet()
                + seal.map(hash -> ", seal " + hash.substring(0, SHOWN_DIGITS)).orElse("")
                + plan.commit()
                        .map(commit -> ", commit " + commit.substring(0, SHOWN_DIGITS))
                        .orElse(""));
        lines.add("seen: " + PlanWords.observed(plan));
        lines.add("");
        List<PlanGroup> groups = PlanGroup.of(plan);
        for (PlanGroup group : groups.subList(0, Math.min(GROUPS, groups.size()))) {
            lines.add(sign(group.action()) + " "
                    + PlanWords.devices(group.devices().size()) + ", " + group.words()
                    + group.problem()
                            .filter(code -> group.action() != Action.INSTALL_RUNTIME)
                            .map(code -> " (" + code.id() + " " + code.title() + ")")
                            .orElse("")
                    + (group.action() == Action.NONE ? "" : ": " + group.names(NAMED)));
            group.changes().forEach(change -> lines.add("    " + line(change)));
        }
        if (groups.size() > GROUPS) {
            lines.add("and " + (groups.size() - GROUPS) + " more kinds of changes, in plan.json");
        }
        lines.addAll(IdentityLines.of(plan.identities()));
        lines.addAll(EnrollmentLines.of(plan.enrollments()));
        lines.add("");
        lines.addAll(waves(plan));
        lines.add("");
        lines.add(PlanWords.counts(plan) + " " + PlanWords.takes(plan));
        return List.copyOf(lines);
    }

    private static List<String> waves(Plan plan) {
        TextTable table = new TextTable("WAVE", "DEVICES", "CHANGES", "");
        int number = 0;
        for (PlanWords.WaveLine wave : PlanWords.waves(plan)) {
            number++;
            table.row(
                    number + " " + wave.name(),
                    PlanWords.number(wave.devices()),
                    PlanWords.number(wave.pending()),
                    wave.rest());
        }
        List<String> lines = new ArrayList<>(table.lines());
        PlanWords.stops(plan).forEach(rule -> lines.add("stops: " + rule));
        return lines;
    }

    private static String line(PlanGroup.Folded change) {
        String places = change.places().isEmpty()
                ? ""
                : "  (" + PlanWords.places(change.places(), PLACES, ", and %d more") + ")";
        return sign(change) + " " + change.setting() + values(change) + places;
    }

    private static String values(PlanGroup.Folded change) {
        String before = change.before().orElse("");
        String after = change.after().orElse("");
        if (before.isEmpty() && after.isEmpty()) {
            return "";
        }
        if (change.kind() == Change.Kind.UNCOMPARED) {
            return PlanWords.uncompared(before);
        }
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return ": " + (after.isEmpty() ? before : after);
        }
        return ": " + before + " -> " + after;
    }

    private static String sign(PlanGroup.Folded change) {
        return switch (change.kind()) {
            case ADDED, WHOLE -> "+";
            case REMOVED -> "-";
            case CHANGED, CREDENTIAL, ROOTS -> "~";
            case RUNTIME -> change.before().isEmpty() ? "+" : "~";
            case UNCOMPARED -> "?";
        };
    }

    private static String sign(Action action) {
        return switch (action) {
            case NONE -> "=";
            case CONFIGURE, UPDATE_RUNTIME -> "~";
            case INSTALL_RUNTIME -> "+";
            case UNREACHABLE -> "!";
            case UNKNOWN -> "?";
        };
    }
}
