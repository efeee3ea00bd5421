package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.HubReason;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Optional;

/** A device and what is known of it. What the hub knows is asked for once, when it is first wanted. For one thread. */
final class Patient {
    private final DeviceState state;
    private final HubSide hub;
    private Optional<HubIdentity> identity = Optional.empty();
    private boolean asked;

    Patient(DeviceState state, HubSide hub) {
        this.state = state;
        this.hub = hub;
    }

    DeviceTarget target() {
        return state.target();
    }

    DeviceState state() {
        return state;
    }

    /** What its runtime says; there when the chain got so far. */
    RuntimeStatus status() {
        return state.status().orElseThrow(() -> new IllegalStateException("no runtime answered"));
    }

    /** Code of why it is not connected; empty for none. */
    String reason() {
        return status().hub().reason().map(HubReason::code).orElse("");
    }

    /** Words of why it is not connected. */
    String reasonWords() {
        return status().hub().reason().map(HubReason::words).orElse("");
    }

    /** What the hub's registry has. */
    Optional<HubIdentity> identity() {
        if (!asked) {
            identity = hub.find(target().device());
            asked = true;
        }
        return identity;
    }
}
