package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.TagGroup;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Findings of the rows that are near a limit or over it. */
final class BudgetFindings {
    private static final int SHOWN_CAUSES = 3;

    private final Fleet fleet;
    private final BudgetAssumptions assumptions;
    private final BudgetPlaces places;

    BudgetFindings(Fleet fleet, BudgetAssumptions assumptions, BudgetPlaces places) {
        this.fleet = fleet;
        this.assumptions = assumptions;
        this.places = places;
    }

    /** One finding for each kind and place: the worst of those there. */
    List<Finding> of(BudgetRow hub, List<BudgetCalculator.AccountCalls> accounts, List<BudgetCalculator.Kind> kinds) {
        Findings findings = new Findings();
        code(hub).ifPresent(found -> findings.add(ofHub(hub, found, kinds)));
        // A run with nothing to do takes fewer calls than a deploy, whose finding says it all.
        accounts.forEach(account -> code(account.deploy()).ifPresent(found -> findings.add(ofAccount(account, found))));
        Map<Place, Heaviest> atPlaces = new HashMap<>();
        for (BudgetCalculator.Kind kind : kinds) {
            for (BudgetRow row : kind.rows()) {
                code(row)
                        .ifPresent(code -> atPlaces.merge(
                                new Place(code, place(kind)), new Heaviest(row, kind.count()), Heaviest::merge));
            }
        }
        atPlaces.forEach((place, heaviest) -> findings.add(ofDevices(place, heaviest)));
        return findings.sorted();
    }

    private record Place(FindingCode code, Span span) {}

    private record Heaviest(BudgetRow row, int devices) {
        Heaviest merge(Heaviest other) {
            return new Heaviest(other.row.assumed() > row.assumed() ? other.row : row, devices + other.devices);
        }
    }

    private static Optional<FindingCode> code(BudgetRow row) {
        return switch (row.level()) {
            case FINE -> Optional.empty();
            case NEAR -> Optional.of(row.resource().near());
            case OVER -> Optional.of(row.resource().over());
        };
    }

    private Finding ofAccount(BudgetCalculator.AccountCalls calls, FindingCode code) {
        BudgetRow row = calls.deploy();
        String mend = String.format(
                Locale.ROOT,
                "spread deploys over days, %,d devices a day%s",
                CallCost.devicesFor(row.limit()),
                row.limit() < Talk2mPlan.PRO.callsPerDay() ? "; Talk2M Pro has 30,000 calls" : "");
        String subject = fleet.accounts().size() == 1
                ? "the fleet "
                : "Talk2M account " + Text.quote(calls.account().name()) + " ";
        return new Finding(code, places.account(calls.account()), subject + sentence(row), mend, List.of());
    }

    private Finding ofHub(BudgetRow row, FindingCode code, List<BudgetCalculator.Kind> kinds) {
        long units = (row.assumed() + HubQuota.perUnit(fleet.hub().tier()) - 1)
                / HubQuota.perUnit(fleet.hub().tier());
        String mend = "write longer push periods for the heaviest groups"
                + (units > fleet.hub().units() ? ", or units: " + units + " or a larger tier" : "");
        List<Span> causes = kinds.stream()
                .sorted(Comparator.comparingDouble(kind -> -kind.assumed().metered() * kind.count()))
                .limit(SHOWN_CAUSES)
                .map(this::place)
                .distinct()
                .toList();
        return new Finding(code, places.hubTier(), "the fleet " + sentence(row), mend, causes);
    }

    private Finding ofDevices(Place place, Heaviest heaviest) {
        BudgetRow row = heaviest.row();
        String what = "each of " + heaviest.devices() + " devices here, at most as " + row.scope() + ",";
        String subject = heaviest.devices() == 1 ? "device " + row.scope() : what;
        return new Finding(
                place.code(),
                place.span(),
                subject + " " + sentence(row),
                place.code().mend(),
                List.of());
    }

    private static String sentence(BudgetRow row) {
        String uses = String.format(
                Locale.ROOT, "takes %,d %s", row.assumed(), row.resource().words());
        String worst = row.worst() == row.assumed() ? "" : String.format(Locale.ROOT, " (worst case %,d)", row.worst());
        return uses + worst + String.format(Locale.ROOT, " of %,d", row.limit());
    }

    /** The push periods of the group that sends most. */
    private Span place(BudgetCalculator.Kind kind) {
        DeviceTraffic traffic = new DeviceTraffic(fleet.hub(), assumptions, kind.device());
        List<TagGroup> groups = new ArrayList<>(kind.device().tagGroups());
        groups.sort(Comparator.comparingDouble(
                group -> -traffic.ofGroup(group, false).wireBytes()));
        return groups.isEmpty()
                ? kind.device().span()
                : places.push(kind.device(), groups.get(0).name());
    }
}
