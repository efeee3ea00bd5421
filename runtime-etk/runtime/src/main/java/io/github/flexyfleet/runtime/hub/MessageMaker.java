package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.bundle.TagGroup;

/** Numbers messages and gives them their topic with the property bag. Worker thread only. */
public final class MessageMaker {
    private static final int PREFIX = 16;

    private final Outbox outbox;
    private final long boot;
    private long sequence;

    /** A maker for this start of the runtime. */
    public MessageMaker(Outbox outbox, int boot) {
        this.outbox = outbox;
        this.boot = (long) boot << 32;
    }

    /**
     * Makes a message and puts it into the outbox.
     *
     * @param kind {@code change}, {@code full} or {@code heartbeat}
     * @param group tag group, or null for none
     */
    public void make(RunningBundle bundle, String kind, TagGroup group, byte[] payload) {
        sequence++;
        outbox.add(topic(bundle, boot + sequence, kind, group), payload);
    }

    /** What the topics of a device's messages begin with. */
    static String topicOf(String device) {
        return "devices/" + device + "/messages/events/";
    }

    /** The topic of a message with its property bag; the id is its boot and sequence number in one. */
    static String topic(RunningBundle bundle, long id, String kind, TagGroup group) {
        StringBuffer topic = head(bundle, id >> 32);
        topic.append("&seq=").append(id & 0xFFFFFFFFL);
        topic.append("&kind=").append(kind);
        if (group != null) {
            topic.append("&group=").append(group.name).append(group.properties);
        }
        return topic.toString();
    }

    /** Topic of the will, which the hub publishes when the connection is lost: no message of the outbox, so no number. */
    public static String willTopic(RunningBundle bundle, int boot) {
        return head(bundle, boot).append("&kind=lost").toString();
    }

    private static StringBuffer head(RunningBundle bundle, long boot) {
        StringBuffer topic = new StringBuffer(256);
        topic.append(topicOf(bundle.config.device));
        // azure-iot-hub 1: system properties begin with $. and their keys may stay unencoded.
        topic.append("$.ct=application%2Fjson&$.ce=utf-8");
        topic.append("&cfg=").append(bundle.digest.substring(0, PREFIX));
        if (!bundle.config.sas) {
            topic.append("&fp=").append(bundle.config.fingerprint.substring(0, PREFIX));
        }
        return topic.append("&boot=").append(boot);
    }

    /** Sequence number of the last message made, 0 before the first. */
    public long sequence() {
        return sequence;
    }
}
