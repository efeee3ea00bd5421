package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.budget.BudgetAssumptions;
import io.github.flexyfleet.fleet.budget.BudgetCalculator;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that work out a budget: the assumptions that stand in no fleet file. */
abstract class AbstractBudgetMojo extends AbstractFlexyMojo {
    private static final long MEGABYTE = 1_000_000;

    /** Tags in each of a gateway's groups A to D. */
    @Parameter(property = "flexy.budget.tagsPerGroup", defaultValue = "10")
    private int tagsPerGroup;

    /** Mean length of a tag's name in bytes. */
    @Parameter(property = "flexy.budget.nameBytes", defaultValue = "16")
    private int nameBytes;

    /** Mean length of a tag's value as text, in bytes. */
    @Parameter(property = "flexy.budget.valueBytes", defaultValue = "6")
    private int valueBytes;

    /** Mean time between two changes of a tag's value, in seconds. */
    @Parameter(property = "flexy.budget.changeSeconds", defaultValue = "30")
    private double changeSeconds;

    /** New connections to the hub in a day. */
    @Parameter(property = "flexy.budget.connectionsPerDay", defaultValue = "1")
    private int connectionsPerDay;

    /** Data volume of a gateway's SIM in a month, in megabytes (1,000,000 bytes); 0 for no limit. */
    @Parameter(property = "flexy.budget.simMegabytes", defaultValue = "0")
    private long simMegabytes;

    /** Plan of every Talk2M account: {@code FREE_PLUS} or {@code PRO}; left out, as the fleet file says. */
    @Parameter(property = "flexy.budget.talk2mPlan")
    private Talk2mPlan talk2mPlan;

    final Budget budget(Fleet fleet) throws IOException, MojoFailureException {
        Duration changeEvery = Duration.ofMillis(Math.round(changeSeconds * 1000));
        try {
            BudgetAssumptions assumptions = new BudgetAssumptions(
                    new BudgetAssumptions.Tags(tagsPerGroup, nameBytes, valueBytes, changeEvery),
                    new BudgetAssumptions.Sim(Math.multiplyExact(simMegabytes, MEGABYTE), connectionsPerDay),
                    Optional.ofNullable(talk2mPlan));
            long jar = BundledRuntime.load().jar().length;
            return BudgetCalculator.of(fleet, assumptions, jar);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MojoFailureException("a parameter flexy.budget.* is out of range: " + e.getMessage(), e);
        }
    }
}
