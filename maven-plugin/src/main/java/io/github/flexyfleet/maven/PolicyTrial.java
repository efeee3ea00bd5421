package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.fault.FaultPlan;
import io.github.flexyfleet.simulator.fault.FaultProfile;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tries a fleet's rollout in a rehearsal world of its own, in virtual time: first as the fleet file says, then with a
 * configuration that no device can reach the hub with. The engine is the one that deploys to real gateways.
 */
final class PolicyTrial {
    /** Exists nowhere (RFC 2606), neither in a world. */
    private static final String NOWHERE = "nowhere.invalid";

    private static final int MOST_RUNS = 5;
    /** A build server tries again after a while. */
    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(10);

    private final Fleet fleet;
    private final BundledRuntime runtime;
    private final RehearsalProfile likeness;
    private final int concurrency;

    PolicyTrial(Fleet fleet, BundledRuntime runtime, RehearsalProfile likeness, int concurrency) {
        this.fleet = fleet;
        this.runtime = runtime;
        this.likeness = likeness;
        this.concurrency = concurrency;
    }

    /**
     * What came of it.
     *
     * @param took until the last of its runs had ended, in virtual time
     * @param runs how often it was deployed until all was done, {@value #MOST_RUNS} at most
     * @param calls Talk2M calls of all runs
     * @param done devices that ran the wanted configuration at its end
     * @param halted whether a run was stopped
     * @param badReached devices that the bad configuration was sent to before its rollout was stopped
     */
    record Result(Duration took, int runs, int calls, int done, boolean halted, int badReached) {}

    /** Makes trials with each profile, and shows what came of them. */
    void repeat(List<FaultProfile> profiles, int times, long firstSeed, TrialFolder folder, Consumer<String> log)
            throws IOException, InterruptedException {
        List<PolicyTrials> all = new ArrayList<>();
        for (FaultProfile profile : profiles) {
            log.accept(times + " trials with faults: " + profile.name());
            all.add(repeat(profile, times, firstSeed, folder));
        }
        PolicyTrials.table(all).forEach(log);
    }

    /** Makes trials one after the other, each with the next seed. */
    PolicyTrials repeat(FaultProfile profile, int times, long firstSeed, TrialFolder folder)
            throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            results.add(run(profile, firstSeed + i, folder.next(), folder.start()));
        }
        return new PolicyTrials(profile.name(), fleet.devices().size(), results);
    }

    /**
     * Makes a trial.
     *
     * @param profile what goes wrong by chance
     * @param seed decides the chances
     * @param folder a new one
     * @param start virtual time of its beginning
     */
    Result run(FaultProfile profile, long seed, Path folder, Instant start) throws IOException, InterruptedException {
        try (VirtualTime time = new VirtualTime(start)) {
            VirtualPace pace = new VirtualPace(time);
            WorldSpec spec = likeness.applied(RehearsalSpec.of(fleet, runtime).with(Knobs.faithful()))
                    .with(FaultPlan.of(seed, profile).build());
            try (RehearsalSurroundings world =
                    RehearsalSurroundings.open(fleet, runtime, spec, folder, time, pace::pauseUntilInterrupted)) {
                Runs good = deployUntilDone(world, pace);
                Optional<RolloutResult> bad = deploy(world, unreachable(), pace);
                return good.result(start, bad.map(PolicyTrial::reached).orElse(0));
            }
        }
    }

    /** Deploys that followed one another. */
    private static final class Runs {
        private int runs;
        private int calls;
        private int done;
        private boolean halted;
        private Instant end = Instant.MIN;

        void add(Optional<RolloutResult> run, Instant now) {
            runs++;
            end = now;
            run.ifPresent(result -> {
                calls += result.calls();
                halted |= result.stopped().isPresent();
                done = (int) result.devices().stream()
                        .filter(device -> device.outcome().done())
                        .count();
            });
        }

        Result result(Instant start, int badReached) {
            return new Result(Duration.between(start, end), runs, calls, done, halted, badReached);
        }
    }

    private Runs deployUntilDone(RehearsalSurroundings world, VirtualPace pace)
            throws IOException, InterruptedException {
        Runs runs = new Runs();
        while (true) {
            Optional<RolloutResult> run = deploy(world, fleet, pace);
            runs.add(run, pace.now());
            if (run.filter(RolloutResult::done).isPresent() || runs.runs == MOST_RUNS) {
                return runs;
            }
            pace.pause(BETWEEN_RUNS);
        }
    }

    /** Empty when Talk2M could not be asked for the gateways; nothing was done then. */
    private Optional<RolloutResult> deploy(RehearsalSurroundings world, Fleet wanted, VirtualPace pace)
            throws IOException, InterruptedException {
        FleetTargets targets = StateFolder.targets(wanted, world);
        FleetEngine engine = new FleetEngine(
                world.connections(), world.release(), RolloutSettings.defaults().withConcurrency(concurrency), pace);
        try {
            return Optional.of(engine.deploy(wanted, targets.targets(), event -> {}));
        } catch (DeviceProblemException e) {
            return Optional.empty();
        }
    }

    private Fleet unreachable() {
        HubSettings hub = fleet.hub();
        return new Fleet(
                fleet.name(),
                hub.at(NOWHERE),
                fleet.accounts(),
                fleet.runtime(),
                fleet.roots(),
                fleet.sites(),
                fleet.rollout(),
                fleet.origins());
    }

    /** Those that were worked on, but for the ones that were out of reach at once. */
    private static int reached(RolloutResult bad) {
        return (int) bad.devices().stream()
                .filter(device -> device.outcome() != Outcome.NOT_STARTED && device.outcome() != Outcome.UNREACHABLE)
                .count();
    }
}
