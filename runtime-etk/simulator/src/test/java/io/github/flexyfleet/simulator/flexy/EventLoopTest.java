package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLoopTest {
    private static final String FORMS = """
            static class Forms extends EvtWebFormListener {
                public void callForm(String form) {
                    if (form.equals("bang")) throw new IllegalStateException("bang");
                    try {
                        setWebHeader("application/json");
                        write(("{\\"form\\":\\"" + form + "\\",\\"a\\":\\"" + getWebVar("a", "none") + "\\"}").getBytes());
                    } catch (IOException e) { throw new RuntimeException(e.toString()); }
                }
            }
            """;

    @TempDir
    Path directory;

    /** Waits little: some of these forms are never answered. */
    private static WebResponse form(TestFlexy flexy, String form) {
        return form(flexy, form, 100);
    }

    private static WebResponse form(TestFlexy flexy, String form, int millis) {
        return flexy.get("rcgi.bin/jvmForm", Map.of("formName", form, "a", "b c", "timeout", String.valueOf(millis)));
    }

    private static void awaitAnswer(TestFlexy flexy) {
        TestFlexy.await(() -> TestFlexy.text(form(flexy, "x")).startsWith("{"), "an answer of the form");
    }

    @Test
    void aFormAnswersWithTheListenersBodyAndType() {
        String program = FORMS + """
                  public static void main(String[] a) throws Exception {
                      DefaultEventHandler.setDefaultWebFormtListener(new Forms());
                      new EventHandlerThread(true);
                  }
                  """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            awaitAnswer(flexy);
            WebResponse response = form(flexy, "fleetStatus", 20_000);
            assertThat(response.contentType()).isEqualTo("application/json");
            assertThat(TestFlexy.text(response)).isEqualTo("{\"form\":\"fleetStatus\",\"a\":\"b c\"}");
        }
    }

    @Test
    void inThreadModeAnExceptionEndsOnlyItsThread() {
        String program = FORMS + """
                  public static void main(String[] a) throws Exception {
                      DefaultEventHandler.setDefaultWebFormtListener(new Forms());
                      DefaultEventHandler.setWebFormListenerThreadMode(true);
                      DefaultEventHandler.runEventManager();
                  }
                  """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            awaitAnswer(flexy);
            assertThat(TestFlexy.text(form(flexy, "bang"))).contains("<html>");
            awaitAnswer(flexy);
            assertThat(flexy.export("$dtEV$ftT")).contains("Java VM: started").doesNotContain("bang");
        }
    }

    @Test
    void withoutJavaTheFormIsAnHtmlError() {
        try (TestFlexy flexy = new TestFlexy(directory).on()) {
            assertThat(form(flexy, "fleetStatus").contentType()).isEqualTo("text/html");
        }
    }

    @Test
    void anExceptionOutOfACallbackEndsTheLoop() {
        String program = FORMS + """
                  public static void main(String[] a) throws Exception {
                      DefaultEventHandler.setDefaultWebFormtListener(new Forms());
                      try { DefaultEventHandler.runEventManager(); }
                      catch (IllegalStateException e) { System.out.println("loop ended: " + e.getMessage()); }
                      Object nobody = new Object();
                      synchronized (nobody) { nobody.wait(); }
                  }
                  """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            awaitAnswer(flexy);
            assertThat(TestFlexy.text(form(flexy, "bang"))).contains("<html>");
            flexy.awaitLog("loop ended: bang");
            assertThat(TestFlexy.text(form(flexy, "x"))).contains("<html>");
        }
    }

    @Test
    void theEventThreadStartsTheLoopAgain() {
        String program = FORMS + """
                  public static void main(String[] a) throws Exception {
                      DefaultEventHandler.setDefaultWebFormtListener(new Forms());
                      new EventHandlerThread(true);
                  }
                  """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            awaitAnswer(flexy);
            assertThat(TestFlexy.text(form(flexy, "bang"))).contains("<html>");
            awaitAnswer(flexy);
        }
    }

    @Test
    void tagChangesReachTheListenerOfTheirTagAndTheDefaultGetsTheRest() {
        String program = """
                static class Tag extends EvtTagValueListener {
                    final String who;
                    Tag(String who) { this.who = who; }
                    Tag(String who, String name) throws EWException { super(name); this.who = who; }
                    public void callTagChanged() {
                        System.out.println(who + " " + getTagName() + " " + getTagValueType() + " " + getChangedValueAsDouble());
                    }
                }
                public static void main(String[] a) throws Exception {
                    DefaultEventHandler.addTagValueListener(new Tag("own", "Count"));
                    DefaultEventHandler.setDefaultTagValueListener(new Tag("default"));
                    new EventHandlerThread(true);
                    System.out.println("ready");
                }
                """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            flexy.awaitLog("ready");
            TestFlexy.await(
                    () -> {
                        String value = String.valueOf(flexy.flexy().eventLog().size());
                        flexy.get("rcgi.bin/UpdateTagForm", Map.of("TagName1", "Count", "TagValue1", value));
                        return flexy.flexy().eventLog().stream().anyMatch(line -> line.startsWith("[rt] own Count 2"));
                    },
                    "event of Count");
            flexy.awaitLog("default Pump 0");
        }
    }

    @Test
    void exporterIsEmptyAtFirstAndItsReadOfOneByteIsSigned() {
        String program = """
                public static void main(String[] a) throws Exception {
                    Exporter first = new Exporter("$dtIV$ftT$tnLevel");
                    System.out.println("available " + (first.available() == 0));
                    byte[] b = new byte[4000];
                    int n = first.read(b, 0, b.length);
                    System.out.println("text " + new String(b, 0, 7));
                    System.out.println("end " + first.read(b, 0, b.length));
                    OutputStream out = new FileOutputStream("/usr/ff");
                    out.write(255);
                    out.close();
                    Exporter file = new Exporter("$dtUF$uf/usr/ff");
                    System.out.println("signed " + file.read() + " " + file.read());
                    SysControlBlock inf = new SysControlBlock(SysControlBlock.INF);
                    System.out.println("serial " + inf.getItem("sernum") + " " + inf.getItem("FwrVerHi") + "." + inf.getItem("FwrVerLo"));
                    System.out.println("free " + (FileSystemDriver.availableSizeImpl("/usr") < FileSystemDriver.totalSizeImpl("/usr")));
                    try { new TagControl("nope"); } catch (EWException e) { System.out.println("no tag"); }
                    try { new Exporter("$dtZZ$ftT"); } catch (IOException e) { System.out.println("no export"); }
                }
                """;
        try (TestFlexy flexy = new TestFlexy(directory).with(program).on()) {
            flexy.awaitLog("ended with exit code 0");
            assertThat(flexy.flexy().eventLog())
                    .contains(
                            "[rt] available true",
                            "[rt] text \"TagId\"",
                            "[rt] end -1",
                            "[rt] signed -1 0",
                            "[rt] serial 2005-0001-25 14.9",
                            "[rt] free true",
                            "[rt] no tag",
                            "[rt] no export");
        }
    }
}
