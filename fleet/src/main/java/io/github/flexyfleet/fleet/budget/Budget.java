package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.finding.Finding;
import java.util.List;

/**
 * The budget of a fleet.
 *
 * @param assumptions what was assumed
 * @param listedDevices devices whose tags are not assumed but those of their tag lists
 * @param rows the fleet's figures, then those of devices, one set for all devices with the same settings
 * @param findings limits that are passed or near, sorted by place
 */
public record Budget(BudgetAssumptions assumptions, long listedDevices, List<BudgetRow> rows, List<Finding> findings) {
    /** Takes copies. */
    public Budget {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }
}
