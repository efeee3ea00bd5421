package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.amqp.AmqpConnection;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WebSocketDoor;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The hub's built-in endpoint: an event hub in a namespace of its own, over AMQP on port 5671 and over WebSockets on
 * port 443, and the door at the hub that leads there (azure-iot-hub 5). Thread-safe.
 */
final class BuiltInEndpoint implements AutoCloseable {
    /** Only the subprotocol's name and this path are what clients use; they are those of the service SDK (INFERRED). */
    private static final String HUB_PATH = "/$iothub/websocket";

    private static final String NAMESPACE_PATH = "/$servicebus/websocket";
    private static final String SUBPROTOCOL = "AMQPWSB10";
    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final int PARTITIONS = 4;
    private static final int AMQPS = 5671;
    private static final int HTTPS = 443;

    private final EventHubOffer offer;
    private final String host;
    private final SasVerifier tokens;
    private final Transport.Listener direct;
    private final HttpsServer sockets;

    private BuiltInEndpoint(
            EventHubOffer offer, String host, SasVerifier tokens, Transport.Listener direct, HttpsServer sockets) {
        this.offer = offer;
        this.host = host;
        this.tokens = tokens;
        this.direct = direct;
        this.sockets = sockets;
    }

    /**
     * Opens the namespace and registers it in the network.
     *
     * @throws IOException when no port can be had
     */
    static BuiltInEndpoint start(IotHub.Offer hub, EventLog log, SasVerifier tokens, ServerRoom room)
            throws IOException {
        String name = hub.host().split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        Set<String> groups = ConcurrentHashMap.newKeySet();
        groups.add("$Default");
        EventHubOffer offer = new EventHubOffer(
                "ihsuprod-" + name + "-ns.servicebus.windows.net",
                "iothub-ehub-" + name,
                IotHub.POLICY,
                hub.key(),
                groups,
                new ReaderSeats(),
                new Partitions(log, PARTITIONS),
                log,
                room.clock(),
                room.clock().instant());
        SslContext tls = ServerTls.hubRest(room.ca().issue(offer.namespace()));
        Supplier<ChannelHandler> handler = () -> new AmqpConnection(offer.namespace(), new EventHubConversation(offer));
        Transport.Listener direct = room.transport()
                .listen(channel -> channel.pipeline()
                        .addLast(tls.newHandler(channel.alloc()))
                        .addLast(handler.get()));
        try {
            HttpsServer sockets = HttpsServer.start(
                    room.transport(),
                    tls,
                    room.workers(),
                    call -> HttpReply.Answer.text(404, "Not found"),
                    List.of(door(NAMESPACE_PATH, handler)));
            room.network().register(offer.namespace(), AMQPS, direct.address());
            room.network().register(offer.namespace(), HTTPS, sockets.address());
            return new BuiltInEndpoint(offer, hub.host(), tokens, direct, sockets);
        } catch (IOException | RuntimeException e) {
            direct.close();
            throw e;
        }
    }

    /** The door at the hub's own name. */
    WebSocketDoor door() {
        return door(HUB_PATH, () -> new AmqpConnection(host, new RedirectConversation(host, tokens, offer)));
    }

    private static WebSocketDoor door(String path, Supplier<ChannelHandler> handler) {
        return new WebSocketDoor(path, SUBPROTOCOL, LARGEST_FRAME, pipeline -> pipeline.addLast(handler.get()));
    }

    /** Host name of the namespace. */
    String namespace() {
        return offer.namespace();
    }

    /** Name of the event hub. */
    String entity() {
        return offer.entity();
    }

    /** Names of the consumer groups. */
    Set<String> groups() {
        return Set.copyOf(offer.groups());
    }

    /** Makes a consumer group. */
    void addGroup(String name) {
        offer.groups().add(name);
    }

    @Override
    public void close() {
        sockets.close();
        direct.close();
    }
}
