package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a plan says of the enrollments at the Device Provisioning Service. */
final class EnrollmentLines {
    private EnrollmentLines() {}

    /** None when nothing is to do or nothing is known. */
    static List<String> of(EnrollmentPlan plan) {
        List<String> lines = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (EnrollmentStep step : EnrollmentStep.values()) {
            if (plan.count(step) > 0) {
                counts.add(PlanWords.number(plan.count(step)) + " " + words(step));
            }
        }
        plan.group()
                .flatMap(group -> group.planned().step().map(step -> "group " + group.name() + " " + words(step)))
                .ifPresent(counts::add);
        if (plan.writes() > 0) {
            if (!plan.disabled().isEmpty()) {
                counts.add(PlanWords.number(plan.disabled().size()) + " to disable");
            }
            lines.add("enrollments at the Device Provisioning Service: " + String.join(", ", counts)
                    + "; writes there: " + PlanWords.number(plan.writes()));
        }
        if (!plan.disabled().isEmpty()) {
            lines.add("- enrollments of devices no longer in the fleet file, to be disabled: "
                    + IdentityLines.names(plan.disabled()));
        }
        for (Map.Entry<ProblemCode, List<DeviceId>> problem : plan.problems().entrySet()) {
            lines.add("! " + PlanWords.devices(problem.getValue().size()) + ", " + title(problem.getKey()) + ": "
                    + IdentityLines.names(problem.getValue()));
            lines.add("    mend: " + problem.getKey().mend());
        }
        plan.group()
                .ifPresent(group -> group.planned().problem().ifPresent(code -> {
                    lines.add("! group " + group.name() + ", " + title(code));
                    lines.add("    mend: " + code.mend());
                }));
        return lines;
    }

    private static String title(ProblemCode code) {
        return code.id() + " " + code.title();
    }

    private static String words(EnrollmentStep step) {
        return switch (step) {
            case CREATE -> "to make";
            case RENEW -> "with other certificates";
            case SETTLE -> "with an old certificate besides";
            case ENABLE -> "to enable";
            case REPLACE -> "with a revoked certificate to replace";
        };
    }
}
