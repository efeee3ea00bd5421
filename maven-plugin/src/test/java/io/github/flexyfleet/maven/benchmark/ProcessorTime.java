package io.github.flexyfleet.maven.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Processor time of this process, in nanoseconds. The simulated world's threads are known by their names and must live on,
 * since what a thread has spent goes with it.
 *
 * @param whole of all threads
 * @param world of the simulated world's
 * @param machine of the Java VM's own: compiler and garbage collector, which work for both; 0 where the system does not tell
 */
record ProcessorTime(long whole, long world, long machine) {
    /** What the names of the world's threads begin with; its event loops have it from the simulator. */
    private static final String WORLD = "world-";

    private static final List<String> MACHINE = List.of("C1 ", "C2 ", "GC ", "G1 ", "VM ", "Sweeper");
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Up to now. */
    static ProcessorTime now() {
        return new ProcessorTime(SYSTEM.getProcessCpuTime(), ofWorld(), ofMachine());
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(whole - before.whole, world - before.world, machine - before.machine);
    }

    /** All but the world's, with the whole of compiler and garbage collector. */
    long client() {
        return whole - world;
    }

    /** The client's own threads alone. */
    long clientAlone() {
        return whole - world - machine;
    }

    /** Workers of the world, whose threads stay to the end. */
    static ExecutorService workers() {
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, WORLD + "worker");
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.DAYS, new SynchronousQueue<>(), factory);
    }

    private static long ofWorld() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(WORLD)) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private static long ofMachine() {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                sum += ofMachine(thread);
            }
        } catch (IOException e) {
            return 0;
        }
        return sum;
    }

    private static long ofMachine(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            if (MACHINE.stream().noneMatch(name::startsWith)) {
                return 0;
            }
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
        } catch (IOException e) {
            // It has just ended, or the system counts nothing.
            return 0;
        }
    }
}
