package io.github.flexyfleet.fleet.model;

import java.time.Duration;

/**
 * Where messages wait on the Flexy's flash while the hub cannot be reached.
 *
 * @param size room that they may take, 250 KB to 16 MB
 * @param age how long one may wait, 1 h to 366 d of the runtime's running time
 * @param write how long one waits in RAM before it goes to flash, 10 s to 1 h
 * @param stops whether new messages are refused when it is full; else the oldest are dropped
 */
public record Spool(DataSize size, Duration age, Duration write, boolean stops) {
    /** What the runtime does when its configuration says nothing. */
    public static final Spool BUILT_IN =
            new Spool(new DataSize(4_000_000), Duration.ofDays(7), Duration.ofSeconds(30), false);
}
