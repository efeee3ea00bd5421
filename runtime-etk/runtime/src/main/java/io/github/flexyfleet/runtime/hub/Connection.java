package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.port.Reach;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.util.Random;

/**
 * The connection to the hub: waits for the clock, opens a client, leaves it alone while it connects again by itself
 * (flexy-etk 1.2), and takes a new one after a long silence. Where the bundle says so, it asks the Device Provisioning
 * Service first which hub that is. Times are running time in ms. Worker thread only.
 */
final class Connection {
    /** The native client connects again by itself; so long is it left alone. */
    static final long SILENCE_MS = 180000;

    /** The hub ends a connection with the token that it began with; from here on it is renewed when that suits. */
    private static final long RENEW_MS = SasToken.LIFE_SECONDS * 800L;

    /** Now it is renewed in any case. */
    private static final long RENEW_LATEST_MS = SasToken.LIFE_SECONDS * 950L;

    private static final long STEADY_MS = 60000;
    private static final String CODE = HubLink.CODE;

    // The words of hub.status in fleetStatus.
    private static final String OFF = "off";
    private static final String WAITING = "waiting";
    private static final String REGISTERING = "registering";
    private static final String CONNECTING = "connecting";
    private static final String CONNECTED = "connected";
    private static final String DISCONNECTED = "disconnected";

    /** Why there is no connection. */
    final Diagnosis diagnosis;

    /** The client, null while there is none. */
    HubClient client;

    private final HubClients clients;
    private final EventLog log;
    private final Backoff backoff;
    private final Provisioning provisioning;
    private RunningBundle bundle;

    /** Whether the client is one of the Device Provisioning Service. */
    private boolean registering;

    private boolean up;
    private int code;
    private String status = OFF;
    private long statusSince;
    private long downSince;
    private long retryAt;
    private long openedAt;

    Connection(HubClients clients, Reach reach, Store store, Random random, EventLog log) {
        this.clients = clients;
        this.log = log;
        this.backoff = new Backoff(random);
        this.diagnosis = new Diagnosis(reach, log);
        this.provisioning = new Provisioning(store, log);
    }

    /** Switches to another bundle, or to none. */
    void use(RunningBundle next, long now) {
        closeClient();
        bundle = next;
        retryAt = now;
        backoff.reset();
        diagnosis.use(next);
        provisioning.use(next);
        set(next == null ? OFF : WAITING, now);
    }

    /**
     * Does what is to do now; returns at once.
     *
     * @param utcMs the Flexy's clock
     * @return whether a connection has come up since the last step
     */
    boolean step(long now, long utcMs, boolean clockPlausible) {
        if (!up && !(registering && provisioning.isUp())) {
            diagnosis.down(now, utcMs, clockPlausible);
        }
        if (client == null) {
            if (!clockPlausible) {
                set(WAITING, now);
            } else if (now >= retryAt) {
                open(now);
            }
            return false;
        }
        if (registering) {
            register(now);
            return false;
        }
        boolean isNew = look(now);
        if (!up && now - downSince >= SILENCE_MS) {
            restart(now, "not connected for " + SILENCE_MS / 1000 + " s");
        }
        return isNew;
    }

    private void open(long now) {
        try {
            registering = provisioning.isDue();
            diagnosis.aim(host(), registering);
            client = clients.create(bundle, registering ? null : host());
            provisioning.begin(now);
            openedAt = now;
            client.connect();
            up = false;
            downSince = now;
            set(registering ? REGISTERING : CONNECTING, now);
        } catch (IOException e) {
            // Before the WAN is up the client refuses to connect (flexy-etk 1.2).
            closeClient();
            retryAt = now + backoff.next(false);
            diagnosis.clientRefused();
            log.problem(CODE, "cannot connect: " + e.getMessage());
            set(WAITING, now);
        }
    }

