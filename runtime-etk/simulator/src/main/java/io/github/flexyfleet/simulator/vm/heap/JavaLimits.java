package io.github.flexyfleet.simulator.vm.heap;

/**
 * What a Java VM of a gateway cannot exceed.
 *
 * @param heap whether a program that keeps more alive than its heap gets an OutOfMemoryError
 * @param deepestCall how deep methods of a program may call one another, from 1 to 5000; a Flexy's stack is good for 1,000
 *     to 2,000 shallow calls (flexy-vm)
 * @param overflowEndsVm whether a call beyond that ends the VM, as some runaway recursions do (flexy-vm), instead of
 *     throwing a StackOverflowError
 * @param sizes what things take of the heap
 */
public record JavaLimits(boolean heap, int deepestCall, boolean overflowEndsVm, HeapSizes sizes) {
    private static final int HOST_STACK = 5000;

    /** Checks that the host's own stack holds so many calls. */
    public JavaLimits {
        if (deepestCall < 1 || deepestCall > HOST_STACK) {
            throw new IllegalArgumentException("deepest call " + deepestCall);
        }
    }

    /** The heap holds, 1000 calls, and an error that a program can catch. */
    public static JavaLimits standard() {
        return new JavaLimits(true, 1000, false, HeapSizes.standard());
    }

    /** The same with a heap that holds, or one that is only measured. */
    public JavaLimits withHeap(boolean holds) {
        return new JavaLimits(holds, deepestCall, overflowEndsVm, sizes);
    }

    /** The same with another deepest call. */
    public JavaLimits withDeepestCall(int calls) {
        return new JavaLimits(heap, calls, overflowEndsVm, sizes);
    }

    /** The same with another end of a call that is too deep. */
    public JavaLimits withOverflowEndsVm(boolean ends) {
        return new JavaLimits(heap, deepestCall, ends, sizes);
    }

    /** The same with other sizes. */
    public JavaLimits with(HeapSizes others) {
        return new JavaLimits(heap, deepestCall, overflowEndsVm, others);
    }
}
