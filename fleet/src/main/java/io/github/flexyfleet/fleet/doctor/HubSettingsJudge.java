package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.hub.HubResource;
import io.github.flexyfleet.fleet.model.HubTier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges the settings of a hub by what the fleet wants of it. Pure. */
final class HubSettingsJudge {
    private static final int SHOWN = 3;

    private final HubSettingsWanted wanted;

    HubSettingsJudge(HubSettingsWanted wanted) {
        this.wanted = wanted;
    }

    /** More units than the fleet file says hurt nobody; fewer, and budgets and the pace of changes are worked out too high. */
    Verdict tier(HubResource hub) {
        String says = wanted.hub().tier().name();
        int units = wanted.hub().units();
        if (hub.sku().isEmpty()) {
            return new Verdict.NotLooked("Azure does not tell it");
        }
        String is = hub.sku().get();
        if (Arrays.stream(HubTier.values()).noneMatch(tier -> tier.name().equals(is))) {
            return new Verdict.NotLooked("it is " + Text.oneLine(is) + ", which this tool does not know");
        }
        if (!is.equals(says)) {
            return new Verdict.Problem(DoctorCode.OTHER_TIER, "hub.tier is " + says + ", and the hub is " + is);
        }
        int there = hub.units().orElse(units);
        if (there < units) {
            return new Verdict.Problem(
                    DoctorCode.OTHER_TIER, "hub.units is " + units + ", and the hub has " + there + " of " + is);
        }
        return new Verdict.Ok(is + ", units: " + there + (there == units ? "" : "; the fleet file says " + units));
    }

    /**
     * The fallback route takes what no other route takes (azure-iot-hub 0): a route for all messages leaves it nothing. What
     * a condition takes is not known here, so one is named and not judged.
     */
    Verdict routes(HubResource hub) {
        List<HubResource.Route> here =
                hub.routes().stream().filter(HubResource.Route::builtIn).toList();
        List<HubResource.Route> away =
                hub.routes().stream().filter(route -> !route.builtIn()).toList();
        Optional<HubResource.Route> whole =
                here.stream().filter(HubResource.Route::takesAll).findFirst();
        if (whole.isPresent()) {
            return new Verdict.Ok("route " + name(whole.get()) + " brings all messages to the built-in endpoint");
        }
        Optional<HubResource.Route> greedy =
                away.stream().filter(HubResource.Route::takesAll).findFirst();
        boolean left = hub.fallback() && greedy.isEmpty();
        if (!left && here.isEmpty()) {
            return new Verdict.Problem(
                    DoctorCode.ROUTED_AWAY,
                    greedy.map(route -> "route " + name(route) + " takes all messages elsewhere")
                                    .orElse("the fallback route is off")
                            + ", and no route brings any to the built-in endpoint");
        }
        if (!left) {
            return new Verdict.Ok("only what these routes take comes to the built-in endpoint: " + conditions(here));
        }
        return new Verdict.Ok("fallback route on"
                + (away.isEmpty() ? "" : "; what these routes take goes elsewhere only: " + conditions(away)));
    }

    private static String name(HubResource.Route route) {
        return Text.quote(Text.oneLine(route.name()));
    }

    private static String conditions(List<HubResource.Route> routes) {
        return routes.stream()
                        .limit(SHOWN)
                        .map(route -> name(route) + " (" + Text.quote(Text.oneLine(route.condition())) + ")")
                        .collect(Collectors.joining(", "))
                + (routes.size() > SHOWN ? " and " + (routes.size() - SHOWN) + " more" : "");
    }

    /**
     * No hub keeps messages for less than a day (azure-iot-hub 5), and the tool reads minutes back: evidence and doctor 5,
     * {@code flexy:status} and {@code flexy:watch} as long as they are told. So the number is told and cannot be too small.
     */
    Verdict retention(HubResource hub) {
        return hub.retentionDays()
                .<Verdict>map(days -> new Verdict.Ok(
                        days + (days == 1 ? " day" : " days") + "; a deploy's evidence needs 5 minutes, flexy:watch and"
                                + " flexy:status can go back so far (flexy.since)"))
                .orElse(new Verdict.NotLooked("Azure does not tell it"));
    }

    Verdict group(Set<String> groups) {
        String name = wanted.hub().consumerGroup();
        // As Event Hubs compares them.
        boolean there = groups.stream().anyMatch(name::equalsIgnoreCase);
        return there
                ? new Verdict.Ok(name + " is there")
                : new Verdict.Problem(
                        DoctorCode.GROUP_UNKNOWN,
                        "the built-in endpoint has no consumer group " + Text.quote(name) + ", but "
                                + groups.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "))
                                + (groups.size() > SHOWN ? " and " + (groups.size() - SHOWN) + " more" : ""));
    }

    Verdict network(HubResource hub) {
        if (!hub.publicAccess()) {
            return new Verdict.Problem(
                    DoctorCode.SHUT_OUT, "public network access is disabled: only private endpoints get in");
        }
        if (hub.addresses().isEmpty()) {
            return new Verdict.Ok("they let in every address");
        }
        HubResource.Addresses rules = hub.addresses().get();
        List<String> masks = rules.masks();
        if (masks.isEmpty()) {
            return new Verdict.Problem(DoctorCode.SHUT_OUT, "the rules for addresses let in nobody");
        }
        return new Verdict.Ok("they let in only "
                + masks.stream().limit(SHOWN).map(Text::oneLine).collect(Collectors.joining(", "))
                + (masks.size() > SHOWN ? " and " + (masks.size() - SHOWN) + " more" : "")
                + (rules.builtIn() ? ", at the built-in endpoint as well" : "")
                + "; the address of each site and of this machine must be among them");
    }

    /** What others send to the same hub is in what is used today, and not in what is reckoned. */
    Verdict messages(Optional<HubResource.Messages> day) {
        if (day.isEmpty()) {
            return new Verdict.NotLooked("Azure does not tell them");
        }
        String used = String.format(
                Locale.ROOT,
                "%,d of %,d used today",
                day.get().used(),
                day.get().most());
        if (day.get().used() >= day.get().most()) {
            return new Verdict.Problem(DoctorCode.HUB_QUOTA, used);
        }
        String reckoned = String.format(Locale.ROOT, "the fleet is reckoned to send %,d a day", wanted.messages());
        if (wanted.messages() > day.get().most()) {
            return new Verdict.Problem(
                    DoctorCode.HUB_TOO_SMALL,
                    reckoned
                            + String.format(
                                    Locale.ROOT,
                                    ", and the hub takes %,d",
                                    day.get().most()));
        }
        return new Verdict.Ok(used + "; " + reckoned
                + (wanted.worst() > day.get().most()
                        ? String.format(Locale.ROOT, ", at worst %,d", wanted.worst())
                        : ""));
    }
}
