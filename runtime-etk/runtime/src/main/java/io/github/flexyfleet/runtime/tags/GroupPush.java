package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.TagGroup;
import java.util.ArrayList;
import java.util.HashMap;

/** One tag group at work: when its pushes are due and what was sent last. Running time in ms. Worker thread only. */
final class GroupPush {
    /** Kind of a push of all values. */
    static final String FULL = "full";

    /** Kind of a push of changed values. */
    static final String CHANGE = "change";

    private final TagGroup group;
    private Tag[] tags = new Tag[0];
    private HashMap samples = new HashMap();
    private long fullAt;
    private long changeAt;

    GroupPush(TagGroup group, long now) {
        this.group = group;
        fullAt = now;
        changeAt = now + group.onChangeSeconds * 1000L;
    }

    /** What is known of one tag's value. */
    private static final class Sample {
        /** Text in the last export; the same text need not be converted again. */
        private String raw;

        private String value;

        /** Value in the last message that held the tag. */
        private String sent;
    }

    String name() {
        return group.name;
    }

    /** Takes the tags that belong to the group now; values sent before are kept for tags that stay. */
    void use(TagTable table) {
        tags = table.inGroups(group.flexyGroups);
        HashMap kept = new HashMap();
        for (int i = 0; i < tags.length; i++) {
            Sample sample = (Sample) samples.get(tags[i].id);
            if (sample == null) {
                sample = new Sample();
            }
            // The type may have changed, so the text is converted again.
            sample.raw = null;
            kept.put(tags[i].id, sample);
        }
        samples = kept;
    }

    /** The push that is due, {@link #FULL} before {@link #CHANGE}, or null. */
    String due(long now) {
        if (group.fullSeconds > 0 && now >= fullAt) {
            return FULL;
        }
        return group.onChangeSeconds > 0 && now >= changeAt ? CHANGE : null;
    }

    /** The payloads of a push; none when there is nothing to send. The next one is due a period later. */
    byte[][] push(String kind, TagValues values, long localMs, long now) {
        if (kind.equals(FULL)) {
            fullAt = next(fullAt, group.fullSeconds, now);
        }
        if (now >= changeAt) {
            changeAt = next(changeAt, group.onChangeSeconds, now);
        }
        ArrayList names = new ArrayList();
        ArrayList texts = new ArrayList();
        for (int i = 0; i < tags.length; i++) {
            String raw = values.get(tags[i].id);
            if (raw == null) {
                continue;
            }
            Sample sample = (Sample) samples.get(tags[i].id);
            if (!raw.equals(sample.raw)) {
                sample.raw = raw;
                sample.value = ClassicFormat.value(tags[i].type, raw);
            }
            if (kind.equals(FULL) || !sample.value.equals(sample.sent)) {
                sample.sent = sample.value;
                names.add(tags[i].name);
                texts.add(sample.value);
            }
        }
        String[] none = new String[0];
        return ClassicFormat.payloads((String[]) names.toArray(none), (String[]) texts.toArray(none), localMs);
    }

    /** Keeps the rhythm; after a long pause the rhythm starts anew instead of catching up. */
    private static long next(long due, int seconds, long now) {
        long next = due + seconds * 1000L;
        return next > now ? next : now + seconds * 1000L;
    }
}
