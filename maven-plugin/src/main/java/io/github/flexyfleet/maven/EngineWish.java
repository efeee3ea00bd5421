package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.RolloutConditions;
import io.github.flexyfleet.fleet.rollout.RootsCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/**
 * What a goal and its parameters want of the engine.
 *
 * @param concurrency devices worked on at the same time
 * @param messages whether messages at the hub are wanted as evidence
 * @param exchangesRoots whether roots may be exchanged without a time in which both are trusted
 * @param patience how long a rollout waits for approvals and windows
 * @param adopted devices whose identities the fleet takes over
 * @param runners what several runners of one rollout call it
 */
record EngineWish(
        int concurrency,
        boolean messages,
        boolean exchangesRoots,
        Duration patience,
        Set<DeviceId> adopted,
        Optional<String> runners) {
    /** Takes a copy. */
    EngineWish {
        adopted = Set.copyOf(adopted);
    }

    /** Such an engine. */
    FleetEngine engine(Fleet fleet, Surroundings surroundings, Ledger ledger, Log log)
            throws IOException, InterruptedException {
        FleetEngine alone = new FleetEngine(
                        connections(fleet, surroundings, log),
                        surroundings.release(),
                        surroundings.settings(concurrency),
                        conditions(fleet, surroundings),
                        Pace.system())
                .with(ledger)
                .adopting(adopted);
        return runners.map(alone::among).orElse(alone);
    }

    private RolloutConditions conditions(Fleet fleet, Surroundings surroundings) {
        RolloutConditions all =
                StateFolder.conditions(fleet, surroundings.certificates()).withPatience(patience);
        return exchangesRoots ? all.withRoots(RootsCheck.NONE) : all;
    }

    private Connections connections(Fleet fleet, Surroundings surroundings, Log log)
            throws IOException, InterruptedException {
        return messages
                ? surroundings.withMessages(
                        fleet.devices().stream().map(Device::id).collect(Collectors.toSet()), log::warn)
                : surroundings.connections();
    }
}
