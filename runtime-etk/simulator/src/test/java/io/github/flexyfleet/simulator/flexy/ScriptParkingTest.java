package io.github.flexyfleet.simulator.flexy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real runtime parks the BASIC program of a virtual Flexy and puts it back. */
class ScriptParkingTest {
    private static final RuntimeJar JAR = RuntimeJar.of("1.0", RuntimeJar.Main.RUNS);
    private static final CustomerProgram PROGRAM = CustomerProgram.of("dev1", "eWONPROJECT.azure-devices.net");

    @TempDir
    Path directory;

    private final FlashCut flashCut = new FlashCut();
    private TestFlexy flexy;
    private int requests;

    @BeforeEach
    void start() throws IOException {
        Past past = Past.NONE
                .with(PROGRAM)
                .withFile(JAR.name(), JAR.content())
                .withFile("jvmrun", JAR.autorun().getBytes(UTF_8));
        flexy = new TestFlexy(directory, TestFlexy.NO_NETWORK, InstantSource.system(), past, flashCut.knobs()).on();
    }

    @AfterEach
    void stop() {
        flexy.close();
    }

    private String form(String wish, String request) {
        Map<String, String> fields =
                Map.of("formName", "fleetScript", "timeout", "2000", "do", wish, "request", request);
        return new String(
                flexy.flexy()
                        .answer(new WebRequest("POST", "rcgi.bin/jvmForm", fields, "adm", "secret"))
                        .body(),
                UTF_8);
    }

    private void finish(String wish) {
        String request = wish + ++requests;
        TestFlexy.await(() -> form(wish, request).contains("\"done\":true"), wish);
    }

    private void boot() {
        flexy.flexy().powerOff();
        flashCut.never();
        flexy.flexy().powerOn();
    }

    private String program() {
        return flexy.export("$dtPG");
    }

    @Test
    void aParkedProgramStaysParkedOverABootAndComesBack() {
        finish("park");
        assertThat(program()).startsWith("REM flexyfleet parked");
        boot();
        assertThat(program()).startsWith("REM flexyfleet parked");
        assertThat(directory.resolve("usr/flexyfleet/program.saved")).hasContent(PROGRAM.source());

        finish("restore");

        assertThat(program()).isEqualTo(PROGRAM.source());
        assertThat(directory.resolve("usr/flexyfleet/program.saved")).doesNotExist();
    }

    @Test
    void aPowerCutAtAnyChangeOfTheFlashLosesNoProgramAndTheNextAskFinishes() {
        for (String wish : new String[] {"park", "restore"}) {
            String other = wish.equals("park") ? "restore" : "park";
            int cuts = 0;
            for (boolean cut = true; cut; cuts++) {
                finish(other);
                flashCut.after(cuts);
                String request = "cut" + ++requests;
                TestFlexy.await(
                        () -> form(wish, request).contains("\"done\":true") || flashCut.hasCome(),
                        wish + " with a cut");
                cut = flashCut.hasCome();
                boot();
                finish(wish);
                finish("restore");
                assertThat(program()).as("%s, cut %d", wish, cuts).isEqualTo(PROGRAM.source());
            }
            assertThat(cuts).as(wish).isGreaterThan(2);
        }
    }
}
