package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.RuntimeRelease;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/** The real gateways, Talk2M and hub. */
final class RealSurroundings implements Surroundings {
    private final Connections connections;
    private final RuntimeRelease release;
    private final Path state;

    private RealSurroundings(Connections connections, RuntimeRelease release, Path state) {
        this.connections = connections;
        this.release = release;
        this.state = state;
    }

    static RealSurroundings open(Fleet fleet, BundledRuntime runtime, CredentialReader credentials, Path state)
            throws IOException, MojoFailureException {
        String user = credentials.userName("Talk2M user", "FLEXY_TALK2M_USER", "talk2m");
        Secret password = credentials.secret("Talk2M password", "FLEXY_TALK2M_PASSWORD", "talk2m");
        Secret developerId = credentials.secret("Talk2M developer id", "FLEXY_TALK2M_DEVELOPER_ID", "talk2m-developer");
        DeviceLogin device = new DeviceLogin(
                credentials.userName("user on the gateways", "FLEXY_DEVICE_USER", "flexy-device"),
                credentials.secret("that user's password", "FLEXY_DEVICE_PASSWORD", "flexy-device"));
        Secret hub = credentials.secret("IoT Hub service connection string", "FLEXY_HUB_CONNECTION_STRING", "iot-hub");
        credentials.check();
        M2WebSettings talk2m = Wiring.talk2m(
                URI.create("https://" + fleet.talk2m().server()),
                new Talk2mLogin(fleet.talk2m().account(), user, password, developerId),
                M2WebSettings.Network.standard());
        IotHubRegistry registry = Wiring.registry(hub, new IotHubRegistry.Network(Optional.empty(), List.of()));
        return new RealSurroundings(
                new Connections(talk2m, device, registry, Optional.empty()),
                RuntimeRelease.of(
                        runtime.version(),
                        runtime.jar(),
                        fleet.runtime().map(source -> source.url().toString())),
                state);
    }

    @Override
    public Connections connections() {
        return connections;
    }

    @Override
    public List<X509Certificate> extraRoots() {
        return List.of();
    }

    @Override
    public RuntimeRelease release() {
        return release;
    }

    @Override
    public RolloutSettings settings(int concurrency) {
        return RolloutSettings.defaults().withConcurrency(concurrency);
    }

    @Override
    public Path certificates() {
        return state.resolve("certificates");
    }

    @Override
    public void close() {
        connections.registry().close();
    }
}
