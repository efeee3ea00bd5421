package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.RuntimeRelease;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** Where a goal works: the real world, or a rehearsal of it. */
interface Surroundings extends AutoCloseable {
    /** The way to Talk2M and the hub. */
    Connections connections();

    /** Roots that devices must trust besides the usual ones. */
    List<X509Certificate> extraRoots();

    /** The runtime that belongs to this plugin. */
    RuntimeRelease release();

    /** Bounds of a rollout here, for this many devices at a time. */
    RolloutSettings settings(int concurrency);

    /** The keys of the devices that have one instead of a certificate. */
    SharedKeys.Result keys();

    /** What protects and signs keys here. */
    KeyCustody custody();

    /** Folder with the certificates and keys for these surroundings. */
    Path certificates();

    @Override
    void close();
}
