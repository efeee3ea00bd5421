package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.HubSight;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fleet as it was at a moment.
 *
 * @param fleet name of the fleet
 * @param states what the devices said
 * @param asked when they were asked
 * @param trouble why they could not be asked again since then
 * @param debts of deploys before
 * @param hub what the hub shows of their messages
 * @param now when this was so
 */
record FleetStatus(
        String fleet,
        List<DeviceState> states,
        Instant asked,
        Optional<String> trouble,
        List<Debt> debts,
        HubSight hub,
        Instant now) {
    /** Copies the lists. */
    FleetStatus {
        states = List.copyOf(states);
        debts = List.copyOf(debts);
    }
}
