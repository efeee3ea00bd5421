package io.github.flexyfleet.simulator.azure;

import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Azure Resource Manager of a world with one hub, on port 443 of its host. Reads only. Thread-safe. */
public final class ResourceManager implements AutoCloseable {
    private static final int HTTPS = 443;

    private final HttpsServer server;
    private final Map<String, Instant> granted;

    private ResourceManager(HttpsServer server, Map<String, Instant> granted) {
        this.server = server;
        this.granted = granted;
    }

    /**
     * Opens it and registers it in the network.
     *
     * @param host its host name
     * @throws IOException when no port can be had
     */
    public static ResourceManager start(String host, IotHub hub, ServerRoom room) throws IOException {
        Map<String, Instant> granted = new ConcurrentHashMap<>();
        HttpsServer server = HttpsServer.start(
                room.transport(),
                ServerTls.web(room.ca().issue(host)),
                room.workers(),
                new ResourceManagerRest(hub, granted, room.clock()));
        try {
            room.network().register(host, HTTPS, server.address());
            return new ResourceManager(server, granted);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Takes this token of Entra ID, until a time. One that was granted at the hub is none for this. */
    public void grant(String bearerToken, Instant until) {
        granted.put(bearerToken, until);
    }

    @Override
    public void close() {
        server.close();
    }
}
