package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.budget.BudgetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A budget for a console: what was assumed, then a row a figure with its source. */
public final class ConsoleBudget {
    private ConsoleBudget() {}

    /** All lines. */
    public static List<String> lines(Budget budget) {
        List<String> lines = new ArrayList<>();
        budget.assumptions().words().forEach(words -> lines.add("assumed: " + words));
        if (budget.listedDevices() > 0) {
            lines.add("not assumed: number and names of the tags of " + budget.listedDevices()
                    + (budget.listedDevices() == 1 ? " device" : " devices") + ", known from tagList");
        }
        lines.add("");
        TextTable table = new TextTable("OF", "BUDGET", "ASSUMED", "WORST CASE", "LIMIT", "USED", "", "SOURCE");
        for (BudgetRow row : budget.rows()) {
            table.row(
                    row.scope(),
                    row.resource().title(),
                    number(row.assumed()),
                    number(row.worst()),
                    row.limit() == 0 ? "-" : number(row.limit()),
                    row.limit() == 0 ? "-" : percent(row),
                    switch (row.level()) {
                        case FINE -> "";
                        case NEAR -> "near";
                        case OVER -> "OVER";
                    },
                    row.resource().source());
        }
        lines.addAll(table.lines());
        return List.copyOf(lines);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Rounded up, so that 100 % means full. */
    private static String percent(BudgetRow row) {
        return (long) Math.ceil(100.0 * row.assumed() / row.limit()) + " %";
    }
}
