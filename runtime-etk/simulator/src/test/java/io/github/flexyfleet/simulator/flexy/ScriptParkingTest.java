package io.github.flexyfleet.simulator.flexy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final AtomicInteger changesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private TestFlexy flexy;
    private int requests;

    @BeforeEach
    void start() throws IOException {
        FlashFaults faults = (operation, path, bytes) -> {
            int left = changesLeft.getAndDecrement();
            if (left > 0) {
                return bytes;
            }
            if (left == 0 && operation == FlashFaults.Operation.WRITE) {
                return bytes / 2;
            }
            throw new VmKilled();
        };
        Knobs knobs = new Knobs(
                Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(30), Duration.ofMillis(2), faults);
        Past past = Past.NONE
                .with(PROGRAM)
                .withFile(JAR.name(), JAR.content())
                .withFile("jvmrun", JAR.autorun().getBytes(UTF_8));
        flexy = new TestFlexy(directory, TestFlexy.NO_NETWORK, InstantSource.system(), past, knobs).on();
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
        changesLeft.set(Integer.MAX_VALUE);
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
                changesLeft.set(cuts);
                String request = "cut" + ++requests;
                TestFlexy.await(
                        () -> form(wish, request).contains("\"done\":true") || changesLeft.get() < 0,
                        wish + " with a cut");
                cut = changesLeft.get() < 0;
                boot();
                finish(wish);
                finish("restore");
                assertThat(program()).as("%s, cut %d", wish, cuts).isEqualTo(PROGRAM.source());
            }
            assertThat(cuts).as(wish).isGreaterThan(2);
        }
    }
}
