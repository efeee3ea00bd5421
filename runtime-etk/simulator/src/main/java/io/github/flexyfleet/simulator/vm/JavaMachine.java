package io.github.flexyfleet.simulator.vm;

import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.guest.Guest;
import io.github.flexyfleet.simulator.vm.load.AppLoader;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import io.github.flexyfleet.simulator.vm.load.SystemLoader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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
    /** Heap in use before a program does anything (flexy-vm, "Cost"), bytes. */
    private static final long BASELINE = 2_500_000;
    /** A loaded class takes about so many times the size of its file (flexy-vm, "Cost"). */
    private static final long CLASS_FACTOR = 4;
    /** How long threads may take to end before they are given up. */
    private static final long PATIENCE_SECONDS = 10;

    private final RunCommand command;
    private final ThreadGroup guests;
    private final Consumer<String> log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean killed;
    private volatile int exitCode;
    private AppLoader loader;
    private Method stopGuest;

    /**
     * Prepares a VM.
     *
     * @param log takes lines for the realtime log
     */
    public JavaMachine(RunCommand command, String name, Consumer<String> log) {
        this.command = command;
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
    public void start(Flash flash, DeviceClasses classes, Host host, IntConsumer onEnd) throws IOException {
        List<byte[]> jars = new ArrayList<>();
        for (String jar : command.classPath()) {
            jars.add(flash.read(jar));
        }
        SystemLoader system = new SystemLoader();
        loader = new AppLoader(system, classes, jars);
        try {
            Class<?> guest = system.loadClass(Guest.class.getName());
            guest.getMethod("start", Host.class).invoke(null, host);
            stopGuest = guest.getMethod("stop");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("stand-ins of the VM cannot be set up", e);
        }
        Thread main = new Thread(guests, this::runMain, "main");
        main.setDaemon(false);
        main.setContextClassLoader(loader);
        Thread monitor = new Thread(topGroup(), () -> awaitEnd(onEnd), guests.getName() + " monitor");
        monitor.setDaemon(true);
        main.start();
        monitor.start();
    }

    private void runMain() {
        try {
            Class<?> program = Class.forName(command.mainClass(), true, loader);
            Method main = program.getMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) command.arguments().toArray(new String[0]));
        } catch (InvocationTargetException e) {
            failed(e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        if (thrown instanceof VmKilled) {
            return;
        }
        report("main", thrown);
        if (!killed) {
            exitCode = 1;
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
            }
        }
        throw new VmKilled();
    }

    /** Ends the VM from outside and waits for its threads; not to be called on one of them. */
    public void kill() throws InterruptedException {
        killed = true;
        if (!ended.await(PATIENCE_SECONDS + 1, TimeUnit.SECONDS)) {
            log.accept("a Java thread did not end");
        }
    }

    /** Size of the heap in bytes. */
    public long heapTotal() {
        return command.heapSize();
    }

    /** Estimate: the heap less the VM's own share and the loaded classes. Objects are not counted. */
    public long heapFree() {
        return Math.max(0, command.heapSize() - BASELINE - CLASS_FACTOR * loader.classBytes());
    }

    private void awaitEnd(IntConsumer onEnd) {
        try {
            while (!killed && alive(false)) {
                joinOne();
            }
            killed = true;
            stopGuest.invoke(null);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (alive(true) && System.nanoTime() < deadline) {
                guests.interrupt();
                joinOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            onEnd.accept(exitCode);
            ended.countDown();
        }
    }

    private Thread[] threads() {
        Thread[] found = new Thread[guests.activeCount() + 16];
        int count = guests.enumerate(found, true);
        return Arrays.copyOf(found, count);
    }

    private boolean alive(boolean daemonsToo) {
        for (Thread thread : threads()) {
            if (thread.isAlive() && (daemonsToo || !thread.isDaemon())) {
                return true;
            }
        }
        return false;
    }

    private void joinOne() throws InterruptedException {
        Thread[] all = threads();
        if (all.length > 0) {
            all[0].join(10);
        }
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
