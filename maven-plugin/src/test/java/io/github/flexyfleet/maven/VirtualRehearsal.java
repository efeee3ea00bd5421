package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A rehearsal world that is open, in virtual time. */
class VirtualRehearsal implements AutoCloseable {
    final VirtualTime time;
    final RehearsalSurroundings world;
    private final VirtualPace pace;

    /**
     * Opens it.
     *
     * @param folder the test's own; the world is kept below it
     */
    VirtualRehearsal(Fleet fleet, Path folder, Instant start) throws IOException {
        time = new VirtualTime(start);
        pace = new VirtualPace(time);
        BundledRuntime runtime = BundledRuntime.load();
        world = RehearsalSurroundings.open(
                fleet,
                runtime,
                RehearsalSpec.of(fleet, runtime),
                folder.resolve("rehearsal"),
                time,
                pace::pauseUntilInterrupted);
    }

    /** With an engine that works on so many devices at the same time. */
    final FleetEngine engine(int concurrency) {
        return new FleetEngine(
                world.connections(), world.release(), RolloutSettings.defaults().withConcurrency(concurrency), pace);
    }

    /** Certificates and keys of devices, by the virtual time. */
    CertificateStore store() {
        return StateFolder.store(world.certificates(), time)
                .with(world.custody().phrases(), world.custody().authority());
    }

    @Override
    public final void close() {
        world.close();
        time.close();
    }
}
