package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.budget.BudgetAssumptions;
import io.github.flexyfleet.fleet.budget.BudgetCalculator;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fleets and assumptions that give the findings of budgets. */
final class BudgetExamples {
    private static final Case FINE = new Case("1h", 1, 10, 6, 0, 80_000);

    private static final Map<String, Case> CASES = Map.ofEntries(
            Map.entry("FLX1411", new Case("1s", 5, 10, 6, 0, 80_000)),
            Map.entry("FLX1412", new Case("1s", 4, 10, 6, 0, 80_000)),
            Map.entry("FLX1413", new Case("10s", 1, 10, 6, 100_000_000, 80_000)),
            Map.entry("FLX1414", new Case("10s", 1, 10, 6, 210_000_000, 80_000)),
            Map.entry("FLX1415", new Case("1h", 1, 1, 300_000, 0, 80_000)),
            Map.entry("FLX1416", new Case("1h", 1, 1, 230_000, 0, 80_000)),
            Map.entry("FLX1417", new Case("1h", 1, 1_300, 400, 0, 80_000)),
            Map.entry("FLX1418", new Case("1h", 1, 1_300, 320, 0, 80_000)),
            Map.entry("FLX1419", new Case("1h", 1, 10, 6, 0, 15_000_000)),
            Map.entry("FLX1420", new Case("1h", 1, 10, 6, 0, 11_000_000)),
            Map.entry("FLX1421", new Case("1h", 1, 1_800, 6, 0, 80_000)),
            Map.entry("FLX1422", new Case("1h", 1, 1_500, 6, 0, 80_000)),
            Map.entry("FLX1423", new Case("1h", 1_700, 10, 6, 0, 80_000)),
            Map.entry("FLX1424", new Case("1h", 400, 10, 6, 0, 80_000)));

    private BudgetExamples() {}

    private record Case(String full, int devices, int tags, int valueBytes, long simBytes, long jarBytes) {
        String yaml() {
            return """
                    fleet: waterworks
                    hub: {host: my-hub.azure-devices.net, tier: B1}
                    talk2m: {account: my-account}
                    defaults:
                      tagGroups:
                        all: {groups: [A], push: {full: %s}}
                    sites:
                      north:
                        devices:
                    """.formatted(full)
                    + IntStream.rangeClosed(1, devices)
                            .mapToObj(number -> "      pump-" + number + ": {}\n")
                            .collect(Collectors.joining());
        }

        List<Finding> findings(Path project) {
            BudgetAssumptions assumptions = new BudgetAssumptions(
                    new BudgetAssumptions.Tags(tags, 16, valueBytes, Duration.ofSeconds(30)),
                    new BudgetAssumptions.Sim(simBytes, 1),
                    Optional.of(Talk2mPlan.FREE_PLUS));
            return BudgetCalculator.of(FleetFiles.read(project, yaml()).fleet().orElseThrow(), assumptions, jarBytes)
                    .findings();
        }
    }

    static boolean make(FindingCode code) {
        return CASES.containsKey(code.id());
    }

    static List<Finding> findings(FindingCode code, Path project) {
        return CASES.get(code.id()).findings(project);
    }

    static List<Finding> mended(Path project) {
        return FINE.findings(project);
    }
}
