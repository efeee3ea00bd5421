package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.text.UtcTime;

/** One tag group at work: when its pushes are due and what was sent last. Running time in ms. Worker thread only. */
final class GroupPush {
    /** Kind of a push of all values. */
    static final String FULL = "full";

    /** Kind of a push of changed values. */
    static final String CHANGE = "change";

    /** Largest payload in bytes, one unit of the hub's metering; a single tag may pass it. */
    static final int MAX_BYTES = 4096;

    /** A message is never larger: the hub takes 256 KB, and drops the link on more (azure-iot-hub 1). */
    static final int MAX_MEMBER = 200 * 1024 - MAX_BYTES;

    /** The rule. */
    final TagGroup group;

    /** A bit for each tag whose value or quality may differ from what was sent last. */
    int[] news = new int[0];

    /** Number of tags. */
    int size;

    /** Whether its changes can be told by events: no quality is wanted, and no texts, which events do not carry. */
    boolean live;

    /** Name of a tag whose value was too large for a message in the last push, or null. */
    String tooLarge;

    /** Payloads of recorded values in the making, or null. */
    Payloads recorded;

    /** Makes the payloads; all groups of a bundle may use the same. */
    Payloads payloads = new Payloads();

    private final String device;
    private Tag.Sample[] samples = new Tag.Sample[0];
    private long fullAt;
    private long changeAt;
    private boolean flushing;
    private long lastUtc;

    GroupPush(TagGroup group, String device, long now) {
        this.group = group;
        this.device = device;
        fullAt = now;
        changeAt = now + group.onChangeSeconds * 1000L;
    }

    /** Makes room for its tags, which come by {@link #put}. */
    void clear() {
        samples = new Tag.Sample[size];
        news = new int[size + 31 >> 5];
        size = 0;
        live = !group.typed && group.onChangeSeconds > 0;
    }

    /** Takes a tag of the group, in the order of the tag table; what was sent before is kept for tags that stay. */
    void put(Tag.Sample sample) {
        sample.index = size;
        samples[size++] = sample;
        live &= sample.tag.type >= 0 && sample.tag.type <= ClassicFormat.DWORD;
    }

    /** Tells the tags whether events give them their values. */
    void tell() {
        for (int i = 0; i < samples.length; i++) {
            samples[i].tag.live |= live;
        }
    }

    /** Takes nothing as sent any more. */
    void forget(long now) {
        fullAt = now;
        for (int i = 0; i < samples.length; i++) {
            samples[i].sent = null;
            news[i >> 5] |= 1 << i;
        }
    }

    /** When the next push is due; {@link Long#MAX_VALUE} for never. */
    long dueAt() {
        long full = group.fullSeconds > 0 ? fullAt : Long.MAX_VALUE;
        return group.onChangeSeconds > 0 ? Math.min(full, changeAt) : full;
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
     * @param utcMs the same time
     */
    byte[][] push(String kind, String time, long utcMs, long now) {
        boolean full = kind.equals(FULL);
        if (full) {
            flushing = false;
        }
        // A push that was asked for between two of the rhythm takes none of them away.
        if (now >= fullAt) {
            fullAt = next(fullAt, group.fullSeconds, now);
        }
        if (now >= changeAt) {
            changeAt = next(changeAt, group.onChangeSeconds, now);
        }
        tooLarge = null;
        payloads.start(
                group.typed ? TypedFormat.head(device, group.name, kind) : ClassicFormat.HEAD,
                group.typed ? TypedFormat.TAIL : ClassicFormat.tail(time),
                MAX_BYTES);
        for (int i = 0; i < samples.length; i++) {
            if (!full && news[i >> 5] >>> i == 0) {
                // The rest of these 32 has nothing new.
                i |= 31;
                continue;
            }
            if ((full || (news[i >> 5] >>> i & 1) == 1) && samples[i].tag.raw != null) {
                add(samples[i], full, time, utcMs, now);
            } else {
                news[i >> 5] &= ~(1 << i);
            }
        }
        lastUtc = utcMs;
        return payloads.done();
    }

    private void add(Tag.Sample sample, boolean full, String time, long utcMs, long now) {
        Tag tag = sample.tag;
        // The same object, not the same text: a text that was read again is converted again.
        if (sample.raw != tag.raw) {
            String value = group.typed
                    ? TypedFormat.value(tag.type, tag.raw)
                    // The text of an event has the form already.
                    : tag.dirty && tag.type > 0 ? tag.raw : ClassicFormat.value(tag.type, tag.raw);
            sample.raw = tag.raw;
            // One object less to keep where the text needs no change.
            sample.value = value.equals(sample.value) ? sample.value : value.equals(tag.raw) ? tag.raw : value;
        }
        String quality = group.typed ? TypedFormat.quality(sample.value, tag.quality) : "";
        if (!full && !isNews(sample, quality)) {
            news[sample.index >> 5] &= ~(1 << sample.index);
            return;
        }
        if (!full && sample.sent != null && now - sample.sentAt < group.minIntervalMs) {
            // Its bit stays.
            return;
        }
        news[sample.index >> 5] &= ~(1 << sample.index);
        sample.sent = sample.value;
        sample.quality = quality;
        sample.sentAt = now;
        payloads.begin();
        write(tag, sample.value, quality, full ? time : changeTime(sample, time, utcMs));
        if (payloads.memberSize() > MAX_MEMBER) {
            tooLarge = tag.name;
            payloads.drop();
            if (!group.typed) {
                return;
            }
            payloads.begin();
            write(tag, TypedFormat.NULL, TypedFormat.BAD, time);
        }
        payloads.end();
    }

    /** Adds a recorded value to the payloads of such. */
    void record(Tag tag, String raw, String quality, String time) {
        if (recorded == null) {
            recorded = new Payloads();
            recorded.start(TypedFormat.head(device, group.name, History.KIND), TypedFormat.TAIL, MAX_BYTES);
        }
        String value = TypedFormat.value(tag.type, raw);
        recorded.begin();
        TypedFormat.member(recorded.text, tag.name, value, TypedFormat.quality(value, quality), time);
        recorded.end();
    }

    private void write(Tag tag, String value, String quality, String time) {
        if (group.typed) {
            TypedFormat.member(payloads.text, tag.name, value, quality, time);
        } else {
            ClassicFormat.member(payloads.text, tag.name, value);
        }
    }

    /** The time of the event that told this value since the last push, if there is one; else that of the export. */
    private String changeTime(Tag.Sample sample, String time, long utcMs) {
        Tag tag = sample.tag;
        boolean told = group.typed
                && tag.eventAt > lastUtc
                && tag.eventAt <= utcMs
                && tag.type <= ClassicFormat.DWORD
                && TypedFormat.value(tag.type, ClassicFormat.text(tag.type, tag.event))
                        .equals(sample.value);
        return told ? UtcTime.rfc3339Millis(tag.eventAt) : time;
    }

    /** Whether a value differs from the one that was sent last; the deadband is for values, not for qualities. */
    private boolean isNews(Tag.Sample sample, String quality) {
        return sample.sent == null
                || !quality.equals(sample.quality)
                || !sample.value.equals(sample.sent)
                        && (!TypedFormat.isNumber(sample.tag.type) || group.counts(sample.sent, sample.value));
    }

    /** Keeps the rhythm; after a long pause the rhythm starts anew instead of catching up. */
    private static long next(long due, int seconds, long now) {
        long next = due + seconds * 1000L;
        return next > now ? next : now + seconds * 1000L;
    }
}
