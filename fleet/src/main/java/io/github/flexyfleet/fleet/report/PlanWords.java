package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Observation;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the renderings of a plan say alike. */
final class PlanWords {
    private PlanWords() {}

    static String devices(long count) {
        return number(count) + (count == 1 ? " device" : " devices");
    }

    /**
     * The first of some places.
     *
     * @param more what follows where there are more than so many, {@code %d} for how many more
     */
    static String places(List<String> places, int most, String more) {
        String first = String.join(", ", places.subList(0, Math.min(most, places.size())));
        return places.size() > most ? first + more.replace("%d", Integer.toString(places.size() - most)) : first;
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** How many of what, in one sentence. */
    static String counts(Plan plan) {
        if (plan.pending() == 0 && plan.count(Action.UNREACHABLE) == 0 && plan.exitClass() == ExitClass.DONE) {
            return "Nothing to do: " + devices(plan.devices().size())
                    + (plan.devices().size() == 1 ? " runs" : " run") + " what is wanted.";
        }
        List<String> parts = new ArrayList<>();
        part(parts, plan, Action.CONFIGURE, "to configure");
        part(parts, plan, Action.UPDATE_RUNTIME, "to get another runtime");
        part(parts, plan, Action.INSTALL_RUNTIME, "to get a runtime");
        part(parts, plan, Action.UNKNOWN, "not known yet");
        part(parts, plan, Action.UNREACHABLE, "not reached");
        part(parts, plan, Action.NONE, "without change");
        return String.join(", ", parts) + ".";
    }

    private static void part(List<String> parts, Plan plan, Action action, String words) {
        if (plan.count(action) > 0) {
            parts.add(number(plan.count(action)) + " " + words);
        }
    }

    /** By which means what the devices run is known. */
    static String observed(Plan plan) {
        Map<Observation.Means, Long> by = plan.devices().stream()
                .map(PlannedDevice::observed)
                .collect(Collectors.groupingBy(Observation::by, Collectors.counting()));
        return number(by.getOrDefault(Observation.Means.TWIN, 0L)) + " by twin, "
                + number(by.getOrDefault(Observation.Means.STATUS, 0L)) + " by status, "
                + number(by.getOrDefault(Observation.Means.UNKNOWN, 0L)) + " not";
    }

    /** Why the settings of a configuration are not shown. */
    static String uncompared(String digest) {
        return ": what runs, " + digest
                + ", was not applied from this state folder, so its settings are not known here";
    }

    /** What it takes, in one sentence. */
    static String takes(Plan plan) {
        String accounts = plan.sums().calls().size() < 2
                ? ""
                : plan.sums().calls().entrySet().stream()
                        .map(account -> account.getKey() + " " + number(account.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
        return "Talk2M calls: about " + number(plan.sums().allCalls()) + accounts + ". Hub operations: about "
                + number(plan.sums().hubOperations()) + ". Time: about "
                + time(Duration.ofSeconds(plan.sums().seconds())) + ", " + plan.concurrency() + " at a time.";
    }

    static String time(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 3 ? time.toMinutes() + " min" : time.toHours() + " h";
    }

    /**
     * A line a wave: its name, its devices, how many of them change, and what else holds for it.
     *
     * @param name its name
     * @param devices of the plan that are in it
     * @param pending of these, so many change
     * @param rest what else the policy says of it
     */
    record WaveLine(String name, long devices, long pending, String rest) {}

    static List<WaveLine> waves(Plan plan) {
        List<WaveLine> lines = new ArrayList<>();
        int number = 0;
        for (JsonNode wave : plan.rollout().path("waves")) {
            number++;
            int here = number;
            List<PlannedDevice> inside = plan.devices().stream()
                    .filter(device -> device.wave() == here)
                    .toList();
            lines.add(new WaveLine(
                    wave.path("name").asString(""),
                    inside.size(),
                    inside.stream()
                            .filter(device -> device.action().isPending())
                            .count(),
                    members(wave, List.of("name", "devices"))));
        }
        return lines;
    }

    /** The rules that stop the rollout, one a line. */
    static List<String> stops(Plan plan) {
        return plan.rollout().path("abort").valueStream().map(PlanWords::stop).toList();
    }

    /** Such as {@code at 3 devices FAILED and 10% of the finished, once 10 have finished}. */
    private static String stop(JsonNode rule) {
        long atLeast = rule.path("atLeast").asLong(1);
        String when = rule.path("when").asString("ANY");
        String which = when.equals("ANY") ? " that went wrong" : " " + when;
        String share = rule.path("ofFinished").isMissingNode()
                        || rule.path("ofFinished").isNull()
                ? ""
                : " and " + value(rule.path("ofFinished")) + " of the finished, once "
                        + number(rule.path("minFinished").asLong(1)) + " have finished";
        return "at " + devices(atLeast) + which + share;
    }

    private static String members(JsonNode node, List<String> without) {
        return node.properties().stream()
                .filter(member -> !without.contains(member.getKey()) && says(member.getValue()))
                .map(member -> member.getKey() + " " + value(member.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Whether a value says more than that there is none. */
    private static boolean says(JsonNode node) {
        boolean nothing = node.isNull()
                || (node.isContainer() && node.isEmpty())
                || (node.isBoolean() && !node.booleanValue())
                || node.asString("").equals(Duration.ZERO.toString());
        return !nothing;
    }

    private static String value(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().map(PlanWords::value).collect(Collectors.joining("; "));
        }
        if (node.isObject()) {
            return "(" + members(node, List.of()) + ")";
        }
        if (!node.isString()) {
            return node.toString();
        }
        String text = node.stringValue();
        try {
            return text.startsWith("PT") ? time(Duration.parse(text)) : text;
        } catch (java.time.format.DateTimeParseException e) {
            return text;
        }
    }
}
