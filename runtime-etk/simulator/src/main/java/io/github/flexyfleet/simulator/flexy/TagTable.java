package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.TagAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The tag table: what the script says, unless a tag was written. Somebody may change the table while programs run. All of
 * it is lost at power off, as on a real gateway without a save. Thread-safe.
 */
final class TagTable implements TagAccess {
    /** OPC quality "good" as exports show it (flexy-etk 5). */
    static final int GOOD = 65472;

    private final Map<Integer, Integer> qualities = new ConcurrentHashMap<>();
    private volatile List<Tag> tags;
    private final Recording recording;
    private final LongSupplier time;
    private final Map<Integer, TagValue> written = new ConcurrentHashMap<>();

    TagTable(List<Tag> tags, Recording recording, LongSupplier time) {
        this.tags = tags;
        this.recording = recording;
        this.time = time;
    }

    List<Tag> all() {
        return tags;
    }

    /** Adds a tag at the end, or gives the tag of this id another name, type or groups. */
    synchronized void put(Tag tag) {
        List<Tag> changed = new ArrayList<>(tags);
        int place = changed.stream().map(Tag::id).toList().indexOf(tag.id());
        if (place < 0) {
            changed.add(tag);
        } else {
            changed.set(place, tag);
            written.remove(tag.id());
        }
        tags = List.copyOf(changed);
    }

    /** Deletes a tag; its id is never used again. */
    synchronized void remove(int id) {
        tags = tags.stream().filter(tag -> tag.id() != id).toList();
        written.remove(id);
    }

    /** What the driver of a tag's device tells of its value, as OPC has it. */
    void quality(int id, int quality) {
        qualities.put(id, quality);
        recording.quality(id, time.getAsLong(), quality);
    }

    int quality(int id) {
        return qualities.getOrDefault(id, GOOD);
    }

    Optional<Tag> find(int id) {
        return tags.stream().filter(tag -> tag.id() == id).findFirst();
    }

    TagValue value(Tag tag) {
        TagValue own = written.get(tag.id());
        return own != null ? own : recording.script().at(tag, time.getAsLong());
    }

    /** What was recorded of a tag. */
    List<Recording.Point> history(int id, Instant from, Instant to) {
        return find(id).map(
                        tag -> recording.points(tag, tags, from.toEpochMilli(), to.toEpochMilli(), time.getAsLong()))
                .orElse(List.of());
    }

    @Override
    public int count() {
        return tags.size();
    }

    @Override
    public int idAt(int index) {
        return index < 0 || index >= tags.size() ? -1 : tags.get(index).id();
    }

    @Override
    public int idOf(String name) {
        return tags.stream()
                .filter(tag -> tag.name().equals(name))
                .mapToInt(Tag::id)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public String name(int id) {
        return find(id).map(Tag::name).orElse("");
    }

    @Override
    public int type(int id) {
        return find(id).map(tag -> tag.type().number()).orElse(-1);
    }

    @Override
    public double number(int id) {
        return find(id).map(tag -> value(tag).number()).orElse(0.0);
    }

    @Override
    public String text(int id) {
        return find(id).map(tag -> value(tag).shown()).orElse("");
    }

    @Override
    public void write(int id, double value) throws Refusal {
        Tag tag = require(id);
        if (tag.type() == TagType.STRING) {
            throw new Refusal("tag " + tag.name() + " takes a text");
        }
        set(id, TagValue.number(fit(tag, value)));
    }

    @Override
    public void write(int id, String value) throws Refusal {
        Tag tag = require(id);
        if (tag.type() == TagType.STRING) {
            set(id, TagValue.text(value));
            return;
        }
        try {
            write(id, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new Refusal("tag " + tag.name() + " takes a number");
        }
    }

    private void set(int id, TagValue value) {
        written.put(id, value);
        recording.write(id, time.getAsLong(), value);
    }

    private Tag require(int id) throws Refusal {
        return find(id).orElseThrow(() -> new Refusal("no tag " + id));
    }

    /** A float tag takes everything that a float can be. */
    private static double fit(Tag tag, double value) throws Refusal {
        return switch (tag.type()) {
            case BOOLEAN -> range(tag, Math.rint(value), 0, 1);
            case FLOAT, STRING -> (float) value;
            case INTEGER -> range(tag, Math.rint(value), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DWORD -> range(tag, Math.rint(value), 0, 4_294_967_295L);
        };
    }

    private static double range(Tag tag, double value, double low, double high) throws Refusal {
        if (!(value >= low && value <= high)) {
            throw new Refusal("value out of range of tag " + tag.name());
        }
        return value;
    }
}
