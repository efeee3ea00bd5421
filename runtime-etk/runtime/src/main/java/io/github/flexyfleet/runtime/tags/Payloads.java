package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;

/** Payloads of head, members divided by commas and tail, as many as it takes to keep a size. */
final class Payloads {
    private final String head;
    private final String tail;
    private final int room;
    private final int fixed;
    private final ArrayList parts = new ArrayList();
    private StringBuffer part = new StringBuffer();
    private int bytes;

    /** With so many bytes of room; a member that is larger alone goes alone. */
    Payloads(String head, String tail, int room) {
        this.head = head;
        this.tail = tail;
        this.room = room;
        fixed = Utf8.length(head) + Utf8.length(tail);
        bytes = fixed;
    }

    /** Adds a member of so many bytes. */
    void add(StringBuffer member, int memberBytes) {
        if (part.length() > 0 && bytes + memberBytes + 1 > room) {
            end();
        }
        // The first member has no comma before it.
        bytes += part.length() == 0 ? memberBytes : memberBytes + 1;
        part.append(part.length() == 0 ? head : ",").append(member.toString());
    }

    private void end() {
        parts.add(Utf8.encode(part.append(tail).toString()));
        part = new StringBuffer();
        bytes = fixed;
    }

    /** All payloads, none without a member. */
    byte[][] done() {
        if (part.length() > 0) {
            end();
        }
        return (byte[][]) parts.toArray(new byte[parts.size()][]);
    }

    /** Bytes that a text takes in UTF-8. */
    static int bytes(StringBuffer text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            if (c >= '\uDC00' && c <= '\uDFFF' && i > 0 && (text.charAt(i - 1) & 0xFC00) == 0xD800) {
                // The second half of a pair, which takes 4 and not 6.
                bytes -= 2;
            }
        }
        return bytes;
    }
}
