package io.github.flexyfleet.runtime.twin;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.bundle.Writable;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.hub.Dialogue;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.tags.TagWriter;
import java.io.IOException;
import java.util.LinkedList;

/** Twin and direct methods of the device: takes what comes to where it belongs. Worker thread only. */
public final class TwinDialogue implements Dialogue {
    private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/";

    /** Long enough for the answer to leave; nothing tells when it has (flexy-etk 1.2). */
    private static final long LEAVE_MS = 2000;

    private static final Writable[] NONE = new Writable[0];

    private final Methods methods;
    private final Reported reported;
    private final Desired desired;
    private final LinkedList answers = new LinkedList();
    private Writable[] rules = NONE;
    private boolean leaving;
    private long leaveAt;

    /** A dialogue of this version of the runtime. */
    public TwinDialogue(
            BundleKeeper keeper,
            FormDesk desk,
            Board board,
            EventLog log,
            Gateway gateway,
            Store store,
            String version) {
        TagWriter writer = new TagWriter(gateway, log);
        methods = new Methods(desk, writer);
        reported = new Reported(keeper, board, log, version);
        desired = new Desired(writer, store, log);
    }

    /** Switches to another bundle, or to none. */
    public void use(RunningBundle bundle) {
        rules = bundle == null ? NONE : bundle.config.writable();
        if (bundle != null) {
            desired.use(bundle.config.host + '/' + bundle.config.device);
        }
    }

    public void connected(HubClient client, long now) throws IOException {
        client.subscribe(Methods.TOPIC + '#');
        if (rules.length > 0) {
            client.subscribe(DESIRED + '#');
        }
        answers.clear();
        leaving = false;
        methods.connected();
        reported.connected();
        desired.connected(rules.length > 0);
    }

    public void take(Incoming message, long now) {
        if (message.topic.startsWith(Methods.TOPIC)) {
            answers.addLast(methods.answer(message, rules, now));
        } else if (message.topic.startsWith(DESIRED)) {
            desired.patch(message.payload);
        } else if (reported.answer(message.topic, now)) {
            desired.acknowledged();
        }
    }

    public void twin(byte[] payload) {
        desired.twin(payload);
    }

    public void lost() {
        desired.connected(rules.length > 0);
    }

    public boolean wantsTwin() {
        return desired.isStale();
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
        desired.step(rules, now);
        Message report = reported.due(desired, now);
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
