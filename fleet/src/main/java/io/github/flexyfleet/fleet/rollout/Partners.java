package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Devices that stand in for one another, and which of them are not well. Over all waves of a rollout. Thread-safe. */
final class Partners {
    private final Map<DeviceId, Set<DeviceId>> groups = new HashMap<>();
    private final Map<DeviceId, DeviceResult> ended = new HashMap<>();

    Partners(List<List<DeviceId>> notTogether) {
        for (List<DeviceId> group : notTogether) {
            for (DeviceId device : group) {
                Set<DeviceId> others = groups.computeIfAbsent(device, id -> new HashSet<>());
                others.addAll(group);
                others.remove(device);
            }
        }
    }

    /** The devices that stand in for this one. */
    Set<DeviceId> of(DeviceId device) {
        return groups.getOrDefault(device, Set.of());
    }

    /** Takes note of how a device is now. */
    synchronized void ended(DeviceResult result) {
        if (groups.containsKey(result.target().device())) {
            ended.put(result.target().device(), result);
        }
    }

    /** Why a device must not begin: one that stands in for it went wrong or cannot be reached. */
    synchronized Optional<DeviceProblem> forbids(DeviceId device) {
        return of(device).stream()
                .sorted()
                .map(ended::get)
                .filter(partner -> partner != null && partner.failureClass().isPresent())
                .findFirst()
                .map(Partners::problem);
    }

    private static DeviceProblem problem(DeviceResult partner) {
        return new DeviceProblem(
                ProblemCode.PARTNER_NOT_WELL,
                "not begun, because " + partner.target().device() + ", which stands in for it, is "
                        + partner.outcome().name().toLowerCase(Locale.ROOT)
                        + partner.problem()
                                .map(problem -> " (" + problem.code().id() + ")")
                                .orElse(""),
                "mend " + partner.target().device() + ", then deploy again");
    }
}
