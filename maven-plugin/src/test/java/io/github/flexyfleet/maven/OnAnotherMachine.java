package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The same world seen from a machine with a state folder of its own.
 *
 * @param world as it is seen from where it is deployed from
 * @param certificates folder of certificates on this machine
 */
record OnAnotherMachine(Surroundings world, Path certificates) implements Surroundings {
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
    public List<X509Certificate> extraRoots() {
        return world.extraRoots();
    }

    @Override
    public RuntimeRelease release() {
        return world.release();
    }

    @Override
    public RolloutSettings settings(int concurrency) {
        return world.settings(concurrency);
    }

    @Override
    public SharedKeys.Result keys() {
        return world.keys();
    }

    @Override
    public SharedKeys.Result knownKeys() {
        return world.knownKeys();
    }

    @Override
    public KeyCustody custody() {
        return world.custody();
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
