package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The same world seen from a machine with a state folder of its own.
 *
 * @param world as it is seen from where it is deployed from
 * @param certificates folder of certificates on this machine
 */
record OnAnotherMachine(Surroundings world, Path certificates) implements InWorld {
    @Override
    public Connections connections() {
        return world.connections();
    }

    @Override
    public Connections withMessages(Set<DeviceId> devices, Consumer<String> warn)
            throws IOException, InterruptedException {
        return world.withMessages(devices, warn);
    }

    @Override
    public HubReading reading() {
        return world.reading();
    }

    @Override
    public void close() {
        // The world stays.
    }
}
