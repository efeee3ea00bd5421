package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The M2Web hosts of a world, all for one account: the global one and two regional ones, each with its own sessions
 * (talk2m-m2web 2.1). Thread-safe.
 */
public final class M2WebServer implements AutoCloseable {
    /** The host that every client knows. */
    public static final String GLOBAL_HOST = "m2web.talk2m.com";

    /** The hosts that the gateways name in {@code m2webServer}, in turn. */
    public static final List<String> REGIONAL_HOSTS = List.of("us1.m2web.talk2m.com", "eu1.m2web.talk2m.com");

    /** Id of the one pool, which holds all gateways. */
    static final int POOL = 1;

    private static final int FIRST_ID = 100_001;
    private static final int HTTPS = 443;

    private final Account account;
    private final List<HttpsServer> servers;

    private M2WebServer(Account account, List<HttpsServer> servers) {
        this.account = account;
        this.servers = servers;
    }

    /**
     * What M2Web serves.
     *
     * @param login the one user of the account
     * @param token API token of the account; empty when it has none
     * @param flexys its gateways, names unique
     * @param options what is not known of M2Web
     * @param faults what goes wrong on the way to the gateways
     */
    public record Offer(
            Talk2mLogin login, String token, List<FlexyWeb> flexys, M2WebOptions options, CallFaults faults) {
        /** Copies the list. */
        public Offer {
            flexys = List.copyOf(flexys);
        }

        /** An account without token, nothing going wrong. */
        public static Offer standard(Talk2mLogin login, List<FlexyWeb> flexys) {
            return new Offer(login, "", flexys, M2WebOptions.standard(), CallFaults.NONE);
        }

        /** The same with other options. */
        public Offer with(M2WebOptions other) {
            return new Offer(login, token, flexys, other, faults);
        }

        /** The same with faults. */
        public Offer with(CallFaults other) {
            return new Offer(login, token, flexys, options, other);
        }

        /** Names the account only. */
        @Override
        public String toString() {
            return login.toString();
        }
    }

    /**
     * Starts the hosts and registers them in the network.
     *
     * @throws IOException when no port can be had
     */
    public static M2WebServer start(Offer offer, ServerRoom room) throws IOException {
        Account account =
                new Account(offer.login(), offer.token(), directory(offer.flexys()), offer.options(), room.clock());
        M2WebServer server = new M2WebServer(account, new ArrayList<>());
        List<String> hosts = new ArrayList<>(REGIONAL_HOSTS);
        hosts.add(GLOBAL_HOST);
        try {
            Sessions common = sessions(offer, room);
            for (String host : hosts) {
                Sessions sessions = offer.options().sessionsPerHost() ? sessions(offer, room) : common;
                M2WebService service = new M2WebService(account, offer.options(), sessions, offer.faults());
                HttpsServer https = HttpsServer.start(
                        room.transport(), ServerTls.web(room.ca().issue(host)), room.workers(), service);
                server.servers.add(https);
                room.network().register(host, HTTPS, https.address());
            }
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Calls that clients have made since the start, refused ones included. */
    public long calls() {
        return account.meter().total();
    }

    @Override
    public void close() {
        servers.forEach(HttpsServer::close);
    }

    private static Sessions sessions(Offer offer, ServerRoom room) {
        return new Sessions(room.clock(), room.random(), offer.options().sessionLifetime());
    }

    private static Directory directory(List<FlexyWeb> flexys) {
        List<Gateway> gateways = new ArrayList<>();
        for (int i = 0; i < flexys.size(); i++) {
            String server = REGIONAL_HOSTS.get(i % REGIONAL_HOSTS.size());
            gateways.add(new Gateway(FIRST_ID + i, POOL, server, flexys.get(i)));
        }
        return new Directory(gateways);
    }
}
