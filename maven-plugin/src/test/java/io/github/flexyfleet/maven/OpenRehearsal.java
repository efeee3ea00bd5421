package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A rehearsal world that is open, in virtual time, for a fleet of one device. */
abstract class OpenRehearsal implements AutoCloseable {
    static final DeviceId DEVICE = new DeviceId("pump-1");

    final VirtualTime time = new VirtualTime(Instant.now());
    final VirtualPace pace = new VirtualPace(time);
    final RehearsalSurroundings world;

    OpenRehearsal(Fleet fleet, Path folder) throws IOException {
        BundledRuntime runtime = BundledRuntime.load();
        world = RehearsalSurroundings.open(
                fleet,
                runtime,
                RehearsalSpec.of(fleet, runtime),
                folder.resolve("rehearsal"),
                time,
                pace::pauseUntilInterrupted);
    }

    final FleetEngine engine() {
        return new FleetEngine(world.connections(), world.release(), RolloutSettings.defaults(), pace);
    }

    abstract DeviceResult deploy() throws Exception;

    final void deployWell() throws Exception {
        DeviceResult result = deploy();
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONFIRMED);
    }

    /** As the hub has it. */
    final DeviceIdentity identity() {
        return world.world().registry().find(DEVICE.value()).orElseThrow();
    }

    @Override
    public final void close() {
        world.close();
        time.close();
    }
}
