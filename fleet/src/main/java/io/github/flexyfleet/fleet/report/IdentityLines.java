package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityStep;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a plan says of the identities at the hub. */
final class IdentityLines {
    private static final int NAMED = 6;

    private IdentityLines() {}

    /** None when nothing is to do or nothing is known, and nothing is missing. */
    static List<String> of(IdentityPlan plan) {
        List<String> lines = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (IdentityStep step : IdentityStep.values()) {
            if (plan.count(step) > 0) {
                counts.add(PlanWords.number(plan.count(step)) + " " + words(step));
            }
        }
        if (!counts.isEmpty()) {
            lines.add("identities at the hub: " + String.join(", ", counts));
        }
        if (!plan.removed().isEmpty()) {
            lines.add("- " + PlanWords.devices(plan.removed().size())
                    + " no longer in the fleet file, to be disabled at the hub: " + names(plan.removed()));
        }
        lines.addAll(withoutTwins(plan.sight()));
        for (Map.Entry<ProblemCode, List<DeviceId>> problem : plan.problems().entrySet()) {
            ProblemCode code = problem.getKey();
            lines.add("! " + PlanWords.devices(problem.getValue().size()) + ", " + code.id() + " " + code.title() + ": "
                    + names(problem.getValue()));
            lines.add("    mend: " + code.mend());
        }
        return lines;
    }

    /** What a deploy does not do on a hub of a Basic tier, so that nobody waits for it. */
    private static List<String> withoutTwins(IdentityPlan.Sight sight) {
        if (sight == IdentityPlan.Sight.TWINS) {
            return List.of();
        }
        ProblemCode code = ProblemCode.HUB_WITHOUT_TWINS;
        return List.of(
                "- " + code.id() + " " + code.title()
                        + ": no tags; what runs is asked of each device by Talk2M; messages count as delivered when sent",
                sight == IdentityPlan.Sight.LIST
                        ? "    devices that left the fleet file are found in the hub's list, which ends at 1,000"
                        : "    the hub's list ends at 1,000: devices that left the fleet file are not found, disable them by hand");
    }

    private static String words(IdentityStep step) {
        return switch (step) {
            case CREATE -> "to make";
            case ADOPT -> "to adopt";
            case THUMBPRINT -> "with other thumbprints";
            case AUTHORITY -> "to know by their authority";
            case KEY -> "with other keys";
            case ENABLE -> "to enable";
            case TAGS -> "with other tags";
        };
    }

    static String names(List<DeviceId> devices) {
        int more = devices.size() - NAMED;
        return devices.stream().limit(NAMED).map(DeviceId::value).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + PlanWords.number(more) + " more" : "");
    }
}
