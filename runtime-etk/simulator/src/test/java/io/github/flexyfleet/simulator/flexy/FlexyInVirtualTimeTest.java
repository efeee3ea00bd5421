package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs on a gateway in virtual time: they meet the moments that they wait for, whatever they wait with. */
@Timeout(60)
class FlexyInVirtualTimeTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SAY = "static long t0 = System.currentTimeMillis();"
            + " static void say(String s) { System.out.println((System.currentTimeMillis() - t0) + \" \" + s); }";

    private final VirtualTime time = new VirtualTime(START);

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        time.close();
    }

    private TestFlexy flexy(String folder, String members) {
        return new TestFlexy(directory.resolve(folder), TestFlexy.NO_NETWORK, time)
                .with(members)
                .on();
    }

    private static List<String> said(TestFlexy flexy) {
        return flexy.flexy().eventLog().stream()
                .filter(line -> line.startsWith("[rt] "))
                .map(line -> line.substring(5))
                .toList();
    }

    @Test
    void monitorsJoinsAndSleepsMeetTheirMoments() throws Exception {
        String program = SAY + """
                static final Object lock = new Object();
                static boolean go;
                public static void main(String[] a) throws Exception {
                    Thread t = new Thread() { public void run() {
                        synchronized (lock) {
                            try {
                                lock.wait(700);
                                say("timed out");
                                while (!go) lock.wait();
                                say("notified");
                                Thread.sleep(3000);
                            } catch (InterruptedException e) { say("interrupted"); }
                        }
                    } };
                    t.start();
                    Thread.sleep(60000);
                    synchronized (lock) { go = true; lock.notify(); say("notifies"); }
                    t.join(1000);
                    say("alive " + t.isAlive());
                    t.join();
                    say("joined");
                }
                """;
        try (TestFlexy flexy = flexy("one", program)) {
            time.pass(Duration.ofMinutes(2));

            assertThat(said(flexy))
                    .containsExactly(
                            "700 timed out", "60000 notifies", "60000 notified", "61000 alive true", "63000 joined");
            assertThat(flexy.flexy().eventLog()).contains("Java VM: ended with exit code 0");
        }
    }

    @Test
    void aProgramBeginsWhenItsVmHasStarted() throws Exception {
        Knobs knobs =
                TestFlexy.QUICK.with(Guesses.standard().with(VmQuirks.standard().withStartTime(Duration.ofSeconds(7))));
        String program = "public static void main(String[] a) { System.out.println(System.currentTimeMillis()); }";
        try (TestFlexy flexy = new TestFlexy(
                        directory.resolve("one"), TestFlexy.NO_NETWORK, time, FlexySpec.Past.NONE, knobs)
                .with(program)
                .on()) {
            time.pass(Duration.ofSeconds(6));
            assertThat(flexy.flexy().eventLog()).contains("Java VM: started");
            assertThat(said(flexy)).isEmpty();
            time.pass(Duration.ofSeconds(6));
            assertThat(said(flexy))
                    .containsExactly(String.valueOf(START.plusSeconds(7).toEpochMilli()));
        }
    }

    @Test
    void aScriptCommandNeverOvertakesAnEarlierOne() throws Exception {
        try (TestFlexy flexy = new TestFlexy(
                        directory.resolve("one"), TestFlexy.NO_NETWORK, time, FlexySpec.Past.NONE, Knobs.faithful())
                .on()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                flexy.script("ORDER$=ORDER$+\"" + i + ",\"");
                all.append(i).append(',');
            }
            time.pass(Duration.ofMinutes(1));

            assertThat(flexy.export("$dtSE$ftT$se\"ORDER$\"")).isEqualTo(all.toString());
        }
    }

    @Test
    void timersMeetTheirMoments() throws Exception {
        String program = SAY + """
                public static void main(String[] a) throws Exception {
                    final Timer timer = new Timer();
                    timer.schedule(new TimerTask() { int n; public void run() {
                        n++;
                        say("tick " + (scheduledExecutionTime() - t0));
                        if (n == 3) cancel();
                    } }, 1000, 5000);
                    timer.scheduleAtFixedRate(new TimerTask() { public void run() { say("hour"); } }, 3600000, 3600000);
                    timer.schedule(new TimerTask() { public void run() { say("end"); timer.cancel(); } }, 7300000);
                }
                """;
        try (TestFlexy flexy = flexy("one", program)) {
            time.pass(Duration.ofHours(5));

            assertThat(said(flexy))
                    .containsExactly(
                            "1000 tick 1000",
                            "6000 tick 6000",
                            "11000 tick 11000",
                            "3600000 hour",
                            "7200000 hour",
                            "7300000 end");
            assertThat(flexy.flexy().eventLog()).contains("Java VM: ended with exit code 0");
        }
    }

    @Test
    void twoGatewaysTakeTurns() throws Exception {
        String program = SAY + "public static void main(String[] a) throws Exception { for (int i = 0; i < 1000; i++) {"
                + " Thread.sleep(%d); FileOutputStream f = new FileOutputStream(\"/usr/moments\", true);"
                + " f.write((System.currentTimeMillis() + \"\\n\").getBytes()); f.close(); } }";
        try (TestFlexy one = flexy("one", program.formatted(300));
                TestFlexy two = flexy("two", program.formatted(200))) {
            time.pass(Duration.ofMillis(201_100));
            assertThat(two.file("moments").lines()).hasSize(1000);
            assertThat(one.file("moments").lines()).hasSize(670);
            time.pass(Duration.ofSeconds(100));

            List<Long> moments = one.file("moments").lines().map(Long::valueOf).toList();
            assertThat(moments).hasSize(1000).isSorted();
            assertThat(moments.get(999) - moments.get(0)).isEqualTo(999 * 300);
        }
    }

    @Test
    void powerCutsAndStopsReachThoseWhoWait() throws Exception {
        String program = SAY + "public static void main(String[] a) throws Exception { new EventHandlerThread(true);"
                + " try { Thread.sleep(3600000); } catch (Throwable t) { say(\"survived\"); }"
                + " say(\"hour\"); } ";
        try (TestFlexy flexy = flexy("one", program)) {
            time.pass(Duration.ofMinutes(59));
            assertThat(TestFlexy.text(flexy.get("rcgi.bin/jvmCmd", Map.of("cmd", "stop"))))
                    .isEqualTo("JVM Stopped");
            time.pass(Duration.ofHours(2));
            assertThat(said(flexy)).isEmpty();
            flexy.flexy().powerOff();
            time.pass(Duration.ofHours(1));
            flexy.on();
            time.pass(Duration.ofMinutes(10));
            flexy.flexy().powerOff();
            flexy.on();
            time.pass(Duration.ofMinutes(61));

            assertThat(said(flexy)).containsExactly("3600000 hour");
        }
    }

    @Test
    void theWatchdogRebootsAtItsMoment() throws Exception {
        String program = SAY + "public static void main(String[] a) throws Exception {"
                + " say(\"up \" + EwonSystem.getSysUpTime());"
                + " RuntimeControl.configureAppWatchdog(5); for (int i = 0; i < 10; i++) { Thread.sleep(60000);"
                + " RuntimeControl.refreshWatchdog(); } say(\"stops serving\"); Thread.sleep(86400000); }";
        try (TestFlexy flexy = flexy("one", program)) {
            time.pass(Duration.ofMinutes(14));
            assertThat(flexy.flexy().eventLog()).noneMatch(line -> line.contains("watchdog"));
            time.pass(Duration.ofMinutes(2));

            assertThat(flexy.flexy().eventLog()).contains("application watchdog: reboot");
            assertThat(said(flexy)).containsExactly("0 up 0", "600000 stops serving", "0 up 0");
        }
    }

    @Test
    void aFormThatNobodyAnswersEndsAtItsTimeout() throws Exception {
        String program = "public static void main(String[] a) throws Exception {"
                + " DefaultEventHandler.setDefaultWebFormtListener(new EvtWebFormListener() {"
                + " public void callForm(String name) { try { Thread.sleep(30000);"
                + " write(\"late\".getBytes(), 0, 4); } catch (Exception e) { System.out.println(e); } } }); DefaultEventHandler.runEventManager(); }";
        try (TestFlexy flexy = flexy("one", program)) {
            time.pass(Duration.ofSeconds(1));
            assertThat(TestFlexy.text(flexy.get("rcgi.bin/jvmForm", Map.of("formName", "f", "timeout", "20000"))))
                    .contains("No Java application answers");
            assertThat(time.instant()).isEqualTo(START.plusSeconds(21));
            assertThat(TestFlexy.text(flexy.get("rcgi.bin/jvmForm", Map.of("formName", "f"))))
                    .isEqualTo("late");
            assertThat(time.instant()).isEqualTo(START.plusSeconds(61));
        }
    }
}
