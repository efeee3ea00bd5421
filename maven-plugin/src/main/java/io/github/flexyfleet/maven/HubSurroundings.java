package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The real hub alone: no Talk2M account and no gateway, so that who registers identities needs no other credentials.
 *
 * @param connections the way to the hub
 * @param custody what protects and signs keys
 * @param certificates folder of the certificates
 * @param reading the way to the hub's messages
 */
record HubSurroundings(Connections connections, KeyCustody custody, Path certificates, HubReading reading)
        implements Surroundings {
    static HubSurroundings open(Fleet fleet, CredentialReader credentials, WebProxy way, Path state)
            throws IOException, MojoFailureException {
        HubLogins.Chosen login = HubLogins.choose(fleet, credentials);
        KeyCustody custody = KeyCustody.of(fleet, credentials, state);
        credentials.check();
        IotHubRegistry.Network network = new IotHubRegistry.Network(way, List.of());
        IotHubRegistry registry = Wiring.registry(fleet, login, network);
        return new HubSurroundings(
                new Connections(
                        List.of(), Map.of(), new DeviceLogins(Optional.empty(), Map.of()), registry, Optional.empty()),
                custody,
                state.resolve("certificates"),
                new HubReading(
                        login.connectionString().orElse(Secret.of("")),
                        Optional.empty(),
                        fleet.hub().consumerGroup(),
                        network));
    }

    /** Identities are no rollout: nothing is read. */
    @Override
    public Connections withMessages(Set<DeviceId> devices, Consumer<String> warn) {
        return connections;
    }

    @Override
    public List<X509Certificate> extraRoots() {
        return List.of();
    }

    @Override
    public RuntimeRelease release() {
        return RuntimeRelease.of("none", new byte[0], Optional.empty());
    }

    @Override
    public RolloutSettings settings(int concurrency) {
        return RolloutSettings.defaults().withConcurrency(concurrency);
    }

    @Override
    public SharedKeys.Result keys() {
        return new SharedKeys.Result(SharedKeys.NONE, List.of());
    }

    @Override
    public SharedKeys.Result knownKeys() {
        return keys();
    }

    @Override
    public void close() {
        connections.registry().close();
    }
}
