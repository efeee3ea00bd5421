package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.bundle.TagGroup;

/** Numbers messages and gives them their topic with the property bag. Worker thread only. */
public final class MessageMaker {
    private static final int PREFIX = 16;

    private final Outbox outbox;
    private final int boot;
    private long sequence;

    /** A maker for this start of the runtime. */
    public MessageMaker(Outbox outbox, int boot) {
        this.outbox = outbox;
        this.boot = boot;
    }

    /**
     * Makes a message and puts it into the outbox.
     *
     * @param kind {@code change}, {@code full} or {@code heartbeat}
     * @param group tag group, or null for none
     */
    public void make(RunningBundle bundle, String kind, TagGroup group, byte[] payload) {
        sequence++;
        StringBuffer topic = new StringBuffer(256);
        topic.append("devices/").append(bundle.config.device).append("/messages/events/");
        // azure-iot-hub 1: system properties begin with $. and their keys may stay unencoded.
        topic.append("$.ct=application%2Fjson&$.ce=utf-8");
        topic.append("&cfg=").append(bundle.digest.substring(0, PREFIX));
        topic.append("&fp=").append(bundle.config.fingerprint.substring(0, PREFIX));
        topic.append("&boot=").append(boot).append("&seq=").append(sequence);
        topic.append("&kind=").append(kind);
        if (group != null) {
            topic.append("&group=").append(group.name).append(group.properties);
        }
        outbox.add(new Message(sequence, topic.toString(), payload));
    }

    /** Sequence number of the last message made, 0 before the first. */
    public long sequence() {
        return sequence;
    }
}
