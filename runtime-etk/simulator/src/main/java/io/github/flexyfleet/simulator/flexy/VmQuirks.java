package io.github.flexyfleet.simulator.flexy;

import java.time.Duration;

/**
 * What is not known of how the gateway's Java VM starts and ends, all of it INFERRED.
 *
 * @param largestHeap a VM with a larger {@code -heapsize} does not start, MB; 0 for any (flexy-etk 2.2)
 * @param nextAfterZero whether the next run command starts after exit code 0: the documentation says so, HMS saw it not
 *     (flexy-etk 1.4)
 * @param nextAfterError the same after another exit code, which HMS saw
 * @param nextAfterUncaught the same after an exception that nobody caught (flexy-etk 9.8)
 * @param resources whether a program reads the files of its own jar (flexy-etk 3)
 * @param startTime until a program begins (flexy-etk 2.2, 9.5)
 */
public record VmQuirks(
        int largestHeap,
        boolean nextAfterZero,
        boolean nextAfterError,
        boolean nextAfterUncaught,
        boolean resources,
        Duration startTime) {
    /** Any heap, the next command after errors only, and readable resources. */
    public static VmQuirks standard() {
        return new VmQuirks(0, false, true, true, true, Duration.ZERO);
    }

    /** The same with another largest heap. */
    public VmQuirks withLargestHeap(int megabytes) {
        return new VmQuirks(megabytes, nextAfterZero, nextAfterError, nextAfterUncaught, resources, startTime);
    }

    /** The same with other ends after which the next run command starts. */
    public VmQuirks withNext(boolean afterZero, boolean afterError, boolean afterUncaught) {
        return new VmQuirks(largestHeap, afterZero, afterError, afterUncaught, resources, startTime);
    }

    /** The same with resources that can be read, or cannot. */
    public VmQuirks withResources(boolean readable) {
        return new VmQuirks(largestHeap, nextAfterZero, nextAfterError, nextAfterUncaught, readable, startTime);
    }

    /** The same with another time until a program begins. */
    public VmQuirks withStartTime(Duration time) {
        return new VmQuirks(largestHeap, nextAfterZero, nextAfterError, nextAfterUncaught, resources, time);
    }
}
