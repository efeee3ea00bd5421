package io.github.flexyfleet.simulator.hub;

import java.util.HashMap;
import java.util.Map;

/** Readers of each partition by consumer group: five at the same time are the most (azure-iot-hub 5). Thread-safe. */
final class ReaderSeats {
    private static final int MOST = 5;

    private final Map<Seat, Integer> taken = new HashMap<>();

    private record Seat(String group, int partition) {}

    /** Takes a seat; false when there is none left. */
    synchronized boolean take(String group, int partition) {
        Seat seat = new Seat(group, partition);
        int readers = taken.getOrDefault(seat, 0);
        if (readers == MOST) {
            return false;
        }
        taken.put(seat, readers + 1);
        return true;
    }

    /** Gives a seat back. */
    synchronized void leave(String group, int partition) {
        taken.computeIfPresent(new Seat(group, partition), (seat, readers) -> readers == 1 ? null : readers - 1);
    }
}
