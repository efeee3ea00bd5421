package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tags have shown and what the hub got. A sample is a value of a tag that the last export before a message gave
 * and that was not the one before; values of a tag are numbers that grow. Every sample must arrive, in the order of its tag, unless it was in
 * RAM when power went, or its message is in the range of a gap that was told.
 */
final class SoakLedger {
    private static final Pattern ID = Pattern.compile("&boot=([0-9]+)&seq=([0-9]+)&kind=([a-z]+)");
    private static final Pattern CLASSIC = Pattern.compile("\"(t[0-9]+)\":\"([0-9]+)\"");
    private static final Pattern TYPED = Pattern.compile("\"name\":\"(t[0-9]+)\",\"value\":([0-9]+),");
    private static final Pattern GAP =
            Pattern.compile("\"messages\":([0-9]+),\"from\":\\{\"boot\":([0-9]+),\"seq\":([0-9]+)}"
                    + ",\"to\":\\{\"boot\":([0-9]+),\"seq\":([0-9]+)}");

    /** A range of messages that the runtime says it dropped. */
    private record Told(long from, long to, long messages) {}

    /** A value, when it was shown, and between which messages; {@code last} is known a turn later. */
    private static final class Sample {
        final long value;
        final long at;
        final long after;
        long last = Long.MAX_VALUE;
        boolean wasInRam;

        @Override
        public String toString() {
            return "value %d in a message behind %s up to %s".formatted(value, text(after), text(last));
        }

        Sample(long value, long at, long after) {
            this.value = value;
            this.at = at;
            this.after = after;
        }
    }

    private final Map<String, Deque<Sample>> pending = new HashMap<>();
    private final Map<String, Long> shown = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final List<Sample> open = new ArrayList<>();
    private final List<Sample> suspects = new ArrayList<>();
    private final TreeMap<Long, Told> told = new TreeMap<>();

    private long confirmed;
    private long confirmedBefore;
    private long boot;
    private long sequence;
    private long highest;
    private long samples;
    private long messages;
    private long repeated;
    private long repeatedAfterStart;
    private long inGaps;
    private long inRam;
    private long gapMessages;

    /** An export shows a value at this moment of true time. */
    void shows(String tag, long value, long now) {
        Long before = shown.put(tag, value);
        if (before != null && before == value) {
            return;
        }
        Deque<Sample> of = pending.computeIfAbsent(tag, name -> new ArrayDeque<>());
        if (!of.isEmpty() && open.remove(of.peekLast())) {
            // Looked at between two pushes, and no message was made of it.
            of.pollLast();
            samples--;
        }
        samples++;
        Sample sample = new Sample(value, now, id(sequence));
        of.add(sample);
        open.add(sample);
    }

    private long id(long of) {
        return (boot << 32) + of;
    }

    /** The runtime has made messages up to this number. */
    void made(long last) {
        if (last > sequence) {
            open.forEach(sample -> sample.last = id(last));
            open.clear();
            sequence = last;
        }
    }

    /** Another start; samples that were shown since a moment can have been in RAM only. */
    void starts(long nextBoot, long inRamSince) {
        pending.values().forEach(samplesOf -> samplesOf.forEach(sample -> sample.wasInRam |= sample.at >= inRamSince));
        open.clear();
        shown.clear();
        boot = nextBoot;
        sequence = 0;
        confirmedBefore = Math.max(confirmedBefore, confirmed);
        confirmed = 0;
    }

    /** The client has been given an answer of the barrier: what arrived before the question must not be sent again. */
    void confirmed(long upTo) {
        confirmed = Math.max(confirmed, upTo);
    }

    /** A message is at the hub; gives its id. */
    long arrived(String topic, String payload) {
        Matcher match = ID.matcher(topic);
        assertThat(match.find()).as(topic).isTrue();
        long id = (Long.parseLong(match.group(1)) << 32) + Long.parseLong(match.group(2));
        if (match.group(3).equals("gap")) {
            gap(payload);
            return id;
        }
        messages++;
        assertThat(id).as("sent again although the hub has answered").isGreaterThan(confirmed);
        if (id <= highest) {
            repeated++;
            if (id <= confirmedBefore) {
                repeatedAfterStart++;
            }
            return id;
        }
        highest = id;
        Matcher value = (payload.startsWith("{\"device\"") ? TYPED : CLASSIC).matcher(payload);
        while (value.find()) {
            sample(value.group(1), Long.parseLong(value.group(2)));
        }
        return id;
    }

    private void sample(String tag, long value) {
        Long before = newest.put(tag, value);
        assertThat(before == null ? 0 : before).as("order of " + tag).isLessThanOrEqualTo(value);
        Deque<Sample> of = pending.getOrDefault(tag, new ArrayDeque<>());
        while (!of.isEmpty() && of.peek().value < value) {
            missing(of.poll());
        }
        while (!of.isEmpty() && of.peek().value == value) {
            of.poll();
        }
    }

    private void missing(Sample sample) {
        if (isTold(sample)) {
            inGaps++;
        } else if (sample.wasInRam) {
            inRam++;
        } else {
            // What a full spool refuses in between is told behind the last of it.
            suspects.add(sample);
        }
    }

    private static String text(long id) {
        return (id >> 32) + "." + (id & 0xFFFFFFFFL);
    }

    private boolean isTold(Sample sample) {
        return told.values().stream().anyMatch(gap -> gap.from() <= sample.last && gap.to() > sample.after);
    }

    private void gap(String payload) {
        Matcher gap = GAP.matcher(payload);
        assertThat(gap.find()).as(payload).isTrue();
        long from = (Long.parseLong(gap.group(2)) << 32) + Long.parseLong(gap.group(3));
        long to = (Long.parseLong(gap.group(4)) << 32) + Long.parseLong(gap.group(5));
        long count = Long.parseLong(gap.group(1));
        assertThat(count).isPositive();
        if (from >> 32 == to >> 32) {
            assertThat(count).isLessThanOrEqualTo(to - from + 1);
        }
        gapMessages++;
        told.put(from, new Told(from, to, count));
        int before = suspects.size();
        suspects.removeIf(this::isTold);
        inGaps += before - suspects.size();
        // Only the last ones can still matter.
        while (told.size() > 50) {
            told.pollFirstEntry();
        }
    }

    /** At the end nothing is pending any more. */
    void end() {
        pending.forEach((tag, of) -> of.forEach(this::missing));
        pending.clear();
        assertThat(suspects)
                .as("samples that neither arrived nor were told as dropped")
                .isEmpty();
    }

    long samples() {
        return samples;
    }

    long messages() {
        return messages;
    }

    long inGaps() {
        return inGaps;
    }

    long inRam() {
        return inRam;
    }

    /** Messages that arrived again after a start although they were confirmed before it. */
    long repeatedAfterStart() {
        return repeatedAfterStart;
    }

    @Override
    public String toString() {
        return "%,d samples, %,d messages, %,d of them again (%,d confirmed before a start), %,d gap messages, "
                        .formatted(samples, messages, repeated, repeatedAfterStart, gapMessages)
                + "%,d samples in gaps, %,d lost in RAM with the power".formatted(inGaps, inRam);
    }
}
