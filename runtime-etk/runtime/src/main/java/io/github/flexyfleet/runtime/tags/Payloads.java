package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Utf8Text;
import java.util.ArrayList;

/**
 * Payloads of head, members divided by commas and tail, as many as it takes to keep a size. One object makes all of
 * them, one after the other, in one array. Worker thread only.
 */
final class Payloads {
    /** The payload that grows; a member is written to its end between {@link #begin} and {@link #end}. */
    final Utf8Text text = new Utf8Text();

    private final ArrayList parts = new ArrayList();
    private String tail;
    private int room;
    private int headSize;

    /** Where the present member begins, with its comma. */
    private int from;

    /** Starts anew, with so many bytes of room; a member that is larger alone goes alone. */
    void start(String head, String newTail, int newRoom) {
        parts.clear();
        text.clear();
        text.add(head);
        headSize = text.size;
        tail = newTail;
        room = newRoom;
    }

    /** Begins a member. */
    void begin() {
        from = text.size;
        if (from > headSize) {
            text.add(",");
        }
    }

    /** Bytes of the member so far. */
    int memberSize() {
        return text.size - from - (from > headSize ? 1 : 0);
    }

    /** Takes the member back. */
    void drop() {
        text.size = from;
    }

    /** Ends a member; when it is one too many for the payload, it begins the next. */
    void end() {
        if (from > headSize && text.size + tail.length() > room) {
            parts.add(part(from));
            int size = memberSize();
            System.arraycopy(text.bytes, from + 1, text.bytes, headSize, size);
            text.size = headSize + size;
        }
    }

    /** All payloads, none without a member. */
    byte[][] done() {
        if (text.size > headSize) {
            parts.add(part(text.size));
        }
        byte[][] all = (byte[][]) parts.toArray(new byte[parts.size()][]);
        // The outbox has them now.
        parts.clear();
        return all;
    }

    /** The bytes up to there, and the tail, which is ASCII. */
    private byte[] part(int to) {
        byte[] part = new byte[to + tail.length()];
        System.arraycopy(text.bytes, 0, part, 0, to);
        for (int i = to; i < part.length; i++) {
            part[i] = (byte) tail.charAt(i - to);
        }
        return part;
    }
}
