package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import java.util.List;

/**
 * The process behind the tags: each value is a pure function of seed, tag and time, so that no thread drives it. A
 * value changes every 1 to 5 seconds, each tag in its own rhythm.
 */
final class TagScript {
    /** What string tags show in turn; each is hard on another kind of careless writer. */
    static final List<String> TEXTS =
            List.of("running", "say \"go\"", "Füllstand 80 %", "a;b", "back\\slash", "", "it's 5 °C", "stopped");

    private static final int STEPS_PER_KNOT = 16;

    private final long seed;

    TagScript(long seed) {
        this.seed = seed;
    }

    /** Milliseconds between two changes of a tag, 1000..5000. */
    long period(Tag tag) {
        return 1000L + Math.floorMod(hash(tag.id(), -1), 4001);
    }

    /** Value of a tag at a time, milliseconds since 1970. */
    TagValue at(Tag tag, long time) {
        long step = Math.floorDiv(time, period(tag));
        return switch (tag.type()) {
            case BOOLEAN -> TagValue.number(Math.floorMod(step, 2));
            case FLOAT -> TagValue.number(walk(tag, step));
            case INTEGER -> TagValue.number(Math.floorMod(step, 2000) - 1000);
            case DWORD -> TagValue.number(4_294_960_000.0 + Math.floorMod(step, 7000));
            case STRING -> TagValue.text(TEXTS.get(Math.floorMod(step, TEXTS.size())));
        };
    }

    /** Drifts from one random knot to the next with a little noise; two decimals, kept as 32-bit float. */
    private float walk(Tag tag, long step) {
        long knot = Math.floorDiv(step, STEPS_PER_KNOT);
        double part = Math.floorMod(step, STEPS_PER_KNOT) / (double) STEPS_PER_KNOT;
        double drift = (1 - part) * unit(tag.id(), knot) + part * unit(tag.id(), knot + 1);
        double noise = (unit(tag.id(), ~step) - 0.5) / 50;
        return Math.round((drift + noise) * 20_000 - 5_000) / 100f;
    }

    private double unit(int tag, long number) {
        return (hash(tag, number) >>> 11) / (double) (1L << 53);
    }

    /** Mixes as SplitMix64 does. */
    private long hash(int tag, long number) {
        long z = seed + tag * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
