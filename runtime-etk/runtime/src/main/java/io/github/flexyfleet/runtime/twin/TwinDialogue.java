package io.github.flexyfleet.runtime.twin;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.hub.Dialogue;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.util.LinkedList;

/** Twin and direct methods of the device: takes what comes to where it belongs. Worker thread only. */
public final class TwinDialogue implements Dialogue {
    /** Long enough for the answer to leave; nothing tells when it has (flexy-etk 1.2). */
    private static final long LEAVE_MS = 2000;

    private final Methods methods;
    private final Reported reported;
    private final LinkedList answers = new LinkedList();
    private boolean leaving;
    private long leaveAt;

    /** A dialogue of this version of the runtime. */
    public TwinDialogue(BundleKeeper keeper, FormDesk desk, Board board, EventLog log, String version) {
        methods = new Methods(desk);
        reported = new Reported(keeper, board, log, version);
    }

    public void connected(HubClient client, long now) throws IOException {
        client.subscribe(Methods.TOPIC + '#');
        answers.clear();
        leaving = false;
        methods.connected();
        reported.connected();
    }

    public void take(Incoming message, long now) {
        if (message.topic.startsWith(Methods.TOPIC)) {
            answers.addLast(methods.answer(message, now));
        } else {
            reported.answer(message.topic, now);
        }
    }

    public void publish(HubClient client, long now) throws IOException {
        while (!answers.isEmpty()) {
            publish(client, (Message) answers.getFirst());
            answers.removeFirst();
        }
        if (methods.takeReconnect()) {
            leaving = true;
            leaveAt = now + LEAVE_MS;
        }
        Message report = reported.due(now);
        if (report != null) {
            publish(client, report);
        }
    }

    private static void publish(HubClient client, Message message) throws IOException {
        client.publish(message.topic, message.payload);
    }

    /** Whether all tags are to be sent now, because somebody has asked for it; true once. */
    public boolean takeFlush() {
        return methods.takeFlush();
    }

    /** Whether to take a new client now, because somebody has asked for it; true once. */
    public boolean takeReconnect(long now) {
        boolean due = leaving && now >= leaveAt;
        leaving &= !due;
        return due;
    }
}
