package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Provisioning;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The hub and the keys of a fleet, without gateways and Talk2M.
 *
 * @param registry the hub's identities
 * @param enrolling the Device Provisioning Service, where one makes them
 * @param keys opens what protects and signs keys, which may fail
 * @param certificates folder with certificates and keys
 * @param end gives everything back
 */
record HubAlone(
        IotHubRegistry registry,
        Optional<EnrolledIdentities.Enrolling> enrolling,
        Supplier<KeyCustody> keys,
        Path certificates,
        Runnable end)
        implements AutoCloseable {
    private static final String HUB_ONLY = "To shut a device out of the hub at once, without the Device Provisioning"
            + " Service: -Dflexy.hubOnly=true; run the goal without it as soon as you can.";

    /**
     * The real hub, and the real Device Provisioning Service where the fleet has one; of all credentials only theirs are
     * needed.
     *
     * @param hubOnly without the service
     */
    static HubAlone real(Fleet fleet, boolean hubOnly, CredentialReader credentials, WebProxy way, Path state)
            throws IOException, MojoFailureException {
        Optional<Provisioning> provisioning = fleet.hub().provisioning().filter(service -> !hubOnly);
        HubLogins.Chosen login = HubLogins.choose(fleet, credentials);
        Optional<Secret> dps = provisioning.map(service -> credentials.dps());
        credentials.check(CredentialReader.REHEARSAL + (provisioning.isPresent() ? "\n  " + HUB_ONLY : ""));
        IotHubRegistry.Network network = new IotHubRegistry.Network(way, List.of());
        Optional<EnrolledIdentities.Enrolling> enrolling = dps.isPresent()
                ? Optional.of(enrolling(provisioning.orElseThrow(), dps.get(), network))
                : Optional.empty();
        IotHubRegistry registry = Wiring.registry(fleet, login, network);
        Supplier<KeyCustody> keys = () -> KeyCustody.of(fleet, credentials, state);
        return new HubAlone(registry, enrolling, keys, state.resolve("certificates"), () -> {
            registry.close();
            enrolling.ifPresent(at -> at.service().close());
        });
    }

    /** Without the fleet's authority: it may be damaged, and nothing is signed before a device is shut out. */
    private static EnrolledIdentities.Enrolling enrolling(
            Provisioning provisioning, Secret connectionString, IotHubRegistry.Network network) throws IOException {
        try {
            return Wiring.enrolling(
                    provisioning, connectionString, Optional.empty(), network, InstantSource.system(), Wiring::pause);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ". " + HUB_ONLY, e);
        }
    }

    /** The hub of a rehearsal. */
    static HubAlone rehearsed(Fleet fleet, Path folder) throws IOException {
        RehearsalSurroundings world = RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder);
        return new HubAlone(
                world.connections().registry(),
                world.connections().enrolling(),
                world::custody,
                world.certificates(),
                world::close);
    }

    /** The same, which leaves the Device Provisioning Service alone. */
    HubAlone withoutService() {
        return new HubAlone(registry, Optional.empty(), keys, certificates, end);
    }

    /**
     * What protects and signs keys.
     *
     * @throws io.github.flexyfleet.fleet.certificate.CertificateStoreException when the fleet's authority cannot be read
     */
    KeyCustody custody() {
        return keys.get();
    }

    @Override
    public void close() {
        end.run();
    }
}
