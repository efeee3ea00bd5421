package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.hub.Enrollment;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Disables the enrollments of devices that left the fleet file. A device of the group has none, and is shut out by its
 * identity at the hub alone.
 */
public final class LeftEnrollments {
    private final EnrolledIdentities.Enrolling enrolling;
    private final Ownership ownership;

    /** Works on a service. */
    public LeftEnrollments(EnrolledIdentities.Enrolling enrolling, Ownership ownership) {
        this.enrolling = enrolling;
        this.ownership = ownership;
    }

    /** Hears what was done, and what could not be done. */
    @FunctionalInterface
    public interface Told {
        /** Hears it. */
        void of(String words, boolean trouble);
    }

    /**
     * Disables them, one by one; when the service takes no calls, the rest is left for the next run, and named.
     *
     * @param mayWrite asked before each
     */
    public void disable(List<DeviceId> devices, BooleanSupplier mayWrite, Told told) {
        for (int at = 0; at < devices.size(); at++) {
            DeviceId device = devices.get(at);
            try {
                if (mayWrite.getAsBoolean() && Overtaken.answer(() -> disable(device))) {
                    told.of("the enrollment of " + device + " was disabled", false);
                }
            } catch (IotHubException e) {
                boolean all = e.failure().concernsAll();
                String whose = devices.subList(at, all ? devices.size() : at + 1).stream()
                        .map(DeviceId::value)
                        .collect(Collectors.joining(", "));
                told.of("the enrollment of " + whose + " could not be disabled: " + e.getMessage(), true);
                if (all) {
                    return;
                }
            }
        }
    }

    private boolean disable(DeviceId device) {
        Optional<Enrollment> ours = enrolling
                .service()
                .find(Kind.INDIVIDUAL, device.value())
                .filter(found -> isToDisable(found, ownership));
        ours.ifPresent(found -> enrolling.service().write(found.enabled(false, ownership.fleet())));
        return ours.isPresent();
    }

    /** Whether it would be disabled. */
    public static boolean isToDisable(Enrollment found, Ownership ownership) {
        return found.enabled() && found.fleet().equals(Optional.of(ownership.fleet()));
    }
}
