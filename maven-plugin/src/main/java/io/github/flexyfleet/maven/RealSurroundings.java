package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.HubResourceReader;
import io.github.flexyfleet.fleet.hub.HubResourceSource;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.Talk2mSettings;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;

/** The real gateways, Talk2M and hub. */
final class RealSurroundings implements Surroundings {
    /** The hub's clock and this machine's may differ by so much (azure-iot-hub 0). */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Connections connections;
    private final RuntimeRelease release;
    private final Supplier<SharedKeys.Result> keys;
    private final Supplier<SharedKeys.Result> knownKeys;
    private final KeyCustody custody;
    private final Path state;
    private final HubReading reading;
    private final HubSettings hub;
    private Optional<HubResourceReader> resources = Optional.empty();
    private Optional<EventFeed> feed = Optional.empty();

    private RealSurroundings(
            Connections connections,
            RuntimeRelease release,
            Supplier<SharedKeys.Result> keys,
            Supplier<SharedKeys.Result> knownKeys,
            KeyCustody custody,
            Path state,
            HubReading reading,
            HubSettings hub) {
        this.connections = connections;
        this.release = release;
        this.keys = keys;
        this.knownKeys = knownKeys;
        this.custody = custody;
        this.state = state;
        this.reading = reading;
        this.hub = hub;
    }

    /**
     * Reads the credentials; reaches nothing yet.
     *
     * @param needsHub whether a login at the hub must be given; without one the hub answers nothing
     */
    static RealSurroundings open(
            Fleet fleet,
            BundledRuntime runtime,
            CredentialReader credentials,
            WebProxy way,
            Path state,
            boolean needsHub)
            throws IOException, MojoFailureException {
        List<Talk2mLogin> logins = fleet.accounts().stream()
                .map(account -> credentials.talk2m(
                        SecretPlace.of(account.secret(), SecretPlace.TALK2M), account.account(), account.access()))
                .toList();
        DeviceLogins gateways = FleetCredentials.gateways(fleet, credentials);
        HubLogins.Chosen hub = needsHub ? HubLogins.choose(fleet, credentials) : HubLogins.ifGiven(fleet, credentials);
        Optional<Secret> eventHub = credentials.eventHub();
        Map<DeviceId, Secret> connectionStrings = FleetCredentials.connectionStrings(fleet, credentials);
        // Only what writes identities reaches the Device Provisioning Service.
        Optional<Secret> dps =
                needsHub ? fleet.hub().provisioning().map(service -> credentials.dps()) : Optional.empty();
        credentials.check();
        List<AccountAccess> accounts = new ArrayList<>();
        for (int i = 0; i < logins.size(); i++) {
            Talk2mSettings account = fleet.accounts().get(i);
            accounts.add(new AccountAccess(
                    account.name(),
                    Wiring.talk2m(
                            URI.create("https://" + account.server()),
                            logins.get(i),
                            account.access(),
                            new M2WebSettings.Network(way, List.of(), M2WebSettings.Timeouts.standard())),
                    account.calls(),
                    Wiring.calls(state, account.account())));
        }
        IotHubRegistry.Network network = new IotHubRegistry.Network(way, List.of());
        IotHubRegistry registry = Wiring.registry(fleet, hub, network);
        KeyCustody custody = KeyCustody.of(fleet, credentials, state);
        Connections connections =
                new Connections(accounts, Wiring.accountOf(fleet), gateways, registry, Optional.empty());
        if (dps.isPresent()) {
            connections = connections.with(Wiring.enrolling(
                    fleet.hub().provisioning().orElseThrow(),
                    dps.get(),
                    custody.authority(),
                    network,
                    InstantSource.system(),
                    Wiring::pause));
        }
        return new RealSurroundings(
                connections,
                RuntimeRelease.of(
                        runtime.version(),
                        runtime.jar(),
                        fleet.runtime().map(source -> source.url().toString())),
                () -> SharedKeys.read(
                        fleet,
                        device -> Optional.ofNullable(connectionStrings.get(device.id())),
                        () -> StateFolder.hubKeys(registry, state.resolve("certificates"))),
                () -> SharedKeys.known(
                        fleet,
                        device -> Optional.ofNullable(connectionStrings.get(device.id())),
                        () -> StateFolder.hubKeys(registry, state.resolve("certificates"))),
                custody,
                state,
                new HubReading(
                        hub.connectionString().orElse(Secret.of("")),
                        eventHub,
                        fleet.hub().consumerGroup(),
                        network),
                fleet.hub());
    }

    @Override
    public Connections connections() {
        return connections;
    }

    @Override
    public Connections withMessages(Set<DeviceId> devices, Consumer<String> warn)
            throws IOException, InterruptedException {
        if (!reading.isPossible()) {
            warn.accept(ProblemCode.MESSAGES_UNREADABLE.id()
                    + " a hub that is signed in to by Entra ID lets nobody read its"
                    + " messages by that; the devices' own word is the evidence instead."
                    + " FLEXY_EVENT_HUB_CONNECTION_STRING mends it, -Dflexy.messages=false says that this is meant");
            return connections;
        }
        try {
            feed = Optional.of(new SteadyFeed(reading.open(Instant.now().minus(SKEW)), devices, warn));
        } catch (EventFeedException e) {
            warn.accept(ProblemCode.MESSAGES_UNREADABLE.id() + " " + e.getMessage()
                    + "; the devices' own word on what the hub has read is the evidence instead."
                    + " -Dflexy.messages=false says that this is meant");
        }
        return connections.with(feed);
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
    public SharedKeys.Result keys() {
        return keys.get();
    }

    @Override
    public SharedKeys.Result knownKeys() {
        return knownKeys.get();
    }

    @Override
    public KeyCustody custody() {
        return custody;
    }

    @Override
    public Path certificates() {
        return state.resolve("certificates");
    }

    @Override
    public HubReading reading() {
        return reading;
    }

    @Override
    public Optional<HubResourceSource> resources() {
        if (hub.access() == HubSettings.Access.ENTRA && resources.isEmpty()) {
            resources = Optional.of(
                    new HubResourceReader(hub.managementHost(), EntraTokens.ofEnvironment(), reading.network()));
        }
        return resources.map(HubResourceSource.class::cast);
    }

    @Override
    public void close() {
        resources.ifPresent(HubResourceReader::close);
        feed.ifPresent(EventFeed::close);
        connections.registry().close();
        connections.enrolling().ifPresent(dps -> dps.service().close());
    }
}
