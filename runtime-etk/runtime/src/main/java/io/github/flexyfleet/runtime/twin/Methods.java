package io.github.flexyfleet.runtime.twin;

import io.github.flexyfleet.runtime.bundle.Writable;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.port.Fields;
import io.github.flexyfleet.runtime.tags.TagWriter;
import io.github.flexyfleet.runtime.tags.Write;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;
import java.util.HashMap;

/** Answers the direct methods {@code status}, {@code flush}, {@code reconnect} and {@code write}. Worker thread only. */
final class Methods implements Fields {
    /** Calls come on topics that begin so. */
    static final String TOPIC = "$iothub/methods/POST/";

    private static final String ANSWER = "$iothub/methods/res/";
    private static final String WHO = "method";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NO_METHOD = 404;
    private static final int TOO_MANY = 429;

    /** So many calls at once, and then one in so many ms. */
    private static final int BURST = 10;

    private static final long REFILL_MS = 3000;

    private static final int MAX_WRITES = 50;

    private final FormDesk desk;
    private final TagWriter writer;

    /** The last call on this connection and its answer, for a call that comes twice. */
    private String lastId;

    private Message last;

    /** Up to when the calls so far are paid for. */
    private long paidUntil = -BURST * REFILL_MS;

    private boolean flush;
    private boolean reconnect;
    private int status;

    Methods(FormDesk desk, TagWriter writer) {
        this.desk = desk;
        this.writer = writer;
    }

    /** The form of a status has no fields. */
    public String get(String name) {
        return "";
    }

    /** A new connection, which numbers its calls anew. */
    void connected() {
        lastId = null;
    }

    /** Does what a call asks for, once, and gives the answer. */
    Message answer(Incoming call, Writable[] rules, long now) {
        String id = Incoming.requestId(call.topic);
        if (id.equals(lastId)) {
            return last;
        }
        status = OK;
        String body = body(call, rules, now);
        lastId = id;
        last = new Message(0, ANSWER + status + "/?" + Incoming.REQUEST_ID + id, Utf8.encode(body));
        return last;
    }

    private String body(Incoming call, Writable[] rules, long now) {
        paidUntil = Math.max(paidUntil, now - BURST * REFILL_MS);
        if (paidUntil + REFILL_MS > now || call.payload == null) {
            return refuse(TOO_MANY, "too many calls");
        }
        paidUntil += REFILL_MS;
        HashMap fields;
        try {
            String text = Utf8.decode(call.payload).trim();
            fields = text.length() == 0 || text.equals("null") ? new HashMap() : JsonReader.object(text);
        } catch (IllegalArgumentException e) {
            return refuse(BAD_REQUEST, "the payload is no JSON object: " + e.getMessage());
        }
        int end = call.topic.indexOf('/', TOPIC.length());
        String name = end < 0 ? "" : call.topic.substring(TOPIC.length(), end);
        if (name.equals("status")) {
            return desk.answer("fleetStatus", this);
        }
        if (name.equals("flush")) {
            flush = true;
            return taken();
        }
        if (name.equals("reconnect")) {
            reconnect = true;
            return taken();
        }
        if (name.equals("write")) {
            return write(fields, rules);
        }
        return refuse(NO_METHOD, "no such method");
    }

    private String write(HashMap fields, Writable[] rules) {
        ArrayList list = new ArrayList();
        list.add(fields);
        if (fields.get("writes") instanceof ArrayList) {
            list = (ArrayList) fields.get("writes");
        }
        if (list.isEmpty() || list.size() > MAX_WRITES) {
            return refuse(BAD_REQUEST, "not 1 to " + MAX_WRITES + " writes");
        }
        Write[] writes = new Write[list.size()];
        for (int i = 0; i < writes.length; i++) {
            HashMap one = list.get(i) instanceof HashMap ? (HashMap) list.get(i) : new HashMap();
            if (!(one.get("tag") instanceof String) || !one.containsKey("value")) {
                return refuse(BAD_REQUEST, "write " + i + " has no tag or no value");
            }
            writes[i] = new Write((String) one.get("tag"), one.get("value"));
        }
        writer.check(writes, rules, WHO);
        for (int i = 0; i < writes.length; i++) {
            if (writes[i].status != OK) {
                return refuse(writes[i], 0);
            }
        }
        for (int i = 0; i < writes.length; i++) {
            writer.perform(writes[i], WHO);
            if (writes[i].status != OK) {
                return refuse(writes[i], i);
            }
        }
        return new JsonWriter().put("written", writes.length).end();
    }

    private String refuse(Write write, int written) {
        status = write.status;
        return new JsonWriter()
                .put("message", write.tag + ": " + write.message)
                .put("written", written)
                .end();
    }

    private static String taken() {
        return new JsonWriter().put("taken", true).end();
    }

    private String refuse(int code, String words) {
        status = code;
        return new JsonWriter().put("message", words).end();
    }

    /** Whether somebody has called {@code flush} since this was asked last. */
    boolean takeFlush() {
        boolean was = flush;
        flush = false;
        return was;
    }

    /** Whether somebody has called {@code reconnect} since this was asked last. */
    boolean takeReconnect() {
        boolean was = reconnect;
        reconnect = false;
        return was;
    }
}
