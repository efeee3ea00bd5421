package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import io.github.flexyfleet.simulator.flexy.WebQuirks.Refusal;
import io.github.flexyfleet.simulator.flexy.export.ExportQuirks;
import io.github.flexyfleet.simulator.vm.bridge.Conversions;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import io.github.flexyfleet.simulator.vm.flash.FlashQuirks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is guessed of gateways, and how they are when the guess is wrong. */
class RealitySwitchesTest {
    @TempDir
    Path directory;

    private int flexys;

    private TestFlexy flexy(Knobs knobs) throws IOException {
        flexys++;
        Path own = Files.createDirectory(directory.resolve("flexy" + flexys));
        return new TestFlexy(own, TestFlexy.NO_NETWORK, InstantSource.system(), Past.NONE, knobs);
    }

    private TestFlexy guessed(UnaryOperator<Guesses> change) throws IOException {
        return flexy(TestFlexy.QUICK.with(change.apply(Guesses.standard())));
    }

    private static int post(TestFlexy flexy, String path, Map<String, String> fields) {
        return flexy.flexy()
                .answer(new WebRequest("POST", path, fields, "adm", "secret"))
                .status();
    }

    @Test
    void eachGuessAboutTheWebServerCanBeWrong() throws IOException {
        WebQuirks quirks = WebQuirks.standard()
                .withLargestForm(1)
                .withFiles(410, true)
                .withJvmCommand(false)
                .withRefusedExports(Set.of("PG"));
        try (TestFlexy usual = flexy(TestFlexy.QUICK).on();
                TestFlexy other = flexy(TestFlexy.QUICK.with(quirks)).on()) {
            usual.put("a.txt", new byte[1]);
            other.put("a.txt", new byte[1]);
            Map<String, String> kibibyte = Map.of("AST_Param", "$dtES", "pad", "x".repeat(1024 - 22));
            Map<String, String> more = Map.of("AST_Param", "$dtES", "pad", "x".repeat(1025 - 22));

            assertThat(post(usual, "rcgi.bin/ParamForm", more)).isEqualTo(200);
            assertThat(post(other, "rcgi.bin/ParamForm", kibibyte)).isEqualTo(200);
            assertThat(post(other, "rcgi.bin/ParamForm", more)).isEqualTo(413);
            assertThat(post(usual, "usr/a.txt", Map.of())).isEqualTo(405);
            assertThat(post(other, "usr/a.txt", Map.of())).isEqualTo(200);
            assertThat(usual.get("usr/none", Map.of()).status()).isEqualTo(404);
            assertThat(other.get("usr/none", Map.of()).status()).isEqualTo(410);
            Map<String, String> stop = Map.of("cmd", "stop");
            assertThat(usual.get("rcgi.bin/jvmCmd", stop).status()).isEqualTo(200);
            assertThat(other.get("rcgi.bin/jvmCmd", stop).status()).isEqualTo(404);
            assertThat(usual.export("$dtPG$ftT")).doesNotContain("ERROR");
            assertThat(other.export("$dtPG$ftT")).contains("ERROR");
            assertThat(other.export("$dtCF$ftT")).contains(":System");
        }
    }

    @Test
    void refusalsTagListsAndFilesCanLookOtherwise() throws IOException {
        for (Refusal look : Refusal.values()) {
            try (TestFlexy flexy = flexy(TestFlexy.QUICK.with(
                            WebQuirks.standard().withRefusal(look).withBinaryFiles(false)))
                    .on()) {
                WebResponse refused = flexy.get("rcgi.bin/ParamForm", Map.of("AST_Param", "$dtZZ$ftT"));
                flexy.put("a.bin", new byte[] {0, 65, (byte) 200});

                assertThat(refused.status()).isEqualTo(look == Refusal.STATUS ? 400 : 200);
                assertThat(TestFlexy.text(refused))
                        .startsWith(
                                switch (look) {
                                    case TEXT -> "ERROR: ";
                                    case PAGE, STATUS -> "<html>";
                                    case OTHER -> "export: unknown type";
                                });
                assertThat(flexy.export("$dtUF$ftB$ufa.bin")).isEqualTo("\0A&#200;");
                assertThat(TestFlexy.text(flexy.get("usr/a.bin", Map.of()))).isEqualTo("\0A&#200;");
            }
        }
        try (TestFlexy flexy = guessed(guesses -> guesses.with(new ExportQuirks(Set.of("Type", "IVGroupD"))))
                .on()) {
            assertThat(flexy.export("$dtTL$ftT"))
                    .contains("\"IVGroupC\";\"PageId\"", "\"UseCustomUnit\";\"Unit\"")
                    .doesNotContain("\"Type\"", "IVGroupD");
        }
    }

