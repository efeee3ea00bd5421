package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.util.Random;

/**
 * Brings the outbox to the hub: connects, publishes only while connected (a publish while down disturbs the native
 * client's own reconnection, flexy-etk 1.2), subscribes at each change to connected, asks the barrier after a batch,
 * and takes a new client after a long silence. Times are running time in ms. Worker thread only.
 */
public final class HubLink {
    /** The native client connects again by itself; so long is it left alone. */
    static final long SILENCE_MS = 180000;

    /** Messages published in one step, so that a long queue neither floods the hub nor starves the Flexy. */
    static final int BATCH = 10;

    private static final long PUBLISH_PAUSE_MS = 5000;
    private static final int MAX_FAILURES = 3;
    private static final long STEADY_MS = 60000;
    private static final String CODE = "hub";

    // The words of hub.status in fleetStatus.
    private static final String OFF = "off";
    private static final String WAITING = "waiting";
    private static final String CONNECTING = "connecting";
    private static final String CONNECTED = "connected";
    private static final String DISCONNECTED = "disconnected";

    private final HubClients clients;
    private final Outbox outbox;
    private final EventLog log;
    private final Backoff backoff;
    private final Barrier barrier = new Barrier();
    private RunningBundle bundle;
    private HubClient client;
    private boolean connected;
    private int code;
    private String status = OFF;
    private long statusSince;
    private long downSince;
    private long retryAt;
    private long publishAt;
    private int failures;
    private long sent;
    private long acknowledged;

    /** A link without a bundle, which is off. */
    public HubLink(HubClients clients, Outbox outbox, Random random, EventLog log) {
        this.clients = clients;
        this.outbox = outbox;
        this.log = log;
        this.backoff = new Backoff(random);
    }

    /** Switches to another bundle, or to none. Messages of another hub identity cannot be delivered any more. */
    public void use(RunningBundle next, long now) {
        closeClient();
        boolean sameIdentity = bundle != null
                && next != null
                && bundle.config.host.equals(next.config.host)
                && bundle.config.device.equals(next.config.device);
        if (!sameIdentity) {
            outbox.drop();
        }
        bundle = next;
        retryAt = now;
        backoff.reset();
        set(next == null ? OFF : WAITING, now);
        log.solved(CODE);
    }

    /** Does what is to do now; returns at once. */
    public void step(long now, boolean clockPlausible) {
        if (bundle == null) {
            return;
        }
        if (client == null) {
            if (!clockPlausible) {
                set(WAITING, now);
            } else if (now >= retryAt) {
                open(now);
            }
            return;
        }
        look(now);
        if (client == null) {
            return;
        }
        if (connected) {
            readAnswers(now);
            publish(now);
        } else if (now - downSince >= SILENCE_MS) {
            restart(now, "not connected for " + SILENCE_MS / 1000 + " s");
        }
    }

    private void open(long now) {
        try {
            client = clients.create(bundle);
            client.connect();
            connected = false;
            downSince = now;
            set(CONNECTING, now);
        } catch (IOException e) {
            // Before the WAN is up the client refuses to connect (flexy-etk 1.2).
            closeClient();
            retryAt = now + backoff.next();
            log.problem(CODE, "cannot connect: " + e.getMessage());
            set(WAITING, now);
        }
    }

    private void look(long now) {
        boolean wasConnected = connected && !client.wentDown();
        try {
            code = client.status();
        } catch (IOException e) {
            code = -1;
        }
        connected = code == HubClient.CONNECTED;
        if (connected) {
            if (!wasConnected) {
                onConnected(now);
            } else if (now - statusSince >= STEADY_MS) {
                backoff.reset();
            }
        } else {
            if (wasConnected) {
                downSince = now;
                log.add("connection lost, status " + code);
            }
            boolean connecting = code == HubClient.CONNECTING || code == HubClient.CONNECTING - 1;
            set(connecting ? CONNECTING : DISCONNECTED, now);
        }
    }

    private void onConnected(long now) {
        client.wentDown();
        sent = acknowledged;
        failures = 0;
        publishAt = now;
        barrier.restart(now);
        set(CONNECTED, now);
        log.add("connected to " + bundle.config.host);
        log.solved(CODE);
        if (!bundle.config.twin) {
            return;
        }
        try {
            // The session is clean, so every connection needs its own subscription.
            client.subscribe(Barrier.SUBSCRIPTION);
        } catch (IOException e) {
            restart(now, "cannot subscribe: " + e.getMessage());
        }
    }

    private void readAnswers(long now) {
        for (String topic = client.nextTopic(); topic != null; topic = client.nextTopic()) {
            long upTo = barrier.answer(topic);
            if (upTo > 0) {
                acknowledged = upTo;
                outbox.release(upTo);
                backoff.reset();
            }
        }
        if (barrier.isOverdue(now)) {
            restart(now, "the hub does not answer");
        }
    }

    private void publish(long now) {
        if (client == null || now < publishAt) {
            return;
        }
        try {
            for (int i = 0; i < BATCH; i++) {
                Message message = outbox.after(sent);
                if (message == null) {
                    break;
                }
                if (client.status() != HubClient.CONNECTED) {
                    return;
                }
                client.publish(message.topic, message.payload);
                failures = 0;
                sent = message.sequence;
                if (!bundle.config.twin) {
                    outbox.release(sent);
                }
            }
            if (bundle.config.twin && sent > acknowledged && barrier.mayAsk(now)) {
                client.publish(barrier.ask(now, sent), new byte[0]);
            }
        } catch (IOException e) {
            failures++;
            publishAt = now + PUBLISH_PAUSE_MS;
            log.problem(CODE, "cannot publish: " + e.getMessage());
            if (failures >= MAX_FAILURES) {
                restart(now, "publishing failed " + failures + " times");
            }
        }
    }

    private void restart(long now, String why) {
        closeClient();
        retryAt = now + backoff.next();
        set(DISCONNECTED, now);
        log.problem(CODE, why + "; a new client in " + (retryAt - now) / 1000 + " s");
    }

    private void closeClient() {
        HubClient old = client;
        client = null;
        connected = false;
        code = 0;
        failures = 0;
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

    /** Whether messages can go out now. */
    public boolean isConnected() {
        return connected;
    }

    /** The word of {@code hub.status}. */
    public String status() {
        return status;
    }

    /** The client's status code, 0 without a client. */
    public int code() {
        return code;
    }

    /** Seconds in the present status. */
    public long seconds(long now) {
        return (now - statusSince) / 1000;
    }

    /** Highest sequence number that the hub is known to have read. */
    public long acknowledged() {
        return acknowledged;
    }
}
