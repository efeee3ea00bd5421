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
import org.apache.maven.plugin.MojoFailureException;

/**
 * The hub and the keys of a fleet, without gateways and Talk2M.
 *
 * @param registry the hub's identities
 * @param enrolling the Device Provisioning Service, where one makes them
 * @param custody what protects and signs keys
 * @param certificates folder with certificates and keys
 * @param end gives everything back
 */
record HubAlone(
        IotHubRegistry registry,
        Optional<EnrolledIdentities.Enrolling> enrolling,
        KeyCustody custody,
        Path certificates,
        Runnable end)
        implements AutoCloseable {
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
        credentials.check(CredentialReader.REHEARSAL
                + (provisioning.isPresent()
                        ? "\n  To shut a device out of the hub at once, without the Device Provisioning Service:"
                                + " -Dflexy.hubOnly=true; run the goal without it as soon as you can."
                        : ""));
        IotHubRegistry.Network network = new IotHubRegistry.Network(way, List.of());
        KeyCustody custody = KeyCustody.of(fleet, credentials, state);
        Optional<EnrolledIdentities.Enrolling> enrolling = dps.isPresent()
                ? Optional.of(Wiring.enrolling(
                        provisioning.orElseThrow(), dps.get(), custody, network, InstantSource.system(), Wiring::pause))
                : Optional.empty();
        IotHubRegistry registry = Wiring.registry(fleet, login, network);
        return new HubAlone(registry, enrolling, custody, state.resolve("certificates"), () -> {
            registry.close();
            enrolling.ifPresent(at -> at.service().close());
        });
    }

    /** The hub of a rehearsal. */
    static HubAlone rehearsed(Fleet fleet, Path folder) throws IOException {
        RehearsalSurroundings world = RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder);
        return new HubAlone(
                world.connections().registry(),
                world.connections().enrolling(),
                world.custody(),
                world.certificates(),
                world::close);
    }

    /** The same, which leaves the Device Provisioning Service alone. */
    HubAlone withoutService() {
        return new HubAlone(registry, Optional.empty(), custody, certificates, end);
    }

    @Override
    public void close() {
        end.run();
    }
}