    @Test
    void javaCanGetTheBeginningOfALongFieldAlone() throws IOException {
        String program = "static class Lengths extends EvtWebFormListener { public void callForm(String form) {"
                + " try { write((\"\" + getWebVar(\"a\", \"\").length()).getBytes()); }"
                + " catch (IOException e) { throw new RuntimeException(e.toString()); } } }"
                + " public static void main(String[] a) throws Exception {"
                + " DefaultEventHandler.setDefaultWebFormtListener(new Lengths());"
                + " System.out.println(\"listens\"); DefaultEventHandler.runEventManager(); }";
        try (TestFlexy flexy = flexy(TestFlexy.QUICK.with(WebQuirks.standard().withLargestField(1)))
                .with(program)
                .on()) {
            flexy.awaitLog("[rt] listens");
            for (int length : List.of(1024, 1025)) {
                Map<String, String> form = Map.of("formName", "x", "a", "x".repeat(length));
                TestFlexy.await(
                        () -> TestFlexy.text(flexy.get("rcgi.bin/jvmForm", form))
                                .equals("1024"),
                        "an answer");
            }
        }
    }

    /** What a program says of each conversion. */
    private List<String> converted(Set<Conversions.Flaw> flaws) throws IOException {
        String program = "static void say(String s) { System.out.println(s); }"
                + " public static void main(String[] a) throws Exception {"
                + " say(\"\" + \"\\ud83d\\ude00\".getBytes(\"UTF-8\").length);"
                + " say(\"\" + \"\\u0000\".getBytes(\"UTF-8\").length);"
                + " say(\"\" + new String(new byte[] {65, (byte) 0xF0, 66}, \"UTF-8\").length());"
                + " say(\"\" + (char) \"\\u0141\".getBytes(\"ISO-8859-1\")[0]);"
                + " say(java.net.URLEncoder.encode(\"\\u0141\"));"
                + " say(Double.toString(0.30000000000000004));"
                + " say(\"\" + (Double.parseDouble(\"1.118\") == 1.118));"
                + " say(new java.text.DecimalFormat(\"0\").format(2.5));"
                + " say(\"z\" + new java.text.SimpleDateFormat(\"Z\").format(new Date(0)));"
                + " say(\"\" + TimeZone.getTimeZone(\"Asia/Kolkata\").getRawOffset()); }";
        try (TestFlexy flexy = guessed(guesses -> guesses.with(new Conversions(flaws)))
                .with(program)
                .on()) {
            flexy.awaitLog("Java VM: ended");
            return flexy.flexy().eventLog().stream()
                    .filter(line -> line.startsWith("[rt] "))
                    .map(line -> line.substring(5))
                    .toList();
        }
    }

    @Test
    void eachConversionIsWrongByItselfOrRight() throws IOException {
        List<String> wrong = List.of("6", "2", "1", "A", "%41", "0.3", "false", "3", "z", "0");
        List<String> right =
                List.of("4", "1", "3", "?", "%3F", "0.30000000000000004", "true", "2", "z+0000", "19800000");
        assertThat(converted(EnumSet.allOf(Conversions.Flaw.class))).isEqualTo(wrong);
        assertThat(converted(Set.of())).isEqualTo(right);
        Conversions.Flaw[] flaws = Conversions.Flaw.values();
        for (int i = 0; i < flaws.length; i++) {
            List<String> one = new ArrayList<>(right);
            one.set(i, wrong.get(i));
            assertThat(converted(Set.of(flaws[i]))).as("%s", flaws[i]).isEqualTo(one);
        }
    }

