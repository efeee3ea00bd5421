package io.github.flexyfleet.simulator.reality;

import java.time.Duration;
import java.util.List;

/**
 * Times as a probe finds them: as the least of some steps that is as long.
 *
 * @param unit of the steps
 * @param steps rising
 */
record Times(Duration unit, List<Integer> steps) {
    /** As the probe's own seconds. */
    static final Times SECONDS = new Times(Duration.ofSeconds(1), List.of(1, 2, 5, 10, 20, 40));

    /** As those at which the probe looks at an export. */
    static final Times EXPORTS =
            new Times(Duration.ofMillis(1), List.of(20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000));

    /** The step of a time; 0 for a longer one. */
    int step(Duration time) {
        return steps.stream()
                .filter(step -> unit.multipliedBy(step).compareTo(time) >= 0)
                .findFirst()
                .orElse(0);
    }

    /** A time in the middle of what the step stands for. */
    Duration within(int step) {
        int last = steps.get(steps.size() - 1);
        if (step == 0) {
            return unit.multipliedBy(2L * last);
        }
        int before = steps.stream().filter(each -> each < step).reduce(0, (first, second) -> second);
        return unit.multipliedBy(before + (long) step).dividedBy(2);
    }
}
