package io.github.flexyfleet.fleet.rollout;

import java.time.Duration;

/**
 * Bounds of a rollout.
 *
 * @param concurrency devices worked on at the same time, 1..64
 * @param revertAfter running time after which an unconfirmed device goes back by itself, 1 min to 24 h
 * @param evidenceWithin how long a device has to show its evidence, shorter than {@code revertAfter}
 * @param messagesWanted messages under the new digest that must be seen at the hub, at least 1
 * @param feedEvery pause between looks at the hub, which cost no Talk2M call
 * @param deviceEvery pause between questions to a device, each of which costs a Talk2M call
 */
public record RolloutSettings(
        int concurrency,
        Duration revertAfter,
        Duration evidenceWithin,
        int messagesWanted,
        Duration feedEvery,
        Duration deviceEvery) {
    /** Checks the ranges. */
    public RolloutSettings {
        require(concurrency >= 1 && concurrency <= 64, "concurrency must be 1..64");
        require(
                revertAfter.toSeconds() >= 60 && revertAfter.compareTo(Duration.ofDays(1)) <= 0,
                "revertAfter must be 1m..24h");
        require(evidenceWithin.compareTo(revertAfter) < 0, "evidenceWithin must be shorter than revertAfter");
        require(messagesWanted >= 1, "messagesWanted must be at least 1");
    }

    /** What fits gateways on cellular links. */
    public static RolloutSettings defaults() {
        return new RolloutSettings(
                8, Duration.ofMinutes(10), Duration.ofMinutes(5), 2, Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    /** The same with another concurrency. */
    public RolloutSettings withConcurrency(int devices) {
        return new RolloutSettings(devices, revertAfter, evidenceWithin, messagesWanted, feedEvery, deviceEvery);
    }

    /** The same with another pause between questions to a device. */
    public RolloutSettings withDeviceEvery(Duration pause) {
        return new RolloutSettings(concurrency, revertAfter, evidenceWithin, messagesWanted, feedEvery, pause);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
