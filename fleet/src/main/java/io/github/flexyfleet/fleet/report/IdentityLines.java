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

    /** None when nothing is to do or nothing is known. */
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
        for (Map.Entry<ProblemCode, List<DeviceId>> problem : plan.problems().entrySet()) {
            ProblemCode code = problem.getKey();
            lines.add("! " + PlanWords.devices(problem.getValue().size()) + ", " + code.id() + " " + code.title() + ": "
                    + names(problem.getValue()));
            lines.add("    mend: " + code.mend());
        }
        return lines;
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
