package io.github.flexyfleet.simulator.vm.bridge;

import java.util.function.Consumer;

/** Heap and stacks of one VM. */
public interface HeapAccess {
    /** What the frames of a thread hold. */
    @FunctionalInterface
    interface Roots {
        /** Gives each object, also from another thread than its own. */
        void each(Consumer<Object> taker);
    }

    /** Size of the heap in bytes, from {@code -heapsize}. */
    long total();

    /** Bytes that are left beside what the program keeps alive now; takes as long as there are objects. */
    long free();

    /** Whether what does not fit is an error. */
    boolean limited();

    /** The calling thread begins to run guest code. */
    void thread(Roots roots);

    /** The static initialiser of this class of the program begins. */
    void initialises(String className);

    /** Static fields of this class of the program may be read from now on. */
    void initialised(String className);

    /** How deep guest methods may call one another. */
    int deepestCall();

    /** A call is too deep; returns when that is an error for the program to see. */
    void overflow();
}
