package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.HeapAccess;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The frames of the guest methods that a thread is in: how many, and what their local variables hold. Called by
 * rewritten code on its own thread, read by others while it runs.
 */
public final class GuestStack implements HeapAccess.Roots {
    private static final ThreadLocal<GuestStack> OF_THREAD = ThreadLocal.withInitial(GuestStack::begin);

    private final HeapAccess heap;
    private final int[] bases;
    private volatile Object[] slots = new Object[64];
    private int depth;
    private int top;

    private GuestStack(HeapAccess heap) {
        this.heap = heap;
        this.bases = new int[heap.deepestCall() + 1];
    }

    private static GuestStack begin() {
        HeapAccess heap = Guest.host().heap();
        GuestStack stack = new GuestStack(heap);
        heap.thread(stack);
        return stack;
    }

    /**
     * A method begins.
     *
     * @param locals how many local variables it has
     */
    public static GuestStack enter(int locals) {
        GuestStack stack = OF_THREAD.get();
        stack.push(locals);
        return stack;
    }

    private void push(int locals) {
        if (depth + 1 >= bases.length) {
            heap.overflow();
            throw new StackOverflowError();
        }
        if (top + locals > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(slots.length * 2, top + locals));
        }
        depth++;
        bases[depth] = top;
        top += locals;
    }

    /** A local variable of the method that runs holds another object. */
    public void store(int local, Object value) {
        slots[bases[depth] + local] = value;
    }

    /** The method ends. */
    public void leave() {
        int base = bases[depth];
        // Few, so that a loop is quicker than what the library does for many.
        while (top > base) {
            slots[--top] = null;
        }
        depth--;
    }

    @Override
    public void each(Consumer<Object> taker) {
        for (Object each : slots) {
            if (each != null) {
                taker.accept(each);
            }
        }
    }
}
