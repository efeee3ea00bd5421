package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The hub and the keys of a fleet, without gateways and Talk2M.
 *
 * @param registry the hub's identities
 * @param custody what protects and signs keys
 * @param certificates folder with certificates and keys
 * @param end gives everything back
 */
record HubAlone(IotHubRegistry registry, KeyCustody custody, Path certificates, Runnable end) implements AutoCloseable {
    /** The real hub; of all credentials only its own are needed. */
    static HubAlone real(Fleet fleet, CredentialReader credentials, WebProxy way, Path state)
            throws IOException, MojoFailureException {
        HubLogins.Chosen login = HubLogins.choose(fleet, credentials);
        credentials.check();
        IotHubRegistry registry = Wiring.registry(fleet, login, new IotHubRegistry.Network(way, List.of()));
        return new HubAlone(
                registry, KeyCustody.of(fleet, credentials, state), state.resolve("certificates"), registry::close);
    }

    /** The hub of a rehearsal. */
    static HubAlone rehearsed(Fleet fleet, Path folder) throws IOException {
        RehearsalSurroundings world = RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder);
        return new HubAlone(world.connections().registry(), world.custody(), world.certificates(), world::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
