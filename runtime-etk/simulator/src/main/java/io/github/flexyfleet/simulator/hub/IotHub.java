package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.PrivateFiles;
import io.github.flexyfleet.simulator.net.ServerIdentity;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WebSocketDoor;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The hub of a world: devices on port 8883, service clients and posts of devices on port 443. Thread-safe. */
public final class IotHub implements AutoCloseable {
    /** The policy whose key the hub's connection string holds. */
    public static final String POLICY = "iothubowner";

    private static final int MQTT = 8883;
    private static final int HTTPS = 443;
    private static final int LOG_CAPACITY = 100_000;

    // Larger than any message that the hub takes, so that its own rule and not the decoder's decides.
    private static final int LARGEST_PACKET = 512 * 1024;

    private final Offer offer;
    private final HubParts parts;
    private final HubThrottle throttle;
    private final Transport.Listener devices;
    private final HttpsServer service;
    private final SasVerifier tokens;
    private final BuiltInEndpoint events;

    /**
     * What the hub is.
     *
     * @param host its host name, free text
     * @param tier its tier
     * @param key key of the policy {@value #POLICY}, in Base64
     * @param directory where registry and twins are kept
     * @param faults what goes wrong at it
     * @param limits how much it takes
     */
    public record Offer(String host, HubTier tier, String key, Path directory, HubFaults faults, HubLimits limits) {
        /** A hub of one unit. */
        public Offer(String host, HubTier tier, String key, Path directory, HubFaults faults) {
            this(host, tier, key, directory, faults, HubLimits.standard(1));
        }

        /** A hub of one unit at which nothing goes wrong. */
        public Offer(String host, HubTier tier, String key, Path directory) {
            this(host, tier, key, directory, HubFaults.NONE);
        }

        /** The same with other limits. */
        public Offer with(HubLimits other) {
            return new Offer(host, tier, key, directory, faults, other);
        }

        /** Names the host only. */
        @Override
        public String toString() {
            return host;
        }
    }

    private IotHub(
            Offer offer,
            HubParts parts,
            HubThrottle throttle,
            Transport.Listener devices,
            HttpsServer service,
            SasVerifier tokens,
            BuiltInEndpoint events) {
        this.offer = offer;
        this.parts = parts;
        this.throttle = throttle;
        this.devices = devices;
        this.service = service;
        this.tokens = tokens;
        this.events = events;
    }

    /**
     * Opens the hub and registers it in the network.
     *
     * @throws IOException when its folder cannot be used or no port can be had
     */
    public static IotHub start(Offer offer, ServerRoom room) throws IOException {
        HubParts parts = parts(offer, room.clock(), room.random());
        SasVerifier tokens =
                new SasVerifier(offer.host(), POLICY, Base64.getDecoder().decode(offer.key()), room.clock());
        HubThrottle throttle = new HubThrottle(offer.tier(), offer.limits(), room.clock());
        RegistryRest rest = new RegistryRest(parts, offer.limits(), throttle, tokens, room.clock(), room.random());
        DeviceRest posts = new DeviceRest(parts, rest);
        ServerIdentity identity = room.ca().issue(offer.host());
        SslContext tls = ServerTls.hubDevices(identity);
        BuiltInEndpoint events = BuiltInEndpoint.start(offer, parts.events(), tokens, room);
        HttpsServer service = HttpsServer.start(
                room.transport(),
                ServerTls.hubRest(identity),
                room.workers(),
                posts,
                List.of(webSocket(parts), events.door()));
        try {
            Transport.Listener devices = room.transport().listen(channel -> setUp(channel, tls, parts));
            room.network().register(offer.host(), HTTPS, service.address());
            room.network().register(offer.host(), MQTT, devices.address());
            return new IotHub(offer, parts, throttle, devices, service, tokens, events);
        } catch (IOException | RuntimeException e) {
            service.close();
            events.close();
            throw e;
        }
    }

    /** Its identities. */
    public DeviceRegistry registry() {
        return parts.registry();
    }

    /** Its certificate authorities, for devices that are known by them. */
    public HubAuthorities authorities() {
        return parts.authorities();
    }

    /** Its host name. */
    public String host() {
        return offer.host();
    }

    /** Its settings in the portal. */
    public HubConfiguration configuration() {
        return parts.configuration();
    }

    /** The name of its tier, as its settings show it. */
    public String sku() {
        return parts.configuration().sku().orElse(offer.tier().name());
    }

    /** What it says that it takes in a day. */
    public long messagesPerDay() {
        return offer.tier().messagesPerUnit() * parts.configuration().units();
    }

    /** What it says that it took since 00:00 UTC: what came since it was opened, or all that it takes when that is spent. */
    public long messagesToday() {
        return parts.faults().messagesSpent()
                ? messagesPerDay()
                : Math.min(parts.events().last(), messagesPerDay());
    }

    /** What arrived from its devices. */
    public EventLog events() {
        return parts.events();
    }

    /** Connections that were refused or lost. */
    public ConnectionLog connections() {
        return parts.log();
    }

    /** How many calls of service clients its tier did not take, as a whole or in part, since it was opened. */
    public long throttled() {
        return throttle.refusals();
    }

    /** Ends the connection of a device, or all connections. */
    public void disconnect(Optional<String> deviceId) {
        List<MqttConnection> ended = deviceId.isPresent()
                ? parts.sessions().find(deviceId.get()).stream().toList()
                : parts.sessions().all();
        ended.forEach(connection -> connection.end(HubError.CONNECTION_CLOSED, "The hub ended the connection"));
    }

