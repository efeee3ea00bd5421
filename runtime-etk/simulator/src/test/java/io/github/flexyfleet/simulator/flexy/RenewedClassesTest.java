package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import io.github.flexyfleet.simulator.vm.load.GuestClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that gets the classes of a Java VM that has ended cannot tell them from new ones. */
class RenewedClassesTest {
    private static final String SAY = "static void say(Object o) { System.out.println(o); }";

    @TempDir
    Path directory;

    private final DeviceClasses classes = DeviceClasses.renewed();

    private TestFlexy flexy(byte[] jar) {
        return new TestFlexy(
                        directory, TestFlexy.NO_NETWORK, InstantSource.system(), Past.NONE, TestFlexy.QUICK, classes)
                .with(jar);
    }

    private static byte[] program(String members, String body) {
        return GuestJar.of(
                SAY + members + "public static void main(String[] a) throws Exception {" + body + "}", GuestJar.DEVICE);
    }

    /** What the program says in one life of the gateway after the other. */
    private List<List<String>> said(byte[] jar, int lives) {
        return IntStream.range(0, lives).mapToObj(life -> said(jar)).toList();
    }

    private List<String> said(byte[] jar) {
        try (TestFlexy flexy = flexy(jar).on()) {
            flexy.awaitLog("Java VM: ended");
            return flexy.flexy().eventLog().stream()
                    .filter(line -> line.startsWith("[rt] "))
                    .map(line -> line.substring(5))
                    .toList();
        }
    }

    /** Variables, constants that are objects, arrays, classes used late, locks that are static, and what the ETK keeps. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "static int n; static long l = 5; static double d; static boolean b; static char c = 'x';"
                        + "|say(n++ + \" \" + l++ + \" \" + d++ + \" \" + b + \" \" + c++); b = true;",
                "static final List seen = new ArrayList();|say(seen); seen.add(\"one\"); say(seen);",
                "static final int[] table = {1, 2}; static String text;|say(table[0] + text); table[0]++; text = \"t\";",
                "static class Late { static int n = Main.base + 1; } static int base = 6;"
                        + "|say(new Integer(Late.n)); base = 50; Late.n = 9;",
                "static final Object lock = new Object(); static Object of;"
                        + "|synchronized (lock) { say(String.valueOf(of == lock)); of = lock; }",
                "|say(System.getProperty(\"plant\")); System.setProperty(\"plant\", \"one\");",
                "|say(String.valueOf(RuntimeControl.getAutoCloseJAR())); RuntimeControl.setAutoCloseJAR(77);"
            })
    void everyLifeBeginsWithTheSame(String membersAndBody) {
        String[] parts = membersAndBody.split("\\|", 2);
        List<List<String>> said = said(program(parts[0], parts[1]), 4);
        assertThat(said.get(0)).isNotEmpty();
        assertThat(said).containsOnly(said.get(0));
    }

    /** Otherwise the others here would show nothing. */
    @Test
    void theClassesAreThoseOfTheVmThatHasEnded() throws IOException {
        byte[] jar = program("", "say(\"once\");");
        said(jar, 2);
        GuestClasses ended = classes.take(List.of(jar));
        assertThat(ended.program().initialised()).extracting(Class::getName).containsExactly("Main");
        assertThat(classes.take(List.of(jar)).program().initialised()).isEmpty();
    }

    /** The JVM never initialises it again, so these classes have no second life. */
    @Test
    void aPowerCutInAStaticInitialiserDoesNoHarmToTheNextLife() {
        byte[] jar = program(
                "static class Slow { static int n; static { say(\"waits\"); while (n == 0) Thread.yield(); } }",
                "say(\"begins\"); say(new Integer(Slow.n));");
        for (int life = 0; life < 3; life++) {
            try (TestFlexy flexy = flexy(jar).on()) {
                flexy.awaitLog("waits");
                assertThat(flexy.flexy().eventLog()).contains("[rt] begins");
            }
        }
    }

    @Test
    void theHeapOfTheNextLifeHasRoomForWhatTheLastOneKept() {
        byte[] jar = program(
                "static List kept = new ArrayList();",
                "for (int i = 0; i < 15; i++) kept.add(new byte[1000000]); say(new Integer(kept.size()));");
        assertThat(said(jar, 3)).containsOnly(List.of("15"));
    }
}
