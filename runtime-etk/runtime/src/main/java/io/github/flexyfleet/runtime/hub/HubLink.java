package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.port.Reach;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.util.Random;

/**
 * Brings the outbox to the hub: publishes only while connected (a publish while down disturbs the native client's own
 * reconnection, flexy-etk 1.2), subscribes at each new connection, and asks the barrier after a batch. Times are running
 * time in ms. Worker thread only.
 */
public final class HubLink {
    /** Of problems with the hub in the log. */
    static final String CODE = "hub";

    /** Messages published in one step, so that a long queue neither floods the hub nor starves the Flexy. */
    static final int BATCH = 10;

    private static final long PUBLISH_PAUSE_MS = 5000;
    private static final int MAX_FAILURES = 3;

    private final Connection connection;
    private final Outbox outbox;
    private final EventLog log;
    private final Dialogue dialogue;
    private final Barrier barrier = new Barrier();
    private final Pace pace = new Pace();
    private RunningBundle bundle;
    private long publishAt;
    private int failures;
    private long sent;
    private long acknowledged;

    /** A link without a bundle, which is off; the store keeps the hub that was assigned. */
    public HubLink(
            HubClients clients,
            Reach reach,
            Store store,
            Outbox outbox,
            Random random,
            EventLog log,
            Dialogue dialogue) {
        this.connection = new Connection(clients, reach, store, random, log);
        this.outbox = outbox;
        this.log = log;
        this.dialogue = dialogue;
    }

    /** Switches to another bundle, or to none; what waits goes out with the next one. */
    public void use(RunningBundle next, long now) {
        connection.use(next, now);
        outbox.use(next);
        bundle = next;
        log.solved(CODE);
        log.solved(Provisioning.CODE);
    }

    /** Does what is to do now; returns at once. {@code utcMs} is the Flexy's clock. */
    public void step(long now, long utcMs, boolean clockPlausible) {
        if (bundle == null) {
            return;
        }
        if (connection.step(now, utcMs, clockPlausible)) {
            onConnected(now);
        }
        if (connection.isUp()) {
            readAnswers(now);
        }
        if (connection.isUp()) {
            publish(now);
        }
        // At a quiet moment, so that nothing has to be sent twice.
        connection.renewToken(now, outbox.size() == 0);
    }

    private void onConnected(long now) {
        sent = acknowledged;
        failures = 0;
        publishAt = now;
        barrier.restart(now);
        pace.restart(outbox.last(), now);
        if (!bundle.config.twin) {
            return;
        }
        try {
            // The session is clean, so every connection needs its own subscription.
            connection.client.subscribe(Barrier.SUBSCRIPTION);
            dialogue.connected(connection.client, now);
        } catch (IOException e) {
            connection.restart(now, "cannot subscribe: " + e.getMessage());
        }
    }

    private void readAnswers(long now) {
        HubClient client = connection.client;
        int lost = client.lost();
        if (lost > 0) {
            log.add(lost + " messages from the hub lost: too many at once");
            dialogue.lost();
        }
        for (Incoming message = client.next(); message != null; message = client.next()) {
            long upTo = barrier.answer(message.topic);
            if (upTo == Barrier.NOTHING) {
                if (Barrier.isThrottled(message.topic)) {
                    connection.diagnosis.found(Diagnosis.THROTTLED);
                }
                dialogue.take(message, now);
            } else {
                dialogue.twin(message.payload);
                acknowledged = upTo;
                outbox.release(upTo);
                pace.refill(now);
                connection.proven();
            }
        }
        if (barrier.isOverdue(now)) {
            connection.diagnosis.found(Diagnosis.SILENT);
            connection.restart(now, "the hub does not answer");
        }
    }

    private void publish(long now) {
        if (now < publishAt) {
            return;
        }
        HubClient client = connection.client;
        pace.made(outbox.last(), bundle.config.barrier, now);
        try {
            for (int i = 0; i < BATCH; i++) {
                Message message = outbox.after(sent);
                if (message == null || !client.takes() || !pace.take()) {
                    break;
                }
                if (client.status() != HubClient.CONNECTED) {
                    return;
                }
                client.publish(message.topic, message.payload);
                failures = 0;
                sent = message.position;
                if (!bundle.config.barrier) {
                    outbox.release(sent);
                }
            }
            boolean wanted = sent > acknowledged || dialogue.wantsTwin();
            if (bundle.config.barrier && wanted && barrier.mayAsk(now)) {
                client.publish(barrier.ask(now, sent), new byte[0]);
            }
            if (bundle.config.twin) {
                dialogue.publish(client, now);
            }
        } catch (IOException e) {
            failures++;
            publishAt = now + PUBLISH_PAUSE_MS;
            log.problem(CODE, "cannot publish: " + e.getMessage());
            if (failures >= MAX_FAILURES) {
                connection.restart(now, "publishing failed " + failures + " times");
            }
        }
    }

    /** Asks the barrier as soon as there is something to ask about. */
    public void hurry(long now) {
        barrier.hurry(now);
    }

    /** Takes a new client now. */
    public void renew(long now) {
        connection.renew(now);
    }

    /** Whether messages can go out now. */
    public boolean isConnected() {
        return connection.isUp();
    }

    /** The word of {@code hub.status}. */
    public String status() {
        return connection.status();
    }

    /** The client's status code, 0 without a client. */
    public int code() {
        return connection.code();
    }

    /** Host of the hub, empty without a bundle. */
    public String host() {
        return connection.host();
    }

    /** The hub that the Device Provisioning Service has assigned, empty while there is none; null without the service. */
    public String assigned() {
        return connection.assigned();
    }

    /** Code of why the hub is not reached, empty when nothing is wrong or nothing is known. */
    public String reason() {
        return connection.diagnosis.reason();
    }

    /** Seconds in the present status. */
    public long seconds(long now) {
        return connection.seconds(now);
    }

    /** Highest sequence number of this start that the hub is known to have read. */
    public long acknowledged() {
        return outbox.sequence(acknowledged);
    }
}
