package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaOnFlexyTest {
    @TempDir
    Path directory;

    private static final String SAVE = """
            static void save(String name, String text) throws IOException {
                new File("/usr/out").mkdirs();
                FileOutputStream out = new FileOutputStream("/usr/out/" + name + ".part");
                out.write(text.getBytes());
                out.getFD().sync();
                out.close();
                new File("/usr/out/" + name + ".part").renameTo(new File("/usr/out/" + name));
            }
            """;

    /** Runs a program that saves one text, and gives that text. */
    private String saved(String expression) {
        return saved(expression, "");
    }

    private String saved(String expression, String members) {
        String program = SAVE + members + "public static void main(String[] a) throws Exception { save(\"x\", \"=\" + ("
                + expression + ")); }";
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            flexy.awaitLog("Java VM: ended");
            assertThat(flexy.file("out/x")).startsWith("=");
            return flexy.file("out/x").substring(1);
        }
    }

    @Test
    void jvmrunStartsTheProgramAtPowerOnAndItsFilesLandInTheDirectory() {
        assertThat(saved("a.length + \" \" + new File(\"/usr/app.jar\").exists()"))
                .isEqualTo("0 true");
    }

    @Test
    void nothingStartsWithoutJvmrun() {
        try (TestFlexy flexy = new TestFlexy(directory).on()) {
            assertThat(flexy.flexy().eventLog()).containsExactly("boot");
            assertThat(flexy.flexy().online()).isTrue();
        }
    }

    @Test
    void missingJarLeavesTheVmDown() {
        try (TestFlexy flexy = new TestFlexy(directory)) {
            flexy.put(
                    "jvmrun", "-heapsize 25M -classpath /usr/none.jar -emain Main\n".getBytes(StandardCharsets.UTF_8));
            flexy.on();
            flexy.awaitLog("not started: /usr/none.jar");
        }
    }

    @Test
    void newerClassFilesAreRefused() {
        try (TestFlexy flexy = new TestFlexy(directory)
                .with(GuestJar.of("public static void main(String[] a) {}", 49))
                .on()) {
            flexy.awaitLog("UnsupportedClassVersionError");
            flexy.awaitLog("ended with exit code 1");
        }
    }

    @Test
    void classesThatTheGatewayLacksAreNotFound() {
        String probe = """
                static String probe(String name) {
                    try {
                        Class.forName(name);
                        return "+";
                    } catch (ClassNotFoundException e) {
                        return "-";
                    }
                }
                """;
        assertThat(saved(
                        "probe(\"java.util.regex.Pattern\") + probe(\"" + VirtualFlexy.class.getName()
                                + "\") + probe(\"java.util.HashMap\")",
                        probe))
                .isEqualTo("--+");
    }

    @Test
    void linkingAMissingClassOrMemberFails() {
        String link = """
                static String link() {
                    try {
                        return "" + new java.util.concurrent.atomic.AtomicInteger();
                    } catch (LinkageError e) {
                        return "missing";
                    }
                }
                static String split() {
                    try {
                        return "a b".split(" ")[0];
                    } catch (NoSuchMethodError e) {
                        return "missing";
                    }
                }
                """;
        assertThat(saved("link() + split()", link)).isEqualTo("missingmissing");
    }

    @Test
    void defaultCharsetIsLatin1AndKeepsTheLowByte() {
        assertThat(saved("new String(\"\\u00e9\".getBytes()).length() + \" \" + \"\\u00e9\".getBytes().length + \" \""
                        + " + (\"\\u0141\".getBytes()[0] & 255)"))
                .isEqualTo("1 1 65");
    }

    @Test
    void utf8IsWrongBeyondTheFirstPlane() throws Exception {
        assertThat(saved(
                        "\"\\ud83d\\ude00\".getBytes(\"UTF-8\").length + \" \" + \"\\u20ac\".getBytes(\"UTF-8\").length"
                                + " + \" \" + new String(new byte[] {65, (byte) 0xF0, 66}, \"UTF-8\")"))
                .isEqualTo("6 3 A");
    }

    @Test
    void numbersConvertAsOnTheGateway() {
        String got = saved(
                "(tenth + 0.2) + \" \" + Double.toString(0.30000000000000004) + \" \""
                        + " + (Double.parseDouble(\"1.118\") == 1.118) + \" \" + java.net.URLEncoder.encode(\"a/b\", \"UTF-8\")"
                        + " + \" \" + System.getProperty(\"java.version\") + \" \" + System.getProperty(\"file.encoding\")",
                "static double tenth = 0.1;");
        assertThat(got).isEqualTo("0.3 0.3 false a%2fb null 8859_1");
    }

    @Test
    void noPathOutsideUsrExists() {
        assertThat(
                        saved(
                                "new File(\"/etc/passwd\").exists() + \" \" + new File(\"/usr/../etc\").exists() + \" \""
                                        + " + new File(\"/usr/../../usr/app.jar\").exists() + \" \" + new File(\"/usr/app.jar\").exists()"))
                .isEqualTo("false false false true");
    }

    @Test
    void aFullPartitionThrows() {
        String fill = """
                static String fill() throws IOException {
                    FileOutputStream out = new FileOutputStream("/usr/big");
                    try {
                        byte[] megabyte = new byte[1048576];
                        for (int i = 0; i < 40; i++) out.write(megabyte);
                        return "no limit";
                    } catch (IOException e) {
                        return "full";
                    } finally {
                        out.close();
                        new File("/usr/big").delete();
                    }
                }
                """;
        assertThat(saved("fill()", fill)).isEqualTo("full");
    }

    /** The sleep is the guest's, as every loop on a Flexy has one (flexy-etk 2.2); the test itself waits for nothing. */
    @Test
    void stopEndsAProgramThatCatchesEverything() {
        String program = """
                public static void main(String[] a) {
                    System.out.println("begun");
                    new Timer();
                    while (true) {
                        try {
                            Thread.sleep(1000000);
                        } catch (Throwable t) {
                            continue;
                        }
                    }
                }
                """;
        stops(program);
    }

    @Test
    void stopEndsTimersThatAreBeingMade() {
        stops("""
                public static void main(String[] a) {
                    System.out.println("begun");
                    while (true) {
                        new Timer().cancel();
                        new Timer();
                        for (int i = 0; i < 20000; i++) n++;
                    }
                }
                static volatile int n;
                """);
    }

    @Test
    void stopEndsAProgramThatOnlyComputes() {
        stops("static volatile int n; public static void main(String[] a) { System.out.println(\"begun\");"
                + " new Thread() { public void run() { for (;;) { try { n++; } catch (Error e) { n = 0; } } } }.start();"
                + " synchronized (Main.lock) { while (true) { try { Main.lock.wait(); } catch (InterruptedException e) {"
                + " n++; } } } } static final Object lock = new Object();");
    }

    private void stops(String program) {
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            flexy.awaitLog("begun");
            assertThat(TestFlexy.text(flexy.get("rcgi.bin/jvmCmd", Map.of("cmd", "stop"))))
                    .isEqualTo("JVM Stopped");
            assertThat(flexy.flexy().eventLog())
                    .contains("Java VM: stopped")
                    .noneMatch(line -> line.contains("did not end"));
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getThreadGroup() != null
                            && thread.getThreadGroup().getName().equals("java of Pump 1"));
        }
    }

    @Test
    void exitEndsTheVmAndTheNextCommandStartsAfterAnErrorOnly() {
        String program = SAVE + """
                  public static void main(String[] a) throws Exception {
                      if (a.length > 0) { save("again", a[0]); System.exit(0); }
                      RuntimeControl.configureNextRunCommand("-heapsize 25M -classpath /usr/app.jar -emain Main twice");
                      try { System.exit(3); } catch (Throwable t) { save("bad", "survived"); }
                  }
                  """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            flexy.awaitLog("ended with exit code 3");
            flexy.awaitLog("ended with exit code 0");
            assertThat(flexy.file("out/again")).isEqualTo("twice");
            assertThat(flexy.file("out/bad")).isEmpty();
        }
    }

    @Test
    void eachStartHasItsOwnStatics() {
        String program = SAVE + "static int n; public static void main(String[] a) throws Exception { n++;"
                + " System.out.println(\"n is \" + n + \" \" + a.length); }";
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            flexy.awaitLog("ended with exit code 0");
            TestFlexy.await(
                    () -> TestFlexy.text(flexy.get(
                                    "rcgi.bin/jvmCmd",
                                    Map.of(
                                            "cmd",
                                            "start",
                                            "runCmd",
                                            " -heapsize 25M -classpath /usr/app.jar -emain Main x")))
                            .equals("JVM Started"),
                    "start");
            flexy.awaitLog("n is 1 1");
        }
    }
}
