package io.github.flexyfleet.simulator.net;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A network whose names are registered by the servers of the world. Thread-safe. */
public final class WorldNetwork implements Network {
    private final List<X509Certificate> roots;
    private final Map<String, InetSocketAddress> listeners = new ConcurrentHashMap<>();

    /** A network without servers, whose clients trust {@code root}. */
    public WorldNetwork(X509Certificate root) {
        this.roots = List.of(root);
    }

    /**
     * Makes a server known.
     *
     * @param host host name, in any case
     * @param port port that clients ask for, 1..65535
     * @param listener where it really listens
     * @throws IllegalArgumentException when the name and port are taken
     */
    public void register(String host, int port, InetSocketAddress listener) {
        if (listeners.putIfAbsent(key(host, port), listener) != null) {
            throw new IllegalArgumentException("two servers of this world want " + host + ":" + port);
        }
    }

    @Override
    public InetSocketAddress resolve(String host, int port) throws UnknownHostException {
        InetSocketAddress listener = listeners.get(key(host, port));
        if (listener == null) {
            throw new UnknownHostException(host + ":" + port + " does not exist in this world");
        }
        return listener;
    }

    @Override
    public boolean knows(String host) {
        String prefix = host.toLowerCase(Locale.ROOT) + ":";
        return listeners.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    @Override
    public List<X509Certificate> publicRoots() {
        return roots;
    }

    private static String key(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }
}
