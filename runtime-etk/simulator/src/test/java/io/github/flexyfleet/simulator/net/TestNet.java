package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

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

    /** A new proxy into the present network. */
    public Proxy proxy() throws IOException {
        return new Proxy(Proxy.Type.HTTP, proxyAddress());
    }

    /** Where a new proxy into the present network listens. */
    public InetSocketAddress proxyAddress() throws IOException {
        return closing(ConnectProxy.start(transport, network)).address();
    }

    /** A client that goes through a proxy into the present network. */
    public WebClient client() throws IOException {
        return new WebClient(proxyAddress(), ca.certificate());
    }

    /** TLS of a client that trusts this world alone, and has these keys to show. */
    public SSLContext tls(String protocol, KeyManager... keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(keys, new TrustManager[] {WebClient.trust(ca.certificate())}, null);
        return context;
    }

    /** Ends everything; to be called when the class is over. */
    public void close() throws Exception {
        reset();
        transport.close();
        workers.shutdownNow();
    }
}
