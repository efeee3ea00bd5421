package io.github.flexyfleet.simulator.vm.flash;

/** The one place that every change of the flash passes, so that a rehearsal can cut the power there. Thread-safe. */
@FunctionalInterface
public interface FlashFaults {
    /** A flash without faults. */
    FlashFaults NONE = (operation, path, bytes) -> bytes;

    /** What is about to be done. */
    enum Operation {
        CREATE,
        TRUNCATE,
        WRITE,
        RESIZE,
        RENAME,
        DELETE,
        MKDIR,
        SYNC
    }

    /**
     * Called before each change. When it answers less than {@code bytes} for WRITE, only so many bytes reach the flash
     * and the power is gone: the writer meets {@code VmKilled}. It may throw {@code VmKilled} itself, then nothing is
     * done.
     *
     * @param bytes number of bytes of a WRITE, 0 for the other operations
     */
    int reach(Operation operation, String path, int bytes);
}
