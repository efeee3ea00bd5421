package io.github.flexyfleet.runtime.hub;

import java.util.LinkedList;
import java.util.ListIterator;

/** An outbox in RAM, bounded in messages and bytes; drops the oldest. */
public final class MemoryOutbox implements Outbox {
    private final int maxMessages;
    private final int maxBytes;
    private final LinkedList messages = new LinkedList();
    private int bytes;
    private long dropped;

    /** An empty outbox with these bounds. */
    public MemoryOutbox(int maxMessages, int maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    public void add(Message message) {
        messages.addLast(message);
        bytes += message.weight();
        // The newest message stays even when it alone is over the bound.
        while (messages.size() > maxMessages || bytes > maxBytes && messages.size() > 1) {
            removeFirst();
            dropped++;
        }
    }

    public Message after(long sequence) {
        for (ListIterator i = messages.listIterator(); i.hasNext(); ) {
            Message message = (Message) i.next();
            if (message.sequence > sequence) {
                return message;
            }
        }
        return null;
    }

    public void release(long sequence) {
        while (!messages.isEmpty() && ((Message) messages.getFirst()).sequence <= sequence) {
            removeFirst();
        }
    }

    public void drop() {
        dropped += messages.size();
        messages.clear();
        bytes = 0;
    }

    public int size() {
        return messages.size();
    }

    public long dropped() {
        return dropped;
    }

    private void removeFirst() {
        bytes -= ((Message) messages.removeFirst()).weight();
    }
}
