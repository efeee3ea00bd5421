package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Logging;
import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a gateway recorded on its flash (flexy-etk 5): of tags whose logging is on, while it had power; before its first
 * power on it had power always. It outlives power cuts, holds a number of points of all tags together, and overwrites the
 * oldest. Thread-safe.
 */
final class Recording {
    private final TagScript script;
    private final int capacity;
    private final List<long[]> dark = new ArrayList<>();
    private final Map<Integer, NavigableMap<Long, Optional<TagValue>>> written = new ConcurrentHashMap<>();
    private final Map<Integer, NavigableMap<Long, Integer>> qualities = new ConcurrentHashMap<>();
    private long oldest = Long.MIN_VALUE;

    /**
     * A recording of a process.
     *
     * @param capacity points that it holds
     */
    Recording(TagScript script, int capacity) {
        this.script = script;
        this.capacity = capacity;
    }

    /**
     * A recorded value.
     *
     * @param initial whether it is the first one after power on
     * @param quality 0 bad, 1 uncertain, 3 good (flexy-etk 5)
     */
    record Point(Instant time, TagValue value, boolean initial, int quality) {}

    TagScript script() {
        return script;
    }

    /** Power goes. */
    synchronized void off(long now) {
        dark.add(new long[] {now, Long.MAX_VALUE});
    }

    /** Power comes; the values that somebody wrote are lost. */
    synchronized void on(long now) {
        if (!dark.isEmpty()) {
            dark.get(dark.size() - 1)[1] = now;
            written.values().forEach(values -> values.put(now, Optional.empty()));
        }
    }

    /** All of it is overwritten. */
    synchronized void wrap(long now) {
        oldest = now;
    }

    /** Somebody writes a value, which the process does not change any more. */
    void write(int id, long now, TagValue value) {
        written.computeIfAbsent(id, none -> new ConcurrentSkipListMap<>()).put(now, Optional.of(value));
    }

    void quality(int id, long now, int quality) {
        qualities.computeIfAbsent(id, none -> new ConcurrentSkipListMap<>()).put(now, quality);
    }

    /** The points of a tag, oldest first; milliseconds since 1970, both ends included. */
    synchronized List<Point> points(Tag tag, List<Tag> all, long from, long to, long now) {
        if (!tag.logging().on()) {
            return List.of();
        }
        long first = Math.max(from, Math.max(oldest, now - reach(all)));
        long last = Math.min(to, now);
        TreeMap<Long, Boolean> times = new TreeMap<>();
        long step = step(tag);
        for (long at = -Math.floorDiv(-first, step) * step; at <= last; at += step) {
            if (isRecorded(tag, at, step)) {
                times.put(at, false);
            }
        }
        written.getOrDefault(tag.id(), new TreeMap<>())
                .subMap(first, true, last, true)
                .forEach((at, value) -> value.ifPresent(present -> times.put(at, false)));
        for (long[] each : dark) {
            // A clock that went back meanwhile leaves nothing between the two.
            times.subMap(each[0], Math.max(each[0], each[1])).clear();
            if (each[1] >= first && each[1] <= last) {
                times.put(each[1], true);
            }
        }
        List<Point> points = new ArrayList<>();
        times.forEach((at, initial) -> points.add(new Point(
                Instant.ofEpochMilli(at),
                writtenAt(tag.id(), at).orElseGet(() -> script.at(tag, at)),
                initial,
                qualityAt(tag.id(), at))));
        return points;
    }

    /** A deadband is kept as levels, so that no point depends on all before it: one that is left is a point. */
    private boolean isRecorded(Tag tag, long at, long step) {
        Logging logging = tag.logging();
        if (writtenAt(tag.id(), at).isPresent()) {
            return logging.interval() > 0;
        }
        if (logging.interval() > 0 || logging.deadband() == 0 || tag.type() == FlexySpec.TagType.STRING) {
            return true;
        }
        return level(script.at(tag, at), logging) != level(script.at(tag, at - step), logging);
    }

    private static long level(TagValue value, Logging logging) {
        return (long) Math.floor(value.number() / logging.deadband());
    }

    private Optional<TagValue> writtenAt(int id, long at) {
        Map.Entry<Long, Optional<TagValue>> entry =
                written.getOrDefault(id, new TreeMap<>()).floorEntry(at);
        return entry == null ? Optional.empty() : entry.getValue();
    }

    private int qualityAt(int id, long at) {
        Map.Entry<Long, Integer> entry =
                qualities.getOrDefault(id, new TreeMap<>()).floorEntry(at);
        return (entry == null ? TagTable.GOOD : entry.getValue()) >> 6 & 3;
    }

    private long step(Tag tag) {
        return tag.logging().interval() > 0 ? tag.logging().interval() * 1000L : script.period(tag);
    }

    /** How far back the recording reaches, in ms, when every tag is recorded as often as it can be. */
    private long reach(List<Tag> all) {
        double points = all.stream()
                .filter(tag -> tag.logging().on())
                .mapToDouble(tag -> 1.0 / step(tag))
                .sum();
        return points == 0 ? 0 : (long) (capacity / points);
    }
}