    /**
     * Sends a message to a device; one that is away, or has not subscribed, gets it later. Service clients do this by AMQP,
     * which this hub does not speak.
     *
     * @throws HubRefusal when there is no such device, the tier has no such messages, or 50 wait already
     */
    public void send(String deviceId, Map<String, String> properties, byte[] body) throws HubRefusal {
        if (!parts.tier().twins()) {
            throw new HubRefusal(HubError.OPERATION_NOT_ALLOWED, "A Basic hub sends no messages to devices");
        }
        parts.registry().get(deviceId);
        parts.cloud().add(deviceId, properties, body);
        parts.sessions().find(deviceId).ifPresent(MqttConnection::sendWaiting);
    }

    /** How many messages wait for a device, those among them that it has not acknowledged. */
    public int waiting(String deviceId) {
        return parts.cloud().count(deviceId);
    }

    /**
     * Makes the identity of a device, or has it trust this certificate alone, as a Device Provisioning Service does
     * (azure-iot-hub 3). INFERRED: that it takes one slot, and that status and reason of an identity that is there stay.
     *
     * @param thumbprint SHA-256 of the certificate
     * @param initialTwin tags and desired properties of a twin that is new; anything else than an object for none
     * @throws HubRefusal when the hub does not take it
     */
    public void provision(String deviceId, String thumbprint, JsonNode initialTwin) throws HubRefusal {
        DeviceAuthentication by = new DeviceAuthentication.SelfSigned(thumbprint, "");
        Optional<DeviceIdentity> old = parts.registry().find(deviceId);
        if (old.isPresent()) {
            DeviceSettings was = old.get().settings();
            if (!was.authentication().equals(by)) {
                parts.registry()
                        .update(
                                new DeviceSettings(deviceId, was.enabled(), was.statusReason(), by),
                                new EtagMatch.Any());
            }
            return;
        }
        parts.registry().create(new DeviceSettings(deviceId, true, "", by));
        if (initialTwin.isObject() && parts.tier().twins()) {
            parts.twins().change(deviceId, initialTwin, new EtagMatch.Any());
        }
    }

    /** Lets service clients in by this token of Entra ID, until a time. */
    public void grant(String bearerToken, Instant until) {
        tokens.grant(bearerToken, until);
    }

    /** The connection string of a service client; it holds the key. */
    public String connectionString() {
        return "HostName=" + offer.host() + ";SharedAccessKeyName=" + POLICY + ";SharedAccessKey=" + offer.key();
    }

    /** The connection string of its built-in endpoint, as the portal shows it; it holds the key. */
    public String eventHubConnectionString() {
        return "Endpoint=sb://" + events.namespace() + "/;SharedAccessKeyName=" + POLICY + ";SharedAccessKey="
                + offer.key() + ";EntityPath=" + events.entity();
    }

    /** Names of the consumer groups of the built-in endpoint. */
    public Set<String> consumerGroups() {
        return events.groups();
    }

    /** Makes a consumer group of the built-in endpoint. */
    public void addConsumerGroup(String name) {
        events.addGroup(name);
    }

    @Override
    public void close() {
        devices.close();
        service.close();
        events.close();
    }

    private static void setUp(SocketChannel channel, SslContext tls, HubParts parts) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        mqtt(channel.pipeline(), parts);
    }

    private static void mqtt(ChannelPipeline pipeline, HubParts parts) {
        pipeline.addLast(new MqttDecoder(LARGEST_PACKET))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new MqttConnection(parts));
    }

    /** MQTT over WebSocket (azure-iot-hub 1). INFERRED: the subprotocol. */
    private static WebSocketDoor webSocket(HubParts parts) {
        return new WebSocketDoor("/$iothub/websocket", "mqtt", LARGEST_PACKET, pipeline -> mqtt(pipeline, parts));
    }

    private static HubParts parts(Offer offer, InstantSource clock, SecureRandom random) throws IOException {
        PrivateFiles.folder(offer.directory());
        DeviceRegistry registry = DeviceRegistry.open(offer.directory().resolve("registry.jsonl"), clock, random);
        TwinStore twins = TwinStore.open(offer.directory().resolve("twins.jsonl"));
        LiveSessions sessions = new LiveSessions(clock);
        CloudMessages cloud = new CloudMessages();
        registry.onShutOut(id -> {
            if (registry.find(id).isEmpty()) {
                twins.remove(id);
                sessions.forget(id);
                cloud.remove(id);
            }
            sessions.find(id)
                    .ifPresent(
                            connection -> connection.end(HubError.UNAUTHORIZED, "The device is disabled or removed"));
        });
        EventLog events = new EventLog(LOG_CAPACITY, clock);
        DeviceTokens tokens =
                new DeviceTokens(offer.host(), clock, offer.limits().longestToken());
        HubConfiguration configuration = new HubConfiguration();
        HubAuthorities authorities = HubAuthorities.open(offer.directory().resolve("authorities"), clock, random);
        return new HubParts(
                offer.tier(),
                registry,
                twins,
                events,
                new ConnectionLog(clock),
                sessions,
                tokens,
                new ConnectAuthorizer(offer.host(), registry, clock, offer.faults(), tokens, authorities),
                new Telemetry(events, clock, offer.faults(), configuration),
                new TwinDialogue(twins, offer.faults()),
                new DirectMethods(sessions, WorldTime.of(clock)),
                cloud,
                offer.faults(),
                authorities,
                configuration,
                WorldTime.of(clock));
    }
}
