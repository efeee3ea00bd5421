package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.text.JsonWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What the outbox dropped and has not told the hub yet: one range of messages, which grows until the hub has read of it.
 * An id is a message's boot and sequence number in one. Worker thread only.
 */
final class Gap {
    /** The spool was full. */
    static final int SIZE = 1;

    /** The messages were too old. */
    static final int AGE = 2;

    /** Flash did not give back what was written. */
    static final int DAMAGE = 4;

    /** The messages were another device's. */
    static final int DEVICE = 8;

    private static final String[] CAUSES = {"size", "age", "damage", "device"};

    /** Messages in it, 0 when there is nothing to tell. */
    long messages;

    /** Position of the last one, which its message to the hub takes over. */
    long position;

    /** Id of the last one. */
    long to;

    private long from;
    private int causes;

    /** Adds a range; a count of 0 adds nothing. */
    void add(long count, long firstId, long lastId, long lastPosition, int cause) {
        if (count <= 0) {
            return;
        }
        if (messages == 0 || firstId < from) {
            from = firstId;
        }
        if (messages == 0 || lastPosition > position) {
            to = lastId;
            position = lastPosition;
        }
        messages += count;
        causes |= cause;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(messages);
        out.writeLong(position);
        out.writeLong(from);
        out.writeLong(to);
        out.write(causes);
    }

    static Gap read(DataInputStream in) throws IOException {
        Gap gap = new Gap();
        gap.messages = in.readLong();
        gap.position = in.readLong();
        gap.from = in.readLong();
        gap.to = in.readLong();
        gap.causes = in.readUnsignedByte();
        return gap;
    }

    /**
     * Payload of the message that tells the hub.
     *
     * @param history names of the tag groups of which recorded values follow; empty for none
     */
    String json(String device, String history) {
        StringBuffer words = new StringBuffer();
        for (int i = 0; i < CAUSES.length; i++) {
            if ((causes >> i & 1) == 1) {
                words.append(words.length() == 0 ? "" : ",").append(CAUSES[i]);
            }
        }
        JsonWriter json = new JsonWriter()
                .put("device", device)
                .put("kind", "gap")
                .put("messages", messages)
                .put("from", id(from))
                .put("to", id(to))
                .put("causes", words.toString());
        return history.length() == 0 ? json.end() : json.put("history", history).end();
    }

    private static JsonWriter id(long id) {
        return new JsonWriter().put("boot", id >> 32).put("seq", id & 0xFFFFFFFFL);
    }
}
