package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import java.util.TreeSet;

/** Follows the numbers of one device's messages. For one thread. */
final class SequenceTrack {
    /** More numbers than these are not remembered one by one: a late one of them then counts as a duplicate. */
    private static final int REMEMBERED = 10_000;

    private final TreeSet<Long> missing = new TreeSet<>();
    private long boot = -1;
    private long last;
    private long missed;
    private long duplicates;

    Order accept(DeviceMessage message) {
        if (message.boot().isEmpty() || message.sequence().isEmpty()) {
            return new Order.Unnumbered();
        }
        long number = message.sequence().getAsLong();
        long start = message.boot().getAsLong();
        if (boot < 0) {
            boot = start;
            last = number;
            return new Order.First();
        }
        if (start > boot) {
            boot = start;
            last = number;
            // What was missing of the start before cannot be told from what was never made.
            missing.clear();
            note(1, number - 1);
            return new Order.Restart(start, number - 1);
        }
        return start < boot ? old() : inOrder(number);
    }

    private Order inOrder(long number) {
        if (number <= last) {
            return missing.remove(number) ? late() : old();
        }
        long expected = last + 1;
        last = number;
        if (number == expected) {
            return new Order.Next();
        }
        note(expected, number - 1);
        return new Order.Gap(expected, number - 1);
    }

    private Order late() {
        missed--;
        return new Order.Late();
    }

    private Order old() {
        duplicates++;
        return new Order.Duplicate();
    }

    private void note(long from, long to) {
        missed += to - from + 1;
        for (long number = from; number <= to && missing.size() < REMEMBERED; number++) {
            missing.add(number);
        }
    }

    /** Messages that have not come. */
    long missed() {
        return missed;
    }

    /** Messages that came again. */
    long duplicates() {
        return duplicates;
    }
}
