package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.DeliveredKeys;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.rollout.RolloutConditions;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.RootsCheck;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.SystemStreamLog;

/**
 * What flexy:plan and flexy:deploy do, with all that they keep in the state folder, in a rehearsal world that is open, in
 * virtual time.
 */
final class GoalsInRehearsal implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 8;

    final VirtualTime time = new VirtualTime(Instant.now());
    final RehearsalSurroundings world;
    private final VirtualPace pace = new VirtualPace(time);
    private final Path state;

    /**
     * Opens it.
     *
     * @param folder the test's own; the world is kept below it
     */
    GoalsInRehearsal(Fleet fleet, Path folder) throws IOException {
        state = folder.resolve("rehearsal");
        BundledRuntime runtime = BundledRuntime.load();
        world = RehearsalSurroundings.open(
                fleet, runtime, RehearsalSpec.of(fleet, runtime), state, time, pace::pauseUntilInterrupted);
    }

    /** Where the gateways are; see {@link HeldOnFlash}. */
    Path devices() {
        return state.resolve("world/devices");
    }

    /** The certificates that devices are to have; those that are missing are made. */
    Map<DeviceId, Fingerprint> certificates(Fleet fleet) throws IOException {
        return targets(fleet).targets().stream()
                .collect(Collectors.toMap(
                        DeviceTarget::device, target -> target.fingerprint().orElseThrow()));
    }

    /** How the hub knows a device. */
    DeviceAuthentication known(DeviceId device) {
        return world.world()
                .registry()
                .find(device.value())
                .orElseThrow()
                .settings()
                .authentication();
    }

    /** As with {@code flexy:plan}. */
    Plan plan(Fleet fleet) throws Exception {
        return planning(fleet, targets(fleet)).observed(engine(conditions(fleet)), false);
    }

    /** What a deploy says of a plan before it begins. */
    Planning planning(Fleet fleet) throws IOException {
        return planning(fleet, targets(fleet));
    }

    /** As with {@code flexy:deploy}. */
    RolloutResult deploy(Fleet fleet, Consumer<RolloutEvent> listener) throws Exception {
        return deploy(fleet, conditions(fleet), listener);
    }

    /** As with {@code -Dflexy.exchangeRoots=true}. */
    RolloutResult deployExchangingRoots(Fleet fleet) throws Exception {
        return deploy(fleet, conditions(fleet).withRoots(RootsCheck.NONE), event -> {});
    }

    private RolloutResult deploy(Fleet fleet, RolloutConditions conditions, Consumer<RolloutEvent> listener)
            throws Exception {
        FleetTargets targets = targets(fleet);
        try (LedgerStore ledgers = LedgerPlace.folder(state.resolve("ledger"), fleet)) {
            return engine(conditions)
                    .with(LedgerPlace.ledger(ledgers, Optional.empty()))
                    .deploy(
                            fleet,
                            targets.targets(),
                            planning(fleet, targets).keeping(listener));
        }
    }

    /** The state folder is lost; gateways and hub are what they were. */
    void loseState() throws IOException {
        Path kept = state.resolve("world");
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(state) && !file.startsWith(kept)) {
                    Files.delete(file);
                }
            }
        }
    }

    private RolloutConditions conditions(Fleet fleet) {
        return StateFolder.conditions(fleet, world.certificates());
    }

    private FleetEngine engine(RolloutConditions conditions) {
        return new FleetEngine(
                world.connections(),
                world.release(),
                RolloutSettings.defaults().withConcurrency(SIDE_BY_SIDE),
                conditions,
                pace);
    }

    private FleetTargets targets(Fleet fleet) throws IOException {
        return StateFolder.targets(fleet, world);
    }

    private Planning planning(Fleet fleet, FleetTargets targets) {
        return new Planning(
                new Planner.Inputs(
                        new Plan.Tool(
                                "test", world.release().version(), world.release().sha256()),
                        fleet,
                        targets.targets(),
                        Optional.empty(),
                        SIDE_BY_SIDE),
                StateFolder.applied(world.certificates()),
                new DeliveredKeys(
                        fleet,
                        StateFolder.store(world.certificates(), world.custody()),
                        StateFolder.firstKeys(world.certificates())),
                new SystemStreamLog());
    }

    @Override
    public void close() {
        world.close();
        time.close();
    }
}
