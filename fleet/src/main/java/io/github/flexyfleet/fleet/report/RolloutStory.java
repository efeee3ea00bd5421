package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened when in a rollout, as it was told by its events.
 *
 * @param phases one after the other, none of no length
 * @param steps of each device that was worked on
 * @param judged what gates said, in the order in which they did
 * @param halts when and why no further device was begun
 */
public record RolloutStory(List<Phase> phases, Map<DeviceId, List<Step>> steps, List<Judged> judged, List<Step> halts) {
    /** Nobody listened. */
    public static final RolloutStory NONE = new RolloutStory(List.of(), Map.of(), List.of(), List.of());

    /** What a wave is doing. */
    public enum Doing {
        WORK("devices at work"),
        SOAK("soak"),
        GATES("gates"),
        WAIT("waiting");

        private final String words;

        Doing(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /**
     * A time in which a wave does one thing.
     *
     * @param wave its number, from 1
     */
    public record Phase(int wave, Doing doing, Instant began, Instant ended) {}

    /**
     * Something that happened.
     *
     * @param words what
     */
    public record Step(Instant time, String words) {}

    /**
     * What a gate said.
     *
     * @param dryRun whether that stops nothing
     */
    public record Judged(Instant time, int wave, DeviceId device, Verdict verdict, String words, boolean dryRun) {}

    /** Copies all. */
    public RolloutStory {
        phases = List.copyOf(phases);
        Map<DeviceId, List<Step>> copy = new LinkedHashMap<>();
        steps.forEach((device, all) -> copy.put(device, List.copyOf(all)));
        steps = Map.copyOf(copy);
        judged = List.copyOf(judged);
        halts = List.copyOf(halts);
    }
}
