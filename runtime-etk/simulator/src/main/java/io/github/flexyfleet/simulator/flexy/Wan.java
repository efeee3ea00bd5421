package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.vm.bridge.NetAccess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A gateway's way into the internet, which can be down. Thread-safe. */
final class Wan implements Network, NetAccess {
    private final Network network;
    private final DeviceClock clock;
    private volatile Instant downUntil = Instant.MIN;

    Wan(Network network, DeviceClock clock) {
        this.network = network;
        this.clock = clock;
    }

    void down(Duration time) {
        downUntil = clock.world().plus(time);
    }

    @Override
    public boolean up() {
        return network.up() && !clock.world().isBefore(downUntil);
    }

    @Override
    public boolean knows(String host) {
        return up() && network.knows(host);
    }

    @Override
    public InetSocketAddress resolve(String host, int port) throws UnknownHostException {
        if (!up()) {
            throw new UnknownHostException(host);
        }
        return network.resolve(host, port);
    }

    @Override
    public List<X509Certificate> publicRoots() {
        return network.publicRoots();
    }

    @Override
    public InetAddress find(String host) throws IOException {
        if (!knows(host)) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getByAddress(host, InetAddress.getLoopbackAddress().getAddress());
    }

    @Override
    public InetSocketAddress server(InetAddress address, int port) throws IOException {
        try {
            return resolve(address.getHostName(), port);
        } catch (UnknownHostException e) {
            ConnectException refused = new ConnectException(address.getHostName() + ":" + port + " refused");
            refused.initCause(e);
            throw refused;
        }
    }
}
