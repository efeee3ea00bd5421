package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.hub.ReportedState;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a fleet's devices.
 *
 * @param byDevice what each runs; nothing is known of those that are missing
 * @param twinsMissed why the hub's twins, or the enrollments, could not be asked, when that failed
 * @param identities how the identities at the hub differ from what is wanted, as far as that is known
 * @param enrollments what is to be written at the Device Provisioning Service, as far as that is known
 */
public record Observations(
        Map<DeviceId, Observation> byDevice,
        Optional<String> twinsMissed,
        IdentityPlan identities,
        EnrollmentPlan enrollments) {
    /** Nothing is known. */
    public static final Observations NONE =
            new Observations(Map.of(), Optional.empty(), IdentityPlan.NONE, EnrollmentPlan.NONE);

    /** Takes a copy. */
    public Observations {
        byDevice = Map.copyOf(byDevice);
    }

    /**
     * What twins say, as far as that suffices.
     *
     * @param applied what was applied last, as far as it is known
     */
    public static Observations of(Map<DeviceId, ReportedState> twins, Map<DeviceId, Digest> applied) {
        Map<DeviceId, Observation> known = new HashMap<>();
        twins.forEach((device, twin) -> Observation.of(twin, Optional.ofNullable(applied.get(device)))
                .ifPresent(seen -> known.put(device, seen)));
        return new Observations(known, Optional.empty(), IdentityPlan.NONE, EnrollmentPlan.NONE);
    }

    /** The twins could not be asked. */
    public static Observations without(String reason) {
        return new Observations(Map.of(), Optional.of(reason), IdentityPlan.NONE, EnrollmentPlan.NONE);
    }

    /** These, and what devices said themselves. */
    public Observations and(List<DeviceState> states) {
        Map<DeviceId, Observation> known = new HashMap<>(byDevice);
        states.forEach(state -> known.put(state.target().device(), Observation.of(state)));
        return new Observations(known, twinsMissed, identities, enrollments);
    }

    /** These, with what is known of the identities. */
    public Observations with(IdentityPlan other) {
        return new Observations(byDevice, twinsMissed, other, enrollments);
    }

    /** These, although the enrollments could not be asked. */
    public Observations withoutEnrollments(String reason) {
        return new Observations(byDevice, Optional.of(reason), identities, enrollments);
    }

    /** These, with what is known of the enrollments. */
    public Observations with(EnrollmentPlan other) {
        return new Observations(byDevice, twinsMissed, identities, other);
    }
}
