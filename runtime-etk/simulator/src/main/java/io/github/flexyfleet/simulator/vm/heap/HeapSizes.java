package io.github.flexyfleet.simulator.vm.heap;

/**
 * What things take of a VM's heap, bytes; measured on its public sibling (flexy-vm, "Cost"), INFERRED for a gateway.
 *
 * @param base in use before a program does anything
 * @param object an object without fields, or an array without elements: {@code byte[16]} takes 44 bytes
 * @param text a String without characters: one of 20 takes 142 bytes
 * @param entry an entry of a HashMap without its key: one with an Integer as key takes 78 bytes, the key 32 of them
 * @param thread a thread
 */
public record HeapSizes(long base, int object, int text, int entry, long thread) {
    /** As the sibling's. */
    public static HeapSizes standard() {
        return new HeapSizes(2_500_000, 28, 102, 46, 17_000);
    }

    /** The same with another base. */
    public HeapSizes withBase(long bytes) {
        return new HeapSizes(bytes, object, text, entry, thread);
    }

    /** The same with other objects. */
    public HeapSizes withObject(int bytes) {
        return new HeapSizes(base, bytes, text, entry, thread);
    }

    /** The same with other texts. */
    public HeapSizes withText(int bytes) {
        return new HeapSizes(base, object, bytes, entry, thread);
    }

    /** The same with other entries. */
    public HeapSizes withEntry(int bytes) {
        return new HeapSizes(base, object, text, bytes, thread);
    }

    /** The same with other threads. */
    public HeapSizes withThread(long bytes) {
        return new HeapSizes(base, object, text, entry, bytes);
    }
}
