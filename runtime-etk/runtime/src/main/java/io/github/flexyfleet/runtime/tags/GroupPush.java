package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;

/** One tag group at work: when its pushes are due and what was sent last. Running time in ms. Worker thread only. */
final class GroupPush {
    /** Kind of a push of all values. */
    static final String FULL = "full";

    /** Kind of a push of changed values. */
    static final String CHANGE = "change";

    /** Largest payload in bytes, one unit of the hub's metering; a single tag may pass it. */
    static final int MAX_BYTES = 4096;

    /** The rule. */
    final TagGroup group;

    private final String device;
    private Sample[] samples = new Sample[0];
    private long fullAt;
    private long changeAt;
    private boolean flushing;

    GroupPush(TagGroup group, String device, long now) {
        this.group = group;
        this.device = device;
        fullAt = now;
        changeAt = now + group.onChangeSeconds * 1000L;
    }

    /** What is known of one tag's value. Nothing is private, since accessors would cost room in the jar. */
    static final class Sample {
        Tag tag;

        /** Text in the last export; the same text need not be converted again. */
        String raw;

        String value;

        /** Value in the last message that held the tag, null before the first. */
        String sent;

        /** Quality in that message; empty in a payload without qualities. */
        String quality;

        long sentAt;
    }

    /** Takes the tags that belong to the group now and adds their ids; what was sent before is kept for tags that stay. */
    void use(Tag[] table, HashSet ids) {
        HashMap known = new HashMap();
        for (int i = 0; i < samples.length; i++) {
            known.put(samples[i].tag.name, samples[i]);
        }
        ArrayList kept = new ArrayList();
        for (int i = 0; i < table.length; i++) {
            Tag tag = table[i];
            if (!group.selects(tag.name, tag.type, tag.groups)) {
                continue;
            }
            // By name: under a new one the hub has no value yet.
            Sample sample = (Sample) known.remove(tag.name);
            if (sample == null) {
                sample = new Sample();
            }
            sample.tag = tag;
            // The type may have changed, so the text is converted again.
            sample.raw = null;
            kept.add(sample);
            ids.add(tag.id);
        }
        samples = (Sample[]) kept.toArray(new Sample[kept.size()]);
    }

    /** All values are due now. */
    void flush() {
        flushing = true;
    }

    /** The push that is due, {@link #FULL} before {@link #CHANGE}, or null. */
    String due(long now) {
        if (flushing || group.fullSeconds > 0 && now >= fullAt) {
            return FULL;
        }
        return group.onChangeSeconds > 0 && now >= changeAt ? CHANGE : null;
    }

    /**
     * The payloads of a push; none when there is nothing to send. The next one is due a period later.
     *
     * @param time time of the values in the form of the group's format
     */
    byte[][] push(String kind, TagValues values, String time, long now) {
        boolean full = kind.equals(FULL);
        if (full) {
            flushing = false;
            fullAt = next(fullAt, group.fullSeconds, now);
        }
        if (now >= changeAt) {
            changeAt = next(changeAt, group.onChangeSeconds, now);
        }
        ArrayList members = new ArrayList();
        for (int i = 0; i < samples.length; i++) {
            Sample sample = samples[i];
            Tag tag = sample.tag;
            String raw = values.get(tag.id);
            if (raw == null) {
                continue;
            }
            if (!raw.equals(sample.raw)) {
                sample.raw = raw;
                sample.value = group.typed ? TypedFormat.value(tag.type, raw) : ClassicFormat.value(tag.type, raw);
            }
            String quality = group.typed ? TypedFormat.quality(sample.value, values.quality(tag.id)) : "";
            if (full || isNews(sample, quality, now)) {
                sample.sent = sample.value;
                sample.quality = quality;
                sample.sentAt = now;
                members.add(
                        group.typed
                                ? TypedFormat.member(tag.name, sample.value, quality, time)
                                : ClassicFormat.member(tag.name, sample.value));
            }
        }
        return group.typed
                ? split(TypedFormat.head(device, group.name, kind), members, TypedFormat.TAIL)
                : split(ClassicFormat.HEAD, members, ClassicFormat.tail(time));
    }

    /** Whether a push of changed values holds the tag: the deadband is for values, the pause for all. */
    private boolean isNews(Sample sample, String quality, long now) {
        if (sample.sent == null) {
            return true;
        }
        if (now - sample.sentAt < group.minIntervalMs) {
            return false;
        }
        if (!quality.equals(sample.quality)) {
            return true;
        }
        return !sample.value.equals(sample.sent)
                && (!TypedFormat.isNumber(sample.tag.type) || group.counts(sample.sent, sample.value));
    }

    /** Payloads of head, members divided by commas and tail, as many as it takes to keep {@link #MAX_BYTES}. */
    private static byte[][] split(String head, ArrayList members, String tail) {
        ArrayList parts = new ArrayList();
        StringBuffer part = new StringBuffer();
        int fixed = Utf8.length(head) + Utf8.length(tail);
        int bytes = fixed;
        for (int i = 0; i < members.size(); i++) {
            String member = (String) members.get(i);
            int more = Utf8.length(member) + 1;
            if (part.length() > 0 && bytes + more > MAX_BYTES) {
                parts.add(Utf8.encode(part.append(tail).toString()));
                part = new StringBuffer();
                bytes = fixed;
            }
            // The first member has no comma before it.
            bytes += part.length() == 0 ? more - 1 : more;
            part.append(part.length() == 0 ? head : ",").append(member);
        }
        if (part.length() > 0) {
            parts.add(Utf8.encode(part.append(tail).toString()));
        }
        return (byte[][]) parts.toArray(new byte[parts.size()][]);
    }

    /** Keeps the rhythm; after a long pause the rhythm starts anew instead of catching up. */
    private static long next(long due, int seconds, long now) {
        long next = due + seconds * 1000L;
        return next > now ? next : now + seconds * 1000L;
    }
}
