package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Sends the JVM's sockets for some hosts into a world, for clients that know of no proxy, and no others. */
public final class IntoTheWorld extends ProxySelector {
    private final Proxy world;
    private final List<String> hosts;

    private IntoTheWorld(Proxy world, List<String> hosts) {
        this.world = world;
        this.hosts = hosts;
    }

    /** Opens a door into the present network for these hosts. */
    public static IntoTheWorld of(TestNet net, String... hosts) throws IOException {
        SocksDoor socks = net.closing(SocksDoor.open(net.network, net.workers));
        return new IntoTheWorld(
                new Proxy(Proxy.Type.SOCKS, socks.address()),
                List.of(hosts).stream().map(IntoTheWorld::lowerCase).toList());
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(uri.getHost() != null && hosts.contains(lowerCase(uri.getHost())) ? world : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException error) {
        throw new AssertionError(uri + " by " + address, error);
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
