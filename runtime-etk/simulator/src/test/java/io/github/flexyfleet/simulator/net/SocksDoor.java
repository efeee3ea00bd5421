package io.github.flexyfleet.simulator.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A SOCKS 5 proxy into a network, for clients that know of no proxy: the JVM's own sockets can be sent through it. CONNECT
 * to a host name only, without login.
 */
public final class SocksDoor implements AutoCloseable {
    private static final byte[] NO_LOGIN = {5, 0};
    private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    private static final byte[] UNREACHABLE = {5, 4, 0, 1, 0, 0, 0, 0, 0, 0};

    private final ServerSocket server;
    private final Network network;
    private final Executor workers;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SocksDoor(ServerSocket server, Network network, Executor workers) {
        this.server = server;
        this.network = network;
        this.workers = workers;
    }

    /** Opens the door on a free port. */
    public static SocksDoor open(Network network, Executor workers) throws IOException {
        SocksDoor door = new SocksDoor(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), network, workers);
        workers.execute(door::accept);
        return door;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                workers.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            in.readByte();
            in.skipNBytes(in.readUnsignedByte());
            out.write(NO_LOGIN);
            in.skipNBytes(3);
            if (in.readByte() != 3) {
                out.write(UNREACHABLE);
                return;
            }
            String host = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            InetSocketAddress target;
            try {
                target = network.resolve(host, in.readUnsignedShort());
            } catch (IOException e) {
                out.write(UNREACHABLE);
                return;
            }
            try (Socket there = new Socket(target.getAddress(), target.getPort())) {
                open.add(there);
                out.write(CONNECTED);
                workers.execute(() -> pump(there, client));
                pump(client, there);
            }
        } catch (IOException e) {
            // One of the two has gone: the other goes too.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends as well, since both sockets are closed then.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
