package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Change;
import io.github.flexyfleet.fleet.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as Markdown for a pull request: what happens in a table, then a diff for each kind of change. Never longer than a
 * comment may be, however many devices there are.
 */
public final class MarkdownPlan {
    /** Bytes; comments end at 65,536 characters. */
    static final int LONGEST = 60_000;

    private static final int NAMED = 10;
    private static final int PLACES = 3;
    private static final int LONGEST_VALUE = 300;

    /** Kept for what follows the diffs. */
    private static final int REST = 6_000;

    private MarkdownPlan() {}

    /**
     * The text, ended by LF.
     *
     * @param seal the plan's seal
     */
    public static String text(Plan plan, String seal) {
        StringBuilder text = new StringBuilder();
        text.append("### flexy plan of fleet ").append(plain(plan.fleet())).append("\n\n");
        text.append("**")
                .append(PlanWords.counts(plan))
                .append("** ")
                .append(PlanWords.takes(plan))
                .append("\n\n");
        List<PlanGroup> groups = PlanGroup.of(plan);
        text.append(table(plan));
        diffs(text, groups);
        List<String> atAzure = new ArrayList<>(IdentityLines.of(plan.identities()));
        atAzure.addAll(EnrollmentLines.of(plan.enrollments()));
        atAzure.forEach(line -> text.append("- ")
                .append(plain(cut(line.strip().replaceFirst("^[-!] ", ""))))
                .append('\n'));
        text.append(atAzure.isEmpty() ? "" : "\n");
        text.append(waves(plan));
        text.append("\nSeen: ")
                .append(PlanWords.observed(plan))
                .append(". Seal `")
                .append(seal);
        text.append("`, tool ")
                .append(plain(plan.tool().version()))
                .append(", plan version ")
                .append(Plan.VERSION);
        plan.commit()
                .ifPresent(commit -> text.append(", commit `").append(commit).append('`'));
        return text.append(".\n").toString();
    }

    private static String table(Plan plan) {
        StringBuilder table = new StringBuilder("| action | devices |\n|---|--:|\n");
        for (Action action : Action.values()) {
            if (plan.count(action) > 0) {
                table.append("| ").append(action.word()).append(" | ");
                table.append(PlanWords.number(plan.count(action))).append(" |\n");
            }
        }
        return table.append('\n').toString();
    }

    private static void diffs(StringBuilder text, List<PlanGroup> groups) {
        int left = 0;
        int size = bytes(text);
        for (PlanGroup group : groups) {
            if (group.action() == Action.NONE) {
                continue;
            }
            String diff = diff(group);
            int more = bytes(diff);
            if (size + more > LONGEST - REST) {
                left++;
            } else {
                text.append(diff);
                size += more;
            }
        }
        if (left > 0) {
            text.append("_").append(left).append(" more kinds of changes stand in `plan.json`._\n\n");
        }
    }

    private static String diff(PlanGroup group) {
        StringBuilder text =
                new StringBuilder("<details").append(group.changes().isEmpty() ? "" : " open");
        text.append("><summary>")
                .append(PlanWords.devices(group.devices().size()))
                .append(", ");
        text.append(group.words());
        group.problem()
                .filter(code -> group.action() != Action.INSTALL_RUNTIME)
                .ifPresent(code -> text.append(" (")
                        .append(code.id())
                        .append(' ')
                        .append(code.title())
                        .append(')'));
        text.append("</summary>\n\n").append(group.names(NAMED)).append("\n");
        if (!group.changes().isEmpty()) {
            List<String> lines = new ArrayList<>();
            group.changes().forEach(change -> lines.addAll(lines(change)));
            String fence = fence(lines);
            text.append('\n').append(fence).append("diff\n");
            lines.forEach(line -> text.append(line).append('\n'));
            text.append(fence).append('\n');
        }
        return text.append("\n</details>\n\n").toString();
    }

    /** What goes and what comes, as a diff colours it. */
    private static List<String> lines(PlanGroup.Folded change) {
        String places =
                change.places().isEmpty() ? "" : "  # " + PlanWords.places(change.places(), PLACES, " and %d more");
        List<String> lines = new ArrayList<>();
        if (change.kind() == Change.Kind.UNCOMPARED) {
            return List.of("! " + change.setting()
                    + PlanWords.uncompared(change.before().orElse("")));
        }
        if (change.kind() == Change.Kind.WHOLE) {
            return List.of("+ " + change.setting());
        }
        change.before().ifPresent(before -> lines.add("- " + change.setting() + ": " + cut(before)));
        change.after().ifPresent(after -> lines.add("+ " + change.setting() + ": " + cut(after) + places));
        if (lines.isEmpty()) {
            lines.add("! " + change.setting() + places);
        }
        return lines;
    }

    private static String waves(Plan plan) {
        StringBuilder text = new StringBuilder("| wave | devices | changes | |\n|---|--:|--:|---|\n");
        int number = 0;
        List<PlanWords.WaveLine> waves = PlanWords.waves(plan);
        for (PlanWords.WaveLine wave : waves) {
            number++;
            String row = "| " + number + " " + plain(wave.name()) + " | " + PlanWords.number(wave.devices()) + " | "
                    + PlanWords.number(wave.pending()) + " | " + plain(cut(wave.rest())) + " |\n";
            if (bytes(text) + bytes(row) > REST / 2) {
                text.append("| and ").append(waves.size() - number + 1).append(" more | | | |\n");
                break;
            }
            text.append(row);
        }
        PlanWords.stops(plan).stream()
                .limit(10)
                .forEach(rule ->
                        text.append("\nStops: ").append(plain(cut(rule))).append("\n"));
        return text.toString();
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
    }

    /** Text that Markdown shows as it is, in a table too. */
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("([\\\\`*_\\[\\]|@#])", "\\\\$1");
    }

    /** Longer than any run of backticks in what it encloses. */
    private static String fence(List<String> lines) {
        String fence = "```";
        while (true) {
            String tried = fence;
            if (lines.stream().noneMatch(line -> line.contains(tried))) {
                return fence;
            }
            fence += "`";
        }
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
