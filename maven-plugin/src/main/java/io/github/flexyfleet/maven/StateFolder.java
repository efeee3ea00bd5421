package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.HubKeys;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.AppliedBundles;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations;
import io.github.flexyfleet.fleet.plan.ChangedSettings;
import io.github.flexyfleet.fleet.plan.KeptRoots;
import io.github.flexyfleet.fleet.rollout.DebtBook;
import io.github.flexyfleet.fleet.rollout.FileApprovals;
import io.github.flexyfleet.fleet.rollout.FileDebtBook;
import io.github.flexyfleet.fleet.rollout.RolloutConditions;
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
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    static FleetTargets targets(Fleet fleet, Surroundings world) throws IOException {
        return targets(fleet, world, world.keys().keys());
    }

    /**
     * The same with keys that were read before.
     *
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    static FleetTargets targets(Fleet fleet, Surroundings world, SharedKeys keys) throws IOException {
        return targets(
                fleet, store(world.certificates(), world.custody()), keys, world.extraRoots(), world.certificates());
    }

    /**
     * The same with another store.
     *
     * @param certificates the folder of certificates; programs that made way for the runtime are saved beside it
     */
    static FleetTargets targets(
            Fleet fleet, CertificateStore store, SharedKeys keys, List<X509Certificate> extraRoots, Path certificates)
            throws IOException {
        return FleetTargets.of(fleet, store, keys, extraRoots, saved(certificates));
    }

    /**
     * The same for who only looks: with the certificates and keys that there are. Issues and writes nothing.
     *
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    static FleetTargets known(Fleet fleet, Surroundings world, SharedKeys keys) throws IOException {
        return FleetTargets.known(
                fleet,
                store(world.certificates(), world.custody()),
                keys,
                world.extraRoots(),
                saved(world.certificates()));
    }

    private static SavedPrograms saved(Path certificates) {
        return new SavedPrograms(certificates.resolveSibling("taken-over"));
    }

    /** The first keys of devices that the hub does not know yet, beside the folder of certificates. */
    static FirstKeys firstKeys(Path certificates) {
        return new FirstKeys(certificates.resolveSibling("keys"));
    }

    /** The keys of devices at a hub. */
    static HubKeys hubKeys(IotHubRegistry registry, Path certificates) {
        return new HubKeys(registry.keys(), firstKeys(certificates));
    }

    /** Certificates and keys of devices. */
    static CertificateStore store(Path certificates, KeyCustody custody) {
        return store(certificates, InstantSource.system()).with(custody.phrases(), custody.authority());
    }

    /** The same by another clock, with keys in files and nobody who signs. */
    static CertificateStore store(Path certificates, InstantSource clock) {
        return new CertificateStore(certificates, new CertificateIssuer(new SecureRandom(), clock), clock);
    }

    /**
     * Approvals and open gates of a fleet's rollouts.
     *
     * @param certificates the folder of certificates; they are kept beside it
     */
    static FileApprovals approvals(Path certificates) {
        return new FileApprovals(certificates.resolveSibling("rollout"));
    }

    /** Debts of a fleet, kept beside the folder of certificates. */
    static DebtBook debts(Path certificates) {
        return new FileDebtBook(certificates.resolveSibling("rollout"));
    }

    /** Configurations that devices were confirmed with, kept beside the folder of certificates. */
    static AppliedConfigurations applied(Path certificates) {
        return new AppliedConfigurations(certificates.resolveSibling("applied"));
    }

    /** What the rollout of a fleet finds in a state folder. */
    static RolloutConditions conditions(Fleet fleet, Path certificates) {
        FileApprovals approvals = approvals(certificates);
        AppliedConfigurations applied = applied(certificates);
        return RolloutConditions.none()
                .withApprovals(approvals)
                .withOwed(approvals)
                .withPrevious(new AppliedBundles(applied))
                .withSuspects(new ChangedSettings(fleet, applied))
                .withDebts(debts(certificates))
                .withRoots(new KeptRoots(applied, InstantSource.system()));
    }
}
