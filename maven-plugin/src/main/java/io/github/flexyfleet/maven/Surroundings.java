package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.HubResourceSource;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where a goal works: the real world, or a rehearsal of it. */
interface Surroundings extends AutoCloseable {
    /** The way to Talk2M and the hub. */
    Connections connections();

    /**
     * The same with the messages at the hub as evidence, as far as the hub can be read.
     *
     * @param devices whose messages count
     * @param warn is told when it cannot
     */
    Connections withMessages(Set<DeviceId> devices, Consumer<String> warn) throws IOException, InterruptedException;

    /** Roots that devices must trust besides the usual ones. */
    List<X509Certificate> extraRoots();

    /** The runtime that belongs to this plugin. */
    RuntimeRelease release();

    /** Bounds of a rollout here, for this many devices at a time. */
    RolloutSettings settings(int concurrency);

    /** The keys of the devices that have one instead of a certificate; read anew by each call, at the hub where they are there. */
    SharedKeys.Result keys();

    /** The same for who only looks: as far as they are known; none is made, and none is due. */
    SharedKeys.Result knownKeys();

    /** What protects and signs keys here. */
    KeyCustody custody();

    /** Folder with the certificates and keys for these surroundings. */
    Path certificates();

    /** The messages at the hub; opened anew by each call. */
    HubReading reading();

    /** The hub's settings in Azure, where the sign-in is of a kind that may be allowed to read them. */
    default Optional<HubResourceSource> resources() {
        return Optional.empty();
    }

    @Override
    void close();
}
