package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import java.util.List;

/**
 * Sizes that are tried. The answer is the largest that works, 0 when none does; the last one stands for more.
 *
 * @param sizes rising
 */
record Steps(List<Integer> sizes) {
    /** Forms, KiB. */
    static final Steps FORMS = new Steps(List.of(2, 4, 8, 16, 32, 64, 128, 256));

    /** Commands, characters. */
    static final Steps COMMANDS = new Steps(List.of(200, 220, 240, 250, 255, 256, 300, 400, 500, 512, 1000));

    /** Heaps, MB. */
    static final Steps HEAPS = new Steps(List.of(25, 28, 32, 40, 48, 64));

    /** Times, s. */
    static final Steps SECONDS = new Steps(List.of(1, 2, 5, 10, 20, 40));

    /** Whether a size works. */
    @FunctionalInterface
    interface Trial {
        boolean works(int size) throws DeviceProblemException, InterruptedException;
    }

    /** The least of them that is as much; 0 when none is. */
    int atLeast(long amount) {
        return sizes.stream().filter(size -> size >= amount).findFirst().orElse(0);
    }

    /** Halves until it is found: of n sizes about log2(n) are tried. */
    int largest(Trial trial) throws DeviceProblemException, InterruptedException {
        int low = -1;
        int high = sizes.size();
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (trial.works(sizes.get(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low < 0 ? 0 : sizes.get(low);
    }
}
