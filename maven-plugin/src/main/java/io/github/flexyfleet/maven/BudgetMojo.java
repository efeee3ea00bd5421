package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleBudget;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows what the fleet will take of limited things: hub messages, SIM data, M2Web calls, flash, heap; with what was
 * assumed and where each number comes from. Fails when a limit is passed. Reaches no network.
 */
@Mojo(name = "budget", requiresProject = false, threadSafe = true)
public class BudgetMojo extends AbstractBudgetMojo {
    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        Budget budget = budget(fleet);
        ConsoleBudget.lines(budget).forEach(getLog()::info);
        report(budget.findings(), "in the budget");
    }
}
