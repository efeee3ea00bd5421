package io.github.flexyfleet.simulator.net;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;

/** The internet of a rehearsal world: real host names, listeners on the loopback. Implementations are thread-safe. */
public interface Network {
    /**
     * Tells where the server that this world knows as {@code host:port} really listens.
     *
     * @throws UnknownHostException when no server of that name exists in this world
     */
    InetSocketAddress resolve(String host, int port) throws UnknownHostException;

    /** Whether a name has an address, on whatever port something listens there. */
    default boolean knows(String host) {
        return true;
    }

    /** Whether there is a way out at all. */
    default boolean up() {
        return true;
    }

    /** The public certification authorities of this world: what a gateway trusts for its own HTTPS downloads. */
    List<X509Certificate> publicRoots();
}
