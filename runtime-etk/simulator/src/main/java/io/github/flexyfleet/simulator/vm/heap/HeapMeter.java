package io.github.flexyfleet.simulator.vm.heap;

import io.github.flexyfleet.simulator.vm.bridge.HeapAccess;
import io.github.flexyfleet.simulator.vm.load.AppLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The heap of one VM, measured by a walk when somebody asks: the VM's own share, the classes, the threads, and the
 * objects that static fields and the local variables of running methods keep alive. Garbage does not count. Thread-safe.
 */
public final class HeapMeter implements HeapAccess {
    /** A loaded class takes about so many times the size of its file (flexy-vm, "Cost"). */
    private static final long CLASS_FACTOR = 4;

    private final long size;
    private final JavaLimits limits;
    private final AppLoader loader;
    private final Runnable overflow;
    private final Map<Thread, Roots> threads = new ConcurrentHashMap<>();

    /**
     * A heap without objects.
     *
     * @param size from {@code -heapsize}, bytes
     * @param loader knows the program's classes
     * @param overflow ends the VM
     */
    public HeapMeter(long size, JavaLimits limits, AppLoader loader, Runnable overflow) {
        this.size = size;
        this.limits = limits;
        this.loader = loader;
        this.overflow = overflow;
    }

    @Override
    public long total() {
        return size;
    }

    @Override
    public long free() {
        return Math.max(0, size - used());
    }

    @Override
    public boolean limited() {
        return limits.heap();
    }

    @Override
    public void thread(Roots roots) {
        threads.put(Thread.currentThread(), roots);
    }

    @Override
    public void initialises(String className) {
        loader.initialises(className);
    }

    @Override
    public void initialised(String className) {
        loader.initialised(className);
    }

    @Override
    public int deepestCall() {
        return limits.deepestCall();
    }

    @Override
    public void overflow() {
        if (limits.overflowEndsVm()) {
            overflow.run();
        }
    }

    private long used() {
        threads.keySet().removeIf(thread -> !thread.isAlive());
        KeptObjects kept = new KeptObjects(loader::isGuest, size, limits.sizes());
        loader.systemClasses().forEach(kept::fromStatics);
        loader.initialised().forEach(kept::fromStatics);
        threads.values().forEach(roots -> roots.each(kept::from));
        return limits.sizes().base()
                + CLASS_FACTOR * loader.classBytes()
                + limits.sizes().thread() * threads.size()
                + kept.bytes();
    }
}
