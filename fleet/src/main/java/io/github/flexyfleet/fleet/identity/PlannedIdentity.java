package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How an identity differs from what is wanted.
 *
 * @param steps what has to be done, each once, in the order of the enum; none when nothing differs
 * @param problem why nothing may be done
 */
public record PlannedIdentity(List<IdentityStep> steps, Optional<ProblemCode> problem) {
    /** Nothing differs. */
    public static final PlannedIdentity SAME = new PlannedIdentity(List.of(), Optional.empty());

    /** Sorts the steps. */
    public PlannedIdentity {
        steps = steps.stream().distinct().sorted().toList();
    }

    /** Something has to be done. */
    static PlannedIdentity steps(Collection<IdentityStep> steps) {
        return new PlannedIdentity(List.copyOf(steps), Optional.empty());
    }

    /** Nothing may be done. */
    static PlannedIdentity problem(ProblemCode code) {
        return new PlannedIdentity(List.of(), Optional.of(code));
    }

    /** Whether how the hub knows the device has to change; tags change nothing of that. */
    public boolean changesAccess() {
        return steps.stream().anyMatch(step -> step != IdentityStep.TAGS);
    }
}
