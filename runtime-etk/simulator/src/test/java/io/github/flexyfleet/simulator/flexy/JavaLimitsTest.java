package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.vm.heap.HeapSizes;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heap, stack and exports of a gateway's Java VM, with the sizes of flexy-vm, "Cost". */
class JavaLimitsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String TOOLS = "static long free() { System.gc(); return Runtime.getRuntime().freeMemory(); }"
            + "static void say(String s) { System.out.println(s); }";

    @TempDir
    Path directory;

    private TestFlexy flexy(Knobs knobs, InstantSource time, String members) {
        return new TestFlexy(directory, TestFlexy.NO_NETWORK, time, Past.NONE, knobs).with(TOOLS + members);
    }

    /** What a program prints until it ends. */
    private List<String> said(JavaLimits limits, String members) {
        try (TestFlexy flexy = flexy(TestFlexy.QUICK.with(limits), InstantSource.system(), members)
                .on()) {
            flexy.awaitLog("Java VM: ended");
            return flexy.flexy().eventLog().stream()
                    .filter(line -> line.startsWith("[rt] "))
                    .map(line -> line.substring(5))
                    .toList();
        }
    }

    private static String main(String body) {
        return "public static void main(String[] a) throws Exception {" + body + "}";
    }

    /** In a local variable, a static field, an object's field, a frame further up, or all at once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "List l = new ArrayList(); int i = 0; try { while (true) l.add(\"text number \" + i++); }",
                "int i = 0; try { while (true) kept.put(new Integer(i++), new byte[100]); }",
                "int i = 0; Box b = null; try { while (true) b = new Box(b, i++); }",
                "try { int[][] m = new int[3000][3000]; }",
                "byte[] b = new byte[12000000]; byte[] c; try { c = new byte[12000000]; c[0] = b[0]; }",
                "Vector v = new Vector(); try { synchronized (v) { while (true) v.add(new long[1000]); } }",
                "char[] c = new char[100000]; List l = new ArrayList(); try { while (true) l.add(String.valueOf(c)); }",
                "StringBuffer s = new StringBuffer(); try { while (true) s.append(\"0123456789\"); }",
                "List l = new LinkedList(); try { deep(l, 5); }"
            })
    void whoKeepsMoreThanTheHeapHasNoMemory(String keeping) {
        String members = "static final Map kept = new HashMap();"
                + "static class Box { Box next; int n; byte[] b = new byte[50]; Box(Box x, int i) { next = x; n = i; } }"
                + "static void deep(List l, int n) { if (n > 0) deep(l, n - 1); else while (true) l.add(new char[500]); }";
        String program = main(keeping + " catch (OutOfMemoryError e) { say(\"full\"); }");
        assertThat(said(JavaLimits.standard(), members + program)).containsExactly("full");
    }

    @Test
    void garbageFillsNoHeap() {
        String program = main("String[] names = new File(\"/usr\").list();"
                + " for (int i = 0; i < 200000; i++) { byte[] b = new byte[1000]; String s = \"x\" + i; }"
                + " say(free() > 20000000 ? \"free\" : \"full \" + free());");
        assertThat(said(JavaLimits.standard(), program)).containsExactly("free");
    }

    @Test
    void garbageIsNotFreeBeforeItIsCollected() {
        String program = main("System.gc(); Runtime r = Runtime.getRuntime(); long before = r.freeMemory();"
                + " byte[] b = new byte[1000000]; b = null; say(\"used \" + (before - r.freeMemory() >= 1000000));"
                + " say(\"free \" + (before - free() < 10000));");
        assertThat(said(JavaLimits.standard(), program)).containsExactly("used true", "free true");
    }

    @Test
    void aHeapThatIsOnlyMeasuredHasNoEnd() {
        String program = main("List l = new ArrayList(); for (int i = 0; i < 30; i++) l.add(new byte[1000000]);"
                + " say(\"free \" + free() + \" of \" + l.size());");
        assertThat(said(JavaLimits.standard().withHeap(false), program)).containsExactly("free 0 of 30");
    }

    /** Bytes of each object; a list has 8 more for an element, an array 4. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Object[] k = new Object[1000]; kept = k; | k[i] = new String(\"0123456789012345678\" + i % 10) | 146",
                "Map k = new HashMap(); kept = k; | k.put(new Integer(i), null) | 78",
                "Object[] k = new Object[1000]; kept = k; | k[i] = new byte[16] | 48",
                "List k = new ArrayList(); kept = k; | k.add(new Two()) | 48"
            })
    void objectsHaveTheSizesOfTheGateways(String container, String making, int bytes) {
        String members = "static Object kept; static class Two { long n; Object o; }";
        String fill = container + " for (int i = 0; i < 1000; i++) " + making + ";";
        String program = main("{" + fill + "} kept = null; long before = free(); " + fill
                + " say(\"\" + Math.round((before - free()) / 1000.0));");
        assertThat(said(JavaLimits.standard(), members + program)).containsExactly(String.valueOf(bytes));
    }

    @Test
    void objectsCanHaveOtherSizes() {
        HeapSizes sizes = HeapSizes.standard()
                .withBase(1_000_000)
                .withObject(40)
                .withText(50)
                .withEntry(60)
                .withThread(5_000);
        String kept = "static Object kept; static class Idle extends Thread { public void run() {"
                + " try { synchronized (this) { kept = this; notifyAll(); wait(); } } catch (Exception e) { } } }";
        String program = main("Runtime r = Runtime.getRuntime();"
                + " say(\"\" + (r.totalMemory() - free() + 50000) / 100000);"
                + " Object[] k = new Object[1000]; kept = k; long before = free();"
                + " for (int i = 0; i < 1000; i++) k[i] = new String(new char[20]);"
                + " say(\"\" + (before - free()) / 1000); k = new Object[1000]; kept = k; before = free();"
                + " for (int i = 0; i < 1000; i++) k[i] = new byte[16];"
                + " say(\"\" + (before - free()) / 1000); Map m = new HashMap(); kept = m; k = null; before = free();"
                + " for (int i = 0; i < 1000; i++) m.put(new Integer(i), null);"
                + " say(\"\" + (before - free()) / 1000); kept = m = null; Idle idle = new Idle(); before = free();"
                + " synchronized (idle) { idle.start(); while (kept != idle) idle.wait(); }"
                + " say(\"\" + (before - free() + 500) / 1000); r.exit(0);");
        assertThat(said(JavaLimits.standard().with(sizes), kept + program))
                .containsExactly("10", "90", "56", "104", "5");
    }

    @Test
    void freeMemoryKnowsClassesThreadsAndTheVmsOwnShare() {
        String program = "static final Object lock = new Object(); static boolean runs;"
                + main("long before = free(); Thread t = new Thread() { public void run() { synchronized (lock) {"
                        + " runs = true; lock.notifyAll(); while (runs) try { lock.wait(); } catch (Exception e) { } } } };"
                        + " synchronized (lock) { t.start(); while (!runs) lock.wait(); }"
                        + " say(\"thread \" + (before - free() > 17000)); Runtime r = Runtime.getRuntime();"
                        + " synchronized (lock) { runs = false; lock.notifyAll(); }"
                        + " say(r.totalMemory() + \" \" + r.maxMemory() + \" \" + (free() < 26214400 - 2500000));");
        assertThat(said(JavaLimits.standard(), program)).containsExactly("thread true", "26214400 26214400 true");
    }

    @Test
    void whatIsLetGoIsFreeAgainAndTheProgramGoesOn() {
        String program = main("for (int turn = 0; turn < 3; turn++) { List l = new ArrayList();"
                + " try { while (true) l.add(new byte[10000]); } catch (OutOfMemoryError e) { l = null; }"
                + " say(\"turn \" + turn); } say(free() > 20000000 ? \"free\" : \"full\");");
        assertThat(said(JavaLimits.standard(), program)).containsExactly("turn 0", "turn 1", "turn 2", "free");
    }

    @Test
    void theHeapIsThatOfTheCommand() {
        String program = main("byte[] b; try { b = new byte[3000000]; say(\"fits\"); }"
                + " catch (OutOfMemoryError e) { say(\"full\"); } say(\"of \" + Runtime.getRuntime().maxMemory());");
        try (TestFlexy flexy = flexy(TestFlexy.QUICK, InstantSource.system(), program)) {
            String command = "-classpath /usr/app.jar -emain Main";
            flexy.put("jvmrun", ("-heapsize 5M " + command + "\n").getBytes(StandardCharsets.UTF_8));
            flexy.on();
            flexy.awaitLog("full");
            flexy.awaitLog("of 5242880");
            TestFlexy.await(
                    () -> TestFlexy.text(flexy.get(
                                    "rcgi.bin/jvmCmd", Map.of("cmd", "start", "runCmd", " -heapsize 25M " + command)))
                            .equals("JVM Started"),
                    "start");
            flexy.awaitLog("fits");
        }
    }

    /** One thread measures what another one has locked, while that one waits for a lock of the first. */
    @Test
    void lockedCollectionsDoNotHoldUpTheVm() {
        String program =
                "static final Vector v = new Vector(); static final Object lock = new Object(), go = new Object();"
                        + main("Thread t = new Thread() { public void run() { synchronized (v) {"
                                + " synchronized (go) { go.notify(); } synchronized (lock) { say(\"both\"); } } } };"
                                + " synchronized (lock) { synchronized (go) { t.start(); go.wait(); }"
                                + " say(\"measured \" + (free() > 0)); } t.join();");
        assertThat(said(JavaLimits.standard(), program)).containsExactly("measured true", "both");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 400})
    void runawayRecursionEndsAtTheDeepestCall(int deepest) {
        String program = "static int depth; static int down() { depth++; return down() + 1; }"
                + "static class Node { Node next; Node() { depth++; next = new Node(); } }"
                + main("try { down(); } catch (StackOverflowError e) { say(\"depth \" + depth); }"
                        + " depth = 0; try { down(); } catch (StackOverflowError e) { say(\"depth \" + depth); }"
                        + " depth = 0; try { new Node(); } catch (StackOverflowError e) { say(\"depth \" + depth); }");
        // One of the calls is that of main.
        String deep = "depth " + (deepest - 1);
        assertThat(said(JavaLimits.standard().withDeepestCall(deepest), program))
                .containsExactly(deep, deep, deep);
    }

    @Test
    void exceptionsLeaveTheirFrames() {
        String program = "static void fail(int i) { if (i > 20) throw new IllegalStateException(); fail(i + 1); }"
                + main("for (int i = 0; i < 2000; i++) { try { fail(0); } catch (IllegalStateException e) { }"
                        + " try { fail(3); } catch (RuntimeException e) { } finally { a = null; } }"
                        + " say(\"still here\");");
        assertThat(said(JavaLimits.standard().withDeepestCall(100), program)).containsExactly("still here");
    }

    @Test
    void someRecursionsEndTheVm() {
        String program = "static int down() { return down() + 1; }"
                + main("try { down(); } catch (Throwable e) { say(\"survived\"); }");
        Knobs knobs = TestFlexy.QUICK.with(JavaLimits.standard().withOverflowEndsVm(true));
        try (TestFlexy flexy = flexy(knobs, InstantSource.system(), program).on()) {
            flexy.awaitLog("Java VM: ended with exit code 139");
            assertThat(flexy.flexy().eventLog()).noneMatch(line -> line.contains("survived"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 400, 14_000})
    void exportsShowNothingForAWhileOfTheWorldsTime(long millis) throws Exception {
        String program = main("Exporter e = new Exporter(\"$dtIV$ftT\"); int waited = 0;"
                + " while (e.available() == 0 && waited < 15000) { Thread.sleep(20); waited += 20; }"
                + " say(waited + \" ms, \" + (e.available() > 0));");
        Knobs knobs = TestFlexy.QUICK.withExportDelay(Duration.ofMillis(millis));
        try (VirtualTime time = new VirtualTime(START);
                TestFlexy flexy = flexy(knobs, time, program).on()) {
            time.pass(Duration.ofMinutes(1));
            assertThat(flexy.flexy().eventLog()).contains("[rt] " + millis + " ms, true");
        }
    }

    @Test
    void anExportCanStayEmptyForEver() throws Exception {
        String program = main("Exporter e = new Exporter(\"$dtIV$ftT\"); Thread.sleep(15000);"
                + " say(\"available \" + e.available()); e.ExportTo(\"file:////usr/e\");"
                + " say(\"file \" + new File(\"/usr/e\").length());");
        Knobs knobs = TestFlexy.QUICK.withExportDelay(Knobs.NEVER);
        try (VirtualTime time = new VirtualTime(START);
                TestFlexy flexy = flexy(knobs, time, program).on()) {
            time.pass(Duration.ofMinutes(1));
            assertThat(flexy.flexy().eventLog()).contains("[rt] available 0", "[rt] file 0");
        }
    }
}
