package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/** A rehearsal world for somebody who has the Talk2M login, and no login at the hub. */
record WithoutHubLogin(Surroundings world, Connections connections, HubReading reading) implements InWorld {
    static WithoutHubLogin in(RehearsalSurroundings world, Fleet fleet) throws IOException, MojoFailureException {
        IotHubRegistry.Network network = world.reading().network();
        CredentialReader nothing = new CredentialReader(Map.of(), id -> Optional.empty());
        IotHubRegistry registry = Wiring.registry(fleet, HubLogins.ifGiven(fleet, nothing), network);
        Connections usual = world.connections();
        return new WithoutHubLogin(
                world,
                new Connections(usual.accounts(), usual.accountOf(), usual.logins(), registry, Optional.empty()),
                new HubReading(Secret.of(""), Optional.empty(), fleet.hub().consumerGroup(), network));
    }

    @Override
    public Connections withMessages(Set<DeviceId> devices, Consumer<String> warn) {
        return connections;
    }

    @Override
    public Path certificates() {
        return world.certificates();
    }

    @Override
    public void close() {
        connections.registry().close();
    }
}
