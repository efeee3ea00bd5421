package io.github.flexyfleet.simulator.vm.guest;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code System} and {@code Runtime} of the gateway. */
public final class GuestSystem {
    /** {@code System.out}: the realtime log. */
    public static PrintStream out = logStream();
    /** {@code System.err}: the realtime log. */
    public static PrintStream err = logStream();

    private static final Map<String, String> PROPERTIES = Collections.synchronizedMap(properties());
    private static final List<Thread> HOOKS = Collections.synchronizedList(new ArrayList<>());

    private GuestSystem() {}

    /** What Mika answers (flexy-etk 2.1); java.version, java.io.tmpdir and user.timezone are null (flexy-vm). */
    private static Map<String, String> properties() {
        Map<String, String> values = new HashMap<>();
        values.put("java.vm.name", "Mika");
        values.put("java.vm.version", "1.4.2");
        values.put("java.class.version", "48.0");
        values.put("file.encoding", "8859_1");
        values.put("file.separator", "/");
        values.put("path.separator", ":");
        values.put("line.separator", "\n");
        values.put("user.dir", "/");
        return values;
    }

    /** {@code System.currentTimeMillis}: the gateway's clock. */
    public static long currentTimeMillis() {
        return Guest.host().time();
    }

    /** Seed of {@code new Random()}. */
    public static long randomSeed() {
        return Guest.host().randomSeed();
    }

    /** {@code System.exit}: shutdown hooks run, then the VM ends. */
    public static void exit(int code) {
        Guest.poll();
        List<Thread> hooks;
        synchronized (HOOKS) {
            hooks = List.copyOf(HOOKS);
            HOOKS.clear();
        }
        hooks.forEach(GuestThreads::start);
        try {
            for (Thread hook : hooks) {
                GuestThreads.join(hook);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Guest.host().exit(code);
    }

    /** {@code Runtime.exit}. */
    public static void exit(Runtime runtime, int code) {
        exit(code);
    }

    /** {@code Runtime.halt}: without shutdown hooks. */
    public static void halt(Runtime runtime, int code) {
        Guest.host().exit(code);
    }

    /** {@code Runtime.addShutdownHook}. */
    public static void addShutdownHook(Runtime runtime, Thread hook) {
        HOOKS.add(hook);
    }

    /** {@code Runtime.removeShutdownHook}. */
    public static boolean removeShutdownHook(Runtime runtime, Thread hook) {
        return HOOKS.remove(hook);
    }

    /** {@code System.gc}: must not run the simulator's. */
    public static void gc() {
        Guest.poll();
        GuestHeap.collect();
    }

    /** {@code Runtime.gc}. */
    public static void gc(Runtime runtime) {
        gc();
    }

    /** {@code Runtime.freeMemory}. */
    public static long freeMemory(Runtime runtime) {
        return GuestHeap.free();
    }

    /** {@code Runtime.totalMemory}. */
    public static long totalMemory(Runtime runtime) {
        return Guest.host().heap().total();
    }

    /** {@code Runtime.maxMemory}. */
    public static long maxMemory(Runtime runtime) {
        return Guest.host().heap().total();
    }

    /** {@code System.getProperty}. */
    public static String getProperty(String name) {
        return PROPERTIES.get(name);
    }

    /** {@code System.getProperty}. */
    public static String getProperty(String name, String otherwise) {
        return PROPERTIES.getOrDefault(name, otherwise);
    }

    /** {@code System.setProperty}. */
    public static String setProperty(String name, String value) {
        return PROPERTIES.put(name, value);
    }

    /** {@code System.setOut}. */
    public static void setOut(PrintStream stream) {
        out = stream;
    }

    /** {@code System.setErr}. */
    public static void setErr(PrintStream stream) {
        err = stream;
    }

    private static PrintStream logStream() {
        return new PrintStream(new LogLines(), true, StandardCharsets.ISO_8859_1);
    }

    /** Cuts what is printed into lines. */
    private static final class LogLines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                Guest.host().realtimeLog(line.toString(StandardCharsets.ISO_8859_1));
                line.reset();
            } else if (b != '\r') {
                line.write(b);
            }
        }
    }
}
