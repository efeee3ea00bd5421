package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power, clock, connection and space of a gateway. */
class PowerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

    @TempDir
    Path directory;

    private static long boots(TestFlexy flexy) {
        return flexy.flexy().eventLog().stream().filter("boot"::equals).count();
    }

    @Test
    void aCutAtAChangeOfTheFlashEndsThatWriteAndComesBackByItself() {
        try (TestFlexy flexy = new TestFlexy(directory).on()) {
            flexy.flexy().cutPower(3);
            flexy.script("OPEN 'k' FOR BINARY OUTPUT AS 1", "PUT 1,'kept'", "PUT 1,'halfdone'", "PUT 1,'never'");
            flexy.awaitLog("power cut");
            TestFlexy.await(() -> boots(flexy) == 2 && flexy.flexy().online(), "the second boot");
            // Not synced: the old content, a torn one, or all that was written before the cut.
            assertThat("kepthalf").startsWith(flexy.file("k"));
        }
    }

    @Test
    void aCutAtOnceLeavesACallWithoutAnswer() {
        String form = """
                static class Form extends EvtWebFormListener {
                    public void callForm(String name) {
                        System.out.println("asked");
                        try { Thread.sleep(60000); } catch (InterruptedException e) { }
                    }
                }
                public static void main(String[] a) throws Exception {
                    DefaultEventHandler.setDefaultWebFormtListener(new Form());
                    new EventHandlerThread(true);
                    System.out.println("ready");
                }
                """;
        try (TestFlexy flexy = new TestFlexy(directory).with(form).on()) {
            flexy.awaitLog("ready");
            Thread cutter = new Thread(() -> {
                flexy.awaitLog("asked");
                flexy.flexy().cutPower(0);
            });
            cutter.start();

            // Until the event loop runs, the gateway answers by itself that nobody does.
            TestFlexy.await(
                    () -> !flexy.get("rcgi.bin/jvmForm", Map.of("formName", "x"))
                            .answered(),
                    "a call without answer");

            assertThat(flexy.flexy().eventLog()).contains("[rt] asked");
            TestFlexy.await(() -> boots(flexy) == 2, "the second boot");
        }
    }

    @Test
    void aCutThatWaitsCanBeMadeNow() {
        try (TestFlexy flexy = new TestFlexy(directory).on()) {
            assertThat(flexy.flexy().cutNowIfWaiting()).isFalse();
            flexy.flexy().cutPower(5);
            assertThat(flexy.flexy().online()).isTrue();
            assertThat(flexy.flexy().cutNowIfWaiting()).isTrue();
            TestFlexy.await(() -> boots(flexy) == 2, "the second boot");
        }
    }

    @Test
    void spaceThatIsTakenComesBack() {
        try (TestFlexy flexy = new TestFlexy(directory).on()) {
            flexy.flexy().leaveSpace(2);
            flexy.script("OPEN 'k' FOR BINARY OUTPUT AS 1", "PUT 1,'four'", "CLOSE 1");
            flexy.awaitLog("no space left");
            flexy.flexy().leaveSpace(Long.MAX_VALUE);
            flexy.script("OPEN 'k' FOR BINARY OUTPUT AS 1", "PUT 1,'four'", "CLOSE 1");
            TestFlexy.await(() -> flexy.file("k").equals("four"), "the file");
            assertThat(Flash.SIZE).isEqualTo(29L * 1024 * 1024);
        }
    }

    @Test
    void theClockIsWrongUntilTheTimeServerCorrectsIt() {
        Knobs knobs = TestFlexy.QUICK.withBootClock(Duration.ofDays(-3650), Duration.ofMillis(300));
        try (TestFlexy flexy = new TestFlexy(directory, TestFlexy.NO_NETWORK, () -> NOW, Past.NONE, knobs).on()) {
            assertThat(flexy.export("$dtEV$ftT")).contains("\"24/11/2016 20:00:00\";\"boot\"");
            TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"TIME$\"").equals("22/11/2026 20:00:00"), "the time");
        }
    }

    @Test
    void delaysAreThoseOfARealOne() {
        Random random = new Random(1);
        Knobs knobs = Knobs.faithful();
        assertThat(IntStream.range(0, 200).mapToObj(i -> knobs.drawScriptDelay(random)))
                .allMatch(delay -> delay.toMillis() >= 500 && delay.toMillis() <= 20_000)
                .anyMatch(delay -> delay.toSeconds() > 15);
        assertThat(IntStream.range(0, 200).mapToObj(i -> knobs.draw(knobs.rebootTime(), random)))
                .allMatch(delay -> delay.toSeconds() >= 30 && delay.toSeconds() <= 180)
                .anyMatch(delay -> delay.toSeconds() > 120);
    }

    @Test
    void aTriggeredGatewayMustBeWoken() {
        Past past = Past.NONE.whenTriggered();
        Knobs knobs = TestFlexy.QUICK.withWakeTime(Duration.ofMillis(20));
        try (TestFlexy flexy =
                new TestFlexy(directory, TestFlexy.NO_NETWORK, InstantSource.system(), past, knobs).on()) {
            assertThat(flexy.flexy().online()).isFalse();
            flexy.flexy().wake();
            TestFlexy.await(flexy.flexy()::online, "the connection");
            flexy.flexy().sleep();
            assertThat(flexy.flexy().online()).isFalse();
        }
    }

    @Test
    void filesOfThePastLieThereOnceOnly() {
        Past past = Past.NONE.withFile("own/jvmrun", "theirs".getBytes(StandardCharsets.UTF_8));
        try (TestFlexy flexy =
                new TestFlexy(directory, TestFlexy.NO_NETWORK, InstantSource.system(), past, TestFlexy.QUICK).on()) {
            assertThat(flexy.file("own/jvmrun")).isEqualTo("theirs");
            flexy.script("ERASE '/usr/own/jvmrun'");
            TestFlexy.await(() -> flexy.file("own/jvmrun").isEmpty(), "the file's end");
        }
        try (TestFlexy again =
                new TestFlexy(directory, TestFlexy.NO_NETWORK, InstantSource.system(), past, TestFlexy.QUICK).on()) {
            assertThat(again.file("own/jvmrun")).isEmpty();
        }
    }
}
