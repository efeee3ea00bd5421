package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Optional;

/**
 * What a device says of itself now.
 *
 * @param target the device and what the fleet file wants of it
 * @param status what its runtime says; empty when none answered
 * @param calls Talk2M calls spent
 * @param problem why there is no status
 */
public record DeviceState(
        DeviceTarget target, Optional<RuntimeStatus> status, int calls, Optional<DeviceProblem> problem) {

    /** How what runs compares with what is wanted. */
    public enum Comparison {
        /** Runs the wanted digest, confirmed. */
        CURRENT,
        /** The wanted digest is on trial. */
        ON_TRIAL,
        /** Runs something else: it drifted, or the fleet file is newer. */
        DIFFERS,
        /** Runs a bundle on trial that is not the wanted one. */
        OTHER_ON_TRIAL,
        /** Runs nothing yet. */
        EMPTY,
        /** Not known. */
        UNKNOWN
    }

    /** Compares what runs with what is wanted. */
    public Comparison comparison() {
        if (status.isEmpty()) {
            return Comparison.UNKNOWN;
        }
        RuntimeStatus.Bundles bundles = status.get().bundles();
        Optional<String> wanted = Optional.of(target.digest().hex());
        if (bundles.state() == RuntimeState.EMPTY) {
            return Comparison.EMPTY;
        }
        if (!target.isWhole()) {
            return Comparison.UNKNOWN;
        }
        if (!bundles.running().equals(wanted)) {
            return bundles.state() == RuntimeState.TRIAL ? Comparison.OTHER_ON_TRIAL : Comparison.DIFFERS;
        }
        return bundles.confirmed().equals(wanted) ? Comparison.CURRENT : Comparison.ON_TRIAL;
    }
}
