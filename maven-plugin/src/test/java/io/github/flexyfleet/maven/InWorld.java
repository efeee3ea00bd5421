package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import java.security.cert.X509Certificate;
import java.util.List;

/** A world as somebody sees it who has less than the one who made it; what is not said otherwise is the world's own. */
interface InWorld extends Surroundings {
    /** The world. */
    Surroundings world();

    @Override
    default List<X509Certificate> extraRoots() {
        return world().extraRoots();
    }

    @Override
    default RuntimeRelease release() {
        return world().release();
    }

    @Override
    default RolloutSettings settings(int concurrency) {
        return world().settings(concurrency);
    }

    @Override
    default SharedKeys.Result keys() {
        return world().keys();
    }

    @Override
    default SharedKeys.Result knownKeys() {
        return world().knownKeys();
    }

    @Override
    default KeyCustody custody() {
        return world().custody();
    }
}
