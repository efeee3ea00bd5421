package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.budget.BudgetRow;
import io.github.flexyfleet.fleet.budget.Level;
import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What was used of limited things, and what the fleet will use.
 *
 * @param accounts a sentence an account
 * @param calls how much of an account's day is gone, where that is known
 * @param limits what the fleet will use of what has a limit, the tightest first
 */
record PageBudgets(List<String> accounts, List<Calls> calls, List<Limit> limits) {
    private static final int SHOWN = 12;

    record Calls(String account, String calls, String left) {}

    record Limit(String scope, String what, String used, String limit, String percent, String width, String tone) {}

    static PageBudgets of(RolloutResult result, List<Budget> budget) {
        return new PageBudgets(
                result.accounts().stream().map(CallLines::after).toList(),
                result.accounts().stream()
                        .filter(account -> account.leftToday().isPresent())
                        .map(PageBudgets::calls)
                        .toList(),
                budget.stream()
                        .flatMap(all -> all.rows().stream())
                        .filter(row -> row.limit() > 0)
                        .sorted(Comparator.comparingDouble(PageBudgets::share).reversed())
                        .limit(SHOWN)
                        .map(PageBudgets::limit)
                        .toList());
    }

    private static Calls calls(AccountFigures account) {
        return new Calls(
                account.name(),
                PlanWords.number(account.calls()),
                PlanWords.number(account.leftToday().orElse(0)));
    }

    private static double share(BudgetRow row) {
        return row.assumed() / (double) row.limit();
    }

    private static Limit limit(BudgetRow row) {
        double percent = 100 * share(row);
        return new Limit(
                row.scope(),
                row.resource().title(),
                PlanWords.number(row.assumed()),
                PlanWords.number(row.limit()),
                // Rounded up, so that 100 % means full.
                (long) Math.ceil(percent) + " %",
                String.format(Locale.ROOT, "%.1f%%", Math.min(100, percent)),
                tone(row.level()));
    }

    private static String tone(Level level) {
        return switch (level) {
            case FINE -> "good";
            case NEAR -> "wait";
            case OVER -> "bad";
        };
    }
}
