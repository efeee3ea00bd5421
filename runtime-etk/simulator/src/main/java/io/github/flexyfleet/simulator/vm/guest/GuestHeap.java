package io.github.flexyfleet.simulator.vm.guest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what guest code allocates, roughly, so that the heap is measured before it can be exceeded. Called by rewritten
 * code.
 */
public final class GuestHeap {
    /** For any new object; the measure of what is kept alive is exact, this only says when to measure. */
    private static final int OBJECT = 60;
    /** For objects that the class library makes on behalf of a loop, per turn. */
    private static final int LOOP = 200;

    private static final int LOOPS = 4096;
    /** Least number of bytes between two measurements. */
    private static final long GRAIN = 65_536;

    private static final AtomicLong UNTIL_NEXT = new AtomicLong();

    /** Not exact when threads meet here, which does not matter. */
    private static int loops;

    private GuestHeap() {}

    /** Before {@code new}. */
    public static void object() {
        take(OBJECT);
    }

    /** Before {@code new} of an array of so many elements of so many bytes. */
    public static void array(int length, int width) {
        if (length > 0) {
            take((long) length * width);
        }
    }

    /** After {@code new} of an array of arrays. */
    public static void arrays(Object[] made) {
        take(bytes(made));
    }

    private static long bytes(Object array) {
        if (array instanceof Object[] arrays) {
            long sum = 4L * arrays.length;
            for (Object each : arrays) {
                sum += bytes(each);
            }
            return sum;
        }
        return array == null ? 0 : 8L * java.lang.reflect.Array.getLength(array);
    }

    /** At every turn of a loop. */
    static void loop() {
        if (++loops % LOOPS == 0) {
            take((long) LOOP * LOOPS);
        }
    }

    /** A class of the program has run its static initialiser. */
    public static void initialised(String className) {
        Guest.host().heap().initialised(className);
    }

    private static void take(long bytes) {
        if (UNTIL_NEXT.addAndGet(-bytes) < 0) {
            long room = Guest.host().heap().room();
            if (room < bytes) {
                throw new OutOfMemoryError();
            }
            // Half of it, since the class library allocates too.
            UNTIL_NEXT.set(Math.max(room / 2, GRAIN));
        }
    }
}
