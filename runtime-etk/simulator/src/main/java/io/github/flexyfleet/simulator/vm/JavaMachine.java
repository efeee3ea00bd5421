package io.github.flexyfleet.simulator.vm;

import io.github.flexyfleet.simulator.time.Busy;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.github.flexyfleet.simulator.vm.bridge.HeapAccess;
import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.bridge.WaitAccess;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.heap.HeapMeter;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import io.github.flexyfleet.simulator.vm.load.GuestClasses;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * One run of the gateway's Java VM. It ends when its last non-daemon thread ends, by {@code System.exit}, or by {@link
 * #kill}. Threads of the program belong to a thread group of their own. Thread-safe.
 */
public final class JavaMachine {
    /** Exit code of a VM that a runaway recursion ended; INFERRED. */
    private static final int CRASHED = 139;
    /** How long threads may take to end before they are given up. */
    private static final long PATIENCE_SECONDS = 10;

    private final RunCommand command;
    private final JavaLimits limits;
    private final ThreadGroup guests;
    private final WorldTime time;
    private final Consumer<String> log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean killed;
    private volatile int exitCode;
    private volatile boolean uncaught;
    private boolean resources = true;
    private Duration startTime = Duration.ZERO;
    private final List<Thread> started = new ArrayList<>();
    private Thread monitor;
    private Thread main;
    /** What ends holds the time until the monitor has seen it: on a busy machine that can take a while. */
    private Busy mainEnds = () -> {};

    private Busy exits = () -> {};

    private final Waits waits = new Waits();
    private GuestClasses classes;
    private HeapMeter heap;

    /**
     * Prepares a VM.
     *
     * @param limits what it cannot exceed
     * @param time on which its threads wait
     * @param log takes lines for the realtime log
     */
    public JavaMachine(RunCommand command, JavaLimits limits, String name, WorldTime time, Consumer<String> log) {
        this.command = command;
        this.limits = limits;
        this.time = time;
        this.log = log;
        this.guests = new Guests(topGroup(), "java of " + name);
    }

