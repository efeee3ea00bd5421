package io.github.flexyfleet.simulator.vm.guest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** {@code Socket}: to servers of the rehearsal world only. */
public class GuestSocket extends Socket {
    /** Connects to a name. */
    public GuestSocket(String host, int port) throws IOException {
        this(address(host), port);
    }

    /** Connects to an address. */
    public GuestSocket(InetAddress address, int port) throws IOException {
        this(Guest.host().network().server(address, port));
    }

    private GuestSocket(InetSocketAddress real) throws IOException {
        super(real.getAddress(), real.getPort());
    }

    /** {@code InetAddress.getByName}. */
    public static InetAddress address(String host) throws IOException {
        return Guest.host().network().find(host);
    }
}
