package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.net.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of a test, on the loopback. */
record TestNetwork(Map<String, Integer> ports, List<X509Certificate> publicRoots) implements Network {
    TestNetwork(X509Certificate root) {
        this(new ConcurrentHashMap<>(), List.of(root));
    }

    @Override
    public boolean knows(String host) {
        return ports.containsKey(host);
    }

    @Override
    public InetSocketAddress resolve(String host, int port) throws UnknownHostException {
        Integer real = ports.get(host);
        if (real == null) {
            throw new UnknownHostException(host);
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), real);
    }
}
