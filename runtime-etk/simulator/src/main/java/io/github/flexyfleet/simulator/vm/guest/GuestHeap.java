package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.HeapAccess;
import java.lang.reflect.Array;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what guest code allocates, roughly, so that the heap is measured before it can be exceeded. What was allocated
 * since the last measurement counts as used, as garbage does until a collection. Called by rewritten code.
 */
public final class GuestHeap {
    /** For any new object; the measure of what is kept alive is exact, this only says when to measure. */
    private static final int OBJECT = 60;
    /** For objects that the class library makes on behalf of a loop, per turn. */
    private static final int LOOP = 200;

    private static final int LOOPS = 4096;
    /** Least number of bytes between two measurements. */
    private static final long GRAIN = 65_536;

    /** Bytes that may be allocated until the next measurement. */
    private static final AtomicLong LEFT = new AtomicLong();

    private static volatile long budget;
    private static volatile long measured;

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

    /** After a text, or an array that the class library made or that has more than one dimension. */
    public static void made(Object made) {
        take(made instanceof String text ? 2L * text.length() : bytes(made));
    }

    private static long bytes(Object array) {
        if (array instanceof Object[] arrays) {
            long sum = 4L * arrays.length;
            for (Object each : arrays) {
                sum += bytes(each);
            }
            return sum;
        }
        return array == null || !array.getClass().isArray() ? 0 : 8L * Array.getLength(array);
    }

    /** At every turn of a loop. */
    static void loop() {
        if (++loops % LOOPS == 0) {
            take((long) LOOP * LOOPS);
        }
    }

    /** A class of the program begins to run its static initialiser; noted in a VM that is being stopped, too. */
    public static void initialises(String className) {
        Guest.heap().initialises(className);
    }

    /** A class of the program has run its static initialiser. */
    public static void initialised(String className) {
        Guest.host().heap().initialised(className);
    }

    /** {@code System.gc}. */
    static void collect() {
        measure(0);
    }

    /** {@code Runtime.freeMemory}. */
    static long free() {
        if (budget == 0) {
            collect();
        }
        return Math.max(0, measured - (budget - LEFT.get()));
    }

    private static void take(long bytes) {
        if (LEFT.addAndGet(-bytes) < 0) {
            measure(bytes);
        }
    }

    private static void measure(long wanted) {
        HeapAccess heap = Guest.host().heap();
        long free = heap.free();
        measured = free;
        if (heap.limited() && free < wanted) {
            throw new OutOfMemoryError();
        }
        budget = heap.limited() ? Math.max(free, GRAIN) : heap.total();
        LEFT.set(budget - wanted);
    }
}