    @Test
    void eachGuessAboutTheScriptCanBeWrong() throws IOException {
        ScriptQuirks quirks = ScriptQuirks.standard()
                .withLongestCommand(300)
                .withVariablesStay(false)
                .withErases(false);
        try (TestFlexy flexy = guessed(guesses -> guesses.with(quirks)).on()) {
            flexy.put("a.txt", new byte[1]);
            flexy.script("a$=\"" + "x".repeat(300 - 5) + "\"");
            assertThat(TestFlexy.text(flexy.get(
                            "rcgi.bin/ExeScriptForm", Map.of("Command1", "a$=\"" + "x".repeat(301 - 5) + "\""))))
                    .contains("ERROR");
            flexy.script("b%=1", "ERASE \"/usr/a.txt\"");
            flexy.awaitLog("BASIC: no file /usr/a.txt");
            flexy.script("c%=1");
            TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"c%\"").equals("1"), "the second form");
            assertThat(flexy.export("$dtSE$ftT$se\"b%\"")).isEqualTo("0");
            assertThat(flexy.file("a.txt")).hasSize(1);
        }
    }

    /** A gateway whose program names a next one, and has ended in this way. */
    private TestFlexy ended(VmQuirks quirks, String end) throws IOException {
        String program = "public static void main(String[] a) throws Exception {"
                + " if (new File(\"/usr/once\").exists()) { System.out.println(\"next\"); return; }"
                + " new File(\"/usr/once\").createNewFile();"
                + " RuntimeControl.configureNextRunCommand(\"-heapsize 5M -classpath /usr/app.jar -emain Main\");"
                + end + "}";
        TestFlexy flexy = guessed(guesses -> guesses.with(quirks)).with(program).on();
        flexy.awaitLog("Java VM: ended");
        return flexy;
    }

    private void nextRuns(VmQuirks quirks, String end) throws IOException {
        try (TestFlexy flexy = ended(quirks, end)) {
            flexy.awaitLog("[rt] next");
        }
    }

    /** Were there a next one, it would run when a command that came later has. */
    private void nothingRuns(VmQuirks quirks, String end) throws IOException {
        try (TestFlexy flexy = ended(quirks, end)) {
            flexy.script("d%=1");
            TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"d%\"").equals("1"), "a command that came later");
            assertThat(flexy.flexy().eventLog()).containsOnlyOnce("Java VM: started");
        }
    }

    @Test
    void eachGuessAboutTheVmCanBeWrong() throws IOException {
        VmQuirks usual = VmQuirks.standard();
        String uncaught = "throw new Exception(\"on purpose\");";
        nextRuns(usual.withNext(true, false, false), "System.exit(0);");
        nextRuns(usual.withNext(false, true, false), "System.exit(7);");
        nextRuns(usual.withNext(false, false, true), uncaught);
        nothingRuns(usual.withNext(false, true, true), "System.exit(0);");
        nothingRuns(usual.withNext(true, false, true), "System.exit(7);");
        nothingRuns(usual.withNext(true, true, false), uncaught);

        String main = "public static void main(String[] a) throws Exception { System.out.println("
                + "Class.forName(\"Main\").getResourceAsStream(\"/Main.class\") == null ? \"none\" : \"read\"); }";
        try (TestFlexy flexy = guessed(guesses ->
                        guesses.with(VmQuirks.standard().withResources(false).withLargestHeap(25)))
                .with(main)
                .on()) {
            flexy.awaitLog("[rt] none");
        }
        try (TestFlexy flexy = guessed(guesses -> guesses).with(main).on()) {
            flexy.awaitLog("[rt] read");
        }
        try (TestFlexy flexy = guessed(
                        guesses -> guesses.with(VmQuirks.standard().withLargestHeap(24)))
                .with(main)
                .on()) {
            flexy.awaitLog("no memory for the heap");
        }
    }

    @Test
    void eachGuessAboutTheFlashCanBeWrong() throws IOException {
        FlashQuirks quirks = FlashQuirks.standard().withRenameOver(false).withSizeByUsr(false);
        Flash usual = new Flash(directory.resolve("usual"), FlashFaults.NONE);
        Flash other = new Flash(directory.resolve("other"), FlashFaults.NONE, quirks);
        for (Flash flash : List.of(usual, other)) {
            flash.write("/usr/a", new byte[] {1});
            flash.write("/usr/b", new byte[] {2});
        }

        assertThat(usual.rename("/usr/a", "/usr/b")).isTrue();
        assertThat(usual.read("/usr/b")).containsExactly(1);
        assertThat(usual.measuredBy("/usr")).isTrue();
        assertThat(other.rename("/usr/a", "/usr/b")).isFalse();
        assertThat(other.read("/usr/b")).containsExactly(2);
        assertThat(other.rename("/usr/a", "/usr/c")).isTrue();
        assertThat(other.measuredBy("/usr")).isFalse();
        assertThat(other.measuredBy("/usr/")).isTrue();
    }
}
