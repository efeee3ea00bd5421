package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What every server of a world needs, for one test class; each test begins with a network of its own. */
public final class TestNet {
    public final ManualClock clock = new ManualClock();
    public final SecureRandom random = new SecureRandom();
    public final Transport transport = new Transport();
    public final ExecutorService workers = Executors.newCachedThreadPool();
    public final WorldCa ca;
    public WorldNetwork network;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public TestNet(Path directory) throws IOException {
        ca = WorldCa.open(directory, clock, random);
        network = new WorldNetwork(ca.certificate());
    }

    /** Begins anew: an empty network. */
    public void reset() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        network = new WorldNetwork(ca.certificate());
    }

    /** For a server of this test. */
    public ServerRoom room() {
        return new ServerRoom(ca, network, transport, workers, clock, random);
    }

    /** Closes a server when the test is over. */
    public <T extends AutoCloseable> T closing(T server) {
        open.push(server);
        return server;
    }

    /** A client that goes through a proxy into the present network. */
    public WebClient client() throws IOException {
        ConnectProxy proxy = closing(ConnectProxy.start(transport, network));
        return new WebClient(proxy.address(), ca.certificate());
    }

    /** Ends everything; to be called when the class is over. */
    public void close() throws Exception {
        reset();
        transport.close();
        workers.shutdownNow();
    }
}
