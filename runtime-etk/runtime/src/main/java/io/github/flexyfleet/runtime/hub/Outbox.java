package io.github.flexyfleet.runtime.hub;

/** Messages on their way to the hub, in the order of their sequence numbers. Worker thread only. */
public interface Outbox {
    /** Adds a message with a higher sequence number than all before; may drop the oldest ones to make room. */
    void add(Message message);

    /** The first message with a higher sequence number, or null. */
    Message after(long sequence);

    /** Removes all messages up to this sequence number, which the hub has. */
    void release(long sequence);

    /** Drops everything. */
    void drop();

    /** Messages waiting. */
    int size();

    /** Messages dropped since boot. */
    long dropped();
}
