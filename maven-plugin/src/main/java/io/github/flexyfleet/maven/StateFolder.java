package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.SavedPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/** What is kept between runs, in the folders of a state folder. */
final class StateFolder {
    private StateFolder() {}

    /**
     * What the devices of a fleet are to run; certificates are issued where they are missing or due.
     *
     * @param certificates the folder of certificates; programs that made way for the runtime are saved beside it
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    static FleetTargets targets(Fleet fleet, Path certificates, SharedKeys keys, List<X509Certificate> extraRoots)
            throws IOException {
        CertificateStore store = new CertificateStore(
                certificates,
                new CertificateIssuer(new SecureRandom(), InstantSource.system()),
                InstantSource.system());
        SavedPrograms saved = new SavedPrograms(certificates.resolveSibling("taken-over"));
        return FleetTargets.of(fleet, store, keys, extraRoots, saved);
    }
}