    private void register(long now) {
        try {
            if (provisioning.step(client, now)) {
                log.add("assigned to " + host());
                log.solved(CODE);
                log.solved(Provisioning.CODE);
                diagnosis.solved(Diagnosis.DPS_FAILED);
                closeClient();
                retryAt = now;
                backoff.reset();
            }
        } catch (IOException e) {
            if (provisioning.isUp()) {
                diagnosis.found(Diagnosis.DPS_FAILED);
            }
            log.problem(Provisioning.CODE, e.getMessage());
            restart(now, "not registered");
        }
    }

    private boolean look(long now) {
        boolean lost = up && client.wentDown();
        boolean wasUp = up && !lost;
        try {
            code = client.status();
        } catch (IOException e) {
            code = -1;
        }
        String problem = client.problem();
        if (problem != null) {
            log.problem(CODE, problem);
        }
        up = code == HubClient.CONNECTED;
        if (up) {
            if (!wasUp) {
                if (lost) {
                    diagnosis.lost(now);
                }
                client.wentDown();
                diagnosis.up(now);
                set(CONNECTED, now);
                log.add("connected to " + host());
                log.solved(CODE);
            } else {
                diagnosis.stands(now);
                if (now - statusSince >= STEADY_MS) {
                    backoff.reset();
                    provisioning.works();
                }
            }
        } else {
            if (wasUp || lost) {
                downSince = now;
                diagnosis.lost(now);
                log.add("connection lost, status " + code);
            }
            boolean connecting = code == HubClient.CONNECTING || code == HubClient.CONNECTING - 1;
            set(connecting ? CONNECTING : DISCONNECTED, now);
        }
        return up && !wasUp;
    }

    /**
     * Takes a new client before the token of an MQTT client ends, since its password cannot be changed. Two clients of one
     * device cannot be connected at once, so for the time of a TLS handshake nothing is sent.
     */
    void renewToken(long now, boolean quiet) {
        boolean hasToken = client != null && bundle.config.sas && !bundle.config.https;
        if (hasToken && now - openedAt >= (quiet ? RENEW_MS : RENEW_LATEST_MS)) {
            log.add("a new token is due");
            closeClient();
            open(now);
        }
    }

    /** The hub reads and answers: what went wrong before is over. */
    void proven() {
        backoff.reset();
        diagnosis.solved(Diagnosis.SILENT);
        diagnosis.solved(Diagnosis.THROTTLED);
    }

    /** Gives the client up; a new one follows after a pause. */
    void restart(long now, String why) {
        closeClient();
        retryAt = now + backoff.next(diagnosis.isRefused());
        set(DISCONNECTED, now);
        if (registering) {
            provisioning.failed();
        } else {
            provisioning.lost(diagnosis.isRefused());
        }
        log.problem(registering ? Provisioning.CODE : CODE, why + "; a new client in " + (retryAt - now) / 1000 + " s");
    }

    /** Gives the client up; a new one follows at once. */
    void renew(long now) {
        closeClient();
        retryAt = now;
        set(DISCONNECTED, now);
        log.add("a new client, as asked");
    }

    private void closeClient() {
        HubClient old = client;
        client = null;
        up = false;
        code = 0;
        if (old != null) {
            old.close();
        }
    }

    private void set(String next, long now) {
        if (!next.equals(status)) {
            status = next;
            statusSince = now;
        }
    }

    /** Host of the hub: the one assigned, else the one of the bundle; empty without a bundle. */
    String host() {
        return bundle == null ? "" : provisioning.hub().length() > 0 ? provisioning.hub() : bundle.config.host;
    }

    /** The hub that the Device Provisioning Service has assigned, empty while there is none; null without the service. */
    String assigned() {
        return provisioning.isUsed() ? provisioning.hub() : null;
    }

    /** Whether messages can go out now. */
    boolean isUp() {
        return up;
    }

    /** The word of {@code hub.status}. */
    String status() {
        return status;
    }

    /** The client's status code, 0 without a client. */
    int code() {
        return code;
    }

    /** Seconds in the present status. */
    long seconds(long now) {
        return (now - statusSince) / 1000;
    }
}
