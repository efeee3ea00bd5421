package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fleets for the tests of budgets, and what is read from a budget. */
final class BudgetKit {
    static final long JAR = 80_000;
    static final BudgetAssumptions DEFAULTS = BudgetAssumptions.defaults();

    private BudgetKit() {}

    static Budget budget(Path folder, String yaml, BudgetAssumptions assumptions) {
        FleetResult result = FleetFiles.read(folder, yaml);
        Fleet fleet = result.fleet().orElseThrow(() -> new AssertionError(result.findings()));
        return BudgetCalculator.of(fleet, assumptions, JAR);
    }

    static BudgetRow row(Budget budget, String scope, Resource resource) {
        return budget.rows().stream()
                .filter(row -> row.scope().equals(scope) && row.resource() == resource)
                .findFirst()
                .orElseThrow();
    }

    static List<String> codes(Budget budget) {
        return budget.findings().stream().map(finding -> finding.code().id()).toList();
    }

    static BudgetAssumptions tags(int perGroup, int name, int value, Duration every) {
        return new BudgetAssumptions(
                new BudgetAssumptions.Tags(perGroup, name, value, every), DEFAULTS.sim(), DEFAULTS.plan());
    }

    static BudgetAssumptions sim(long bytes) {
        return new BudgetAssumptions(DEFAULTS.tags(), new BudgetAssumptions.Sim(bytes, 1), DEFAULTS.plan());
    }

    static String fleet(String tier, int devices, String group) {
        return """
                fleet: many
                hub:
                  host: h.azure-devices.net
                  tier: %s
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: %s
                sites:
                  north:
                    devices:
                %s
                """.formatted(
                        tier,
                        group,
                        IntStream.range(0, devices)
                                .mapToObj(i -> "      d-" + i + ": {}")
                                .collect(Collectors.joining("\n")));
    }

    static String noHeartbeat(String tier, String group) {
        return fleet(tier, 1, group).replace("defaults:\n", "defaults:\n  heartbeat: 0s\n");
    }
}
