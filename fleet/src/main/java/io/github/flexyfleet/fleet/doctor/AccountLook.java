package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Talk2M account says, and its devices.
 *
 * @param link the account's part of the chain
 * @param patients its devices, of which those were not asked that it is closed for
 */
record AccountLook(Link link, List<Patient> patients) {
    /** They would meet every device of the account, or every further one. */
    private static final Set<ProblemCode> OF_ACCOUNT =
            EnumSet.of(ProblemCode.ACCOUNT_REFUSED, ProblemCode.CALLS_SPENT, ProblemCode.TALK2M_LIMIT);

    /**
     * Asks an account for its devices.
     *
     * @param account what the fleet file calls it
     */
    static AccountLook at(String account, List<DeviceTarget> targets, DeviceSide devices, HubInRun hub)
            throws InterruptedException {
        String name = "Talk2M account " + account;
        try {
            List<DeviceState> states = devices.status(targets);
            Optional<DeviceProblem> closed =
                    states.stream().flatMap(state -> ofAccount(state).stream()).findFirst();
            Verdict verdict = closed.<Verdict>map(ReachedCheck::problem)
                    .orElseGet(() -> new Verdict.Ok("answers, takes the login"));
            return new AccountLook(
                    new Link(name, verdict),
                    states.stream()
                            .map(state -> ofAccount(state).isEmpty()
                                    ? new Patient(state, hub)
                                    : new Patient(state.target(), hub))
                            .toList());
        } catch (DeviceProblemException e) {
            return new AccountLook(
                    new Link(name, ReachedCheck.problem(e.problem())),
                    targets.stream().map(target -> new Patient(target, hub)).toList());
        }
    }

    private static Optional<DeviceProblem> ofAccount(DeviceState state) {
        return state.problem().filter(problem -> OF_ACCOUNT.contains(problem.code()));
    }
}
