package io.github.flexyfleet.simulator.vm.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The internet as plain sockets of the VM see it. */
public interface NetAccess {
    /**
     * The address of a name; it carries the name.
     *
     * @throws java.net.UnknownHostException when it has none, or the gateway's WAN is down
     */
    InetAddress find(String host) throws IOException;

    /**
     * Where the server of an address that {@link #find} gave really listens.
     *
     * @throws java.net.ConnectException when nothing listens there
     */
    InetSocketAddress server(InetAddress address, int port) throws IOException;
}