    /** The host's own group, even when the caller is a thread of another VM. */
    private static ThreadGroup topGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group instanceof Guests) {
            group = group.getParent();
        }
        return group;
    }

    /**
     * Starts the program.
     *
     * @param host the gateway, given to the classes of this VM
     * @param onEnd called once with the exit code when all threads have ended
     * @throws IOException when a jar is missing or cannot be read
     */
    public void start(Flash flash, DeviceClasses device, Host host, IntConsumer onEnd) throws IOException {
        List<byte[]> jars = new ArrayList<>();
        for (String jar : command.classPath()) {
            jars.add(flash.read(jar));
        }
        classes = device.take(jars);
        classes.program().readsResources(resources);
        heap = new HeapMeter(command.heapSize(), limits, classes.program(), this::crash);
        classes.start(host);
        main = new Thread(guests, this::runMain, "main");
        main.setDaemon(false);
        main.setContextClassLoader(classes.program());
        monitor = new Thread(topGroup(), () -> awaitEnd(device, onEnd), guests.getName() + " monitor");
        monitor.setDaemon(true);
        waits.starting(main);
        main.start();
        monitor.start();
    }

    /** Whether the program reads the files of its own jar; before the start. */
    public void readsResources(boolean readable) {
        resources = readable;
    }

    /** How long it takes until the program begins; before the start. */
    public void startsAfter(Duration time) {
        startTime = time;
    }

    /** Whether the main thread ended by an exception that nobody caught. */
    public boolean uncaught() {
        return uncaught;
    }

    /** Waiting, for the threads of this VM. */
    public WaitAccess waits() {
        return waits;
    }

    /** The world's waits, with the threads noted that must have ended when the VM has. */
    private final class Waits implements WaitAccess {
        @Override
        public void sleep(long millis) throws InterruptedException {
            if (millis < 0) {
                throw new IllegalArgumentException("timeout value is negative");
            }
            time.sleep(Duration.ofMillis(millis));
        }

        @Override
        public void await(Object object, long millis) throws InterruptedException {
            time.guests().await(object, millis);
        }

        @Override
        public void wake(Object object, boolean all) {
            time.guests().wake(object, all);
        }

        @Override
        public void join(Thread thread, long millis) throws InterruptedException {
            time.guests().join(thread, millis);
        }

        @Override
        public void starting(Thread thread) {
            synchronized (started) {
                started.removeIf(each -> each.getState() == Thread.State.TERMINATED);
                started.add(thread);
            }
            time.guests().starting(thread);
        }
    }

    private void runMain() {
        try {
            if (!startTime.isZero()) {
                waits.sleep(startTime.toMillis());
                check();
            }
            classes.initialise();
            Class<?> program = Class.forName(command.mainClass(), true, classes.program());
            Method main = program.getMethod("main", String[].class);
            main.setAccessible(true);
            // Not by reflection, whose code after the 15th call needs classes of the JDK that the program cannot see.
            MethodHandles.lookup()
                    .unreflect(main)
                    .asFixedArity()
                    .invokeExact(command.arguments().toArray(new String[0]));
        } catch (Throwable e) {
            failed(e);
        } finally {
            mainEnds();
        }
    }

    private void failed(Throwable thrown) {
        if (thrown instanceof VmKilled || (killed && thrown instanceof InterruptedException)) {
            return;
        }
        report("main", thrown);
        if (!killed) {
            exitCode = 1;
            uncaught = true;
        }
    }

    private void report(String thread, Throwable thrown) {
        log.accept("Exception in thread \"" + thread + "\" " + thrown);
        for (StackTraceElement element : thrown.getStackTrace()) {
            log.accept("    at " + element);
        }
    }

    /** Throws {@link VmKilled} when this VM is being stopped. */
    public void check() {
        if (killed) {
            throw new VmKilled();
        }
    }

    /** Whether this VM is being stopped or has ended. */
    public boolean killed() {
        return killed;
    }

    /** Ends the VM from inside; the calling guest thread gets {@link VmKilled}. */
    public void exit(int code) {
        synchronized (this) {
            if (!killed) {
                exitCode = code;
                killed = true;
                exits = time.busy();
            }
        }
        monitor.interrupt();
        throw new VmKilled();
    }

    /** Ends the VM from outside and waits for its threads; not to be called on one of them. */
    public void kill() throws InterruptedException {
        killed = true;
        monitor.interrupt();
        if (!ended.await(PATIENCE_SECONDS + 1, TimeUnit.SECONDS)) {
            log.accept("a Java thread did not end");
        }
    }

    private void crash() {
        log.accept("Java VM: stack overflow");
        exit(CRASHED);
    }

    /** Heap and stacks; only once it was started. */
    public HeapAccess heap() {
        return heap;
    }

    private void awaitEnd(DeviceClasses device, IntConsumer onEnd) {
        awaitLast();
        // Whoever is told of the end may go on at once, so no time passes until then.
        Busy ending = time.busy();
        try {
            killed = true;
            endAll();
            if (living(true) == null) {
                device.give(classes);
            }
            onEnd.accept(exitCode);
        } finally {
            ended.countDown();
            ending.close();
            mainHasEnded();
            synchronized (this) {
                exits.close();
            }
        }
    }

    /** Returns when no thread is left that keeps the VM alive, or when it is killed. */
    private void awaitLast() {
        try {
            Thread last = main;
            while (!killed && last != null) {
                last.join();
                Thread next = living(false);
                if (next != null) {
                    time.guests().ended(last);
                    mainHasEnded();
                }
                last = next;
            }
        } catch (InterruptedException e) {
            // Killed: threads that are left are ended next.
            killed = true;
        }
    }

    /** On the main thread; when the VM was given up, nobody would let go. */
    private synchronized void mainEnds() {
        if (ended.getCount() > 0) {
            mainEnds = time.busy();
        }
    }

    private synchronized void mainHasEnded() {
        mainEnds.close();
    }

    private void endAll() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Thread last = living(true); last != null && System.nanoTime() < deadline; last = living(true)) {
            guests.interrupt();
            try {
                last.join(10);
            } catch (InterruptedException e) {
                // Asked to stop once more, which is under way.
                guests.interrupt();
            }
        }
        synchronized (started) {
            started.forEach(time.guests()::ended);
        }
    }

    private Thread living(boolean daemonsToo) {
        Thread[] found = new Thread[guests.activeCount() + 16];
        int count = guests.enumerate(found, true);
        for (Thread thread : Arrays.copyOf(found, count)) {
            if (thread.isAlive() && (daemonsToo || !thread.isDaemon())) {
                return thread;
            }
        }
        return null;
    }

    /** Threads of the program, also those that it starts itself. */
    private final class Guests extends ThreadGroup {
        Guests(ThreadGroup parent, String name) {
            super(parent, name);
        }

        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            if (!(thrown instanceof VmKilled)) {
                report(thread.getName(), thrown);
            }
        }
    }
}
