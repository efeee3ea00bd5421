package io.github.flexyfleet.simulator.flexy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.net.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real runtime replaces itself on a virtual Flexy, and comes back whatever the new one does. */
class RuntimeUpdateTest {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final Pattern HAVE = Pattern.compile("\"have\":(\\d+)");
    private static final RuntimeJar OLD = RuntimeJar.of("1.0", RuntimeJar.Main.RUNS);
    private static final RuntimeJar NEW = RuntimeJar.of("2.0", RuntimeJar.Main.RUNS);

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final FlashCut flashCut = new FlashCut();
    private VirtualFlexy flexy;

    @BeforeEach
    void installTheOldRuntime() throws IOException {
        Path usr = Files.createDirectories(directory.resolve("usr"));
        Files.write(usr.resolve(OLD.name()), OLD.content());
        Files.writeString(usr.resolve("jvmrun"), OLD.autorun());
        FlexySpec spec = new FlexySpec(
                "Pump 1",
                "2005-0001-25",
                "14.9s0",
                ZoneId.of("Europe/Berlin"),
                List.of(FlexySpec.User.administrator("adm", "secret")),
                TestFlexy.TAGS,
                42);
        flexy = new VirtualFlexy(spec, directory, TestFlexy.NO_NETWORK, clock, flashCut.knobs());
        flexy.powerOn();
        awaitRuntime(OLD);
    }

    @AfterEach
    void close() {
        flexy.close();
    }

    @Test
    void aNewRuntimeIsTriedKeptAndStartedByTheNextBoot() throws IOException {
        send(NEW);
        assertThat(ask("fleetJarTry", NEW, "600")).contains("\"ok\":true");
        awaitRuntime(NEW);
        assertThat(status()).contains("\"runtimeTrialSeconds\":");
        assertThat(autorun()).as("a boot now would end in the old one").isEqualTo(OLD.autorun());

        assertThat(ask("fleetJarKeep", NEW, "")).contains("\"ok\":true");

        assertThat(autorun()).isEqualTo(NEW.autorun());
        assertThat(status()).doesNotContain("runtimeTrialSeconds");
        flexy.powerOff();
        flexy.powerOn();
        awaitRuntime(NEW);
        assertThat(directory.resolve("usr").resolve(OLD.name())).exists();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWS", "ENDS", "HANGS"})
    void aNewRuntimeThatDoesNotComeUpGivesWayToTheOldOne(RuntimeJar.Main main) throws IOException {
        RuntimeJar bad = RuntimeJar.of("2.0", main);
        long boots = boots();
        send(bad);

        ask("fleetJarTry", bad, "600");

        TestFlexy.await(
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return status().contains("\"runtime\":\"1.0\"") && boots() > boots;
                },
                "the old runtime again, in " + flexy.eventLog());
        assertThat(autorun()).isEqualTo(OLD.autorun());
    }

    @Test
    void aNewRuntimeThatIsNotKeptGivesWayToTheOldOne() {
        send(NEW);
        ask("fleetJarTry", NEW, "60");
        awaitRuntime(NEW);

        awaitRuntime(OLD);

        assertThat(ask("fleetJarKeep", NEW, "")).contains("not-candidate");
    }

    @Test
    void theSameVersionBuiltAnewCanBeTriedToo() throws IOException {
        RuntimeJar again = new RuntimeJar(
                "1.0", RuntimeJar.of("1.0", RuntimeJar.Main.THROWS).content());
        send(again);
        long boots = boots();

        ask("fleetJarTry", again, "600");

        TestFlexy.await(
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return status().contains("\"runtime\":\"1.0\"") && boots() > boots;
                },
                "the old runtime again");
        assertThat(autorun()).isEqualTo(OLD.autorun());
    }

    @Test
    void aPowerCutAtAnyChangeOfTheFlashEndsInAWorkingRuntimeAndTheNextTryFinishes() throws IOException {
        int cuts = 0;
        boolean cut = true;
        while (cut) {
            flexy.powerOff();
            installAgain();
            flashCut.never();
            flexy.powerOn();
            awaitRuntime(OLD);
            // The first chunks are alike.
            sendSome(NEW, NEW.content().length - 12 * 1024);
            flashCut.after(cuts);
            update();
            cut = flashCut.hasCome();
            flexy.powerOff();
            flashCut.never();
            flexy.powerOn();

            TestFlexy.await(
                    () -> {
                        clock.advance(Duration.ofMillis(200));
                        return status().contains("\"runtime\":\"");
                    },
                    "any runtime after cut " + cuts);
            assertThat(autorun()).isIn(OLD.autorun(), NEW.autorun());
            update();
            awaitRuntime(NEW);
            assertThat(autorun()).isEqualTo(NEW.autorun());
            cuts++;
        }
        assertThat(cuts).isGreaterThan(8);
    }

    private void installAgain() throws IOException {
        Path usr = directory.resolve("usr");
        Files.writeString(usr.resolve("jvmrun"), OLD.autorun());
        Files.write(usr.resolve(OLD.name()), OLD.content());
        Files.deleteIfExists(usr.resolve(NEW.name()));
    }

    /** As the orchestrator does it, but in one go; gives up when nothing answers. */
    private void update() {
        if (!sendSome(NEW, Integer.MAX_VALUE)) {
            return;
        }
        ask("fleetJarTry", NEW, "600");
        for (int tries = 0; tries < 400; tries++) {
            clock.advance(Duration.ofMillis(200));
            if (status().contains("\"runtime\":\"2.0\"")) {
                ask("fleetJarKeep", NEW, "");
                return;
            }
            if (flashCut.hasCome()) {
                return;
            }
            pause();
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }

    private void send(RuntimeJar jar) {
        assertThat(sendSome(jar, Integer.MAX_VALUE)).isTrue();
    }

    /** Sends to this offset or the end; false when the device does not take it. */
    private boolean sendSome(RuntimeJar jar, int end) {
        int have = 0;
        for (int tries = 0; have < Math.min(end, jar.content().length); tries++) {
            byte[] chunk = Arrays.copyOfRange(jar.content(), have, Math.min(jar.content().length, have + 12 * 1024));
            Map<String, String> fields = fields(jar);
            fields.put("size", Integer.toString(jar.content().length));
            fields.put("offset", Integer.toString(have));
            fields.put("data", Base64.getEncoder().encodeToString(chunk));
            String answer = form("fleetJar", fields);
            Matcher told = HAVE.matcher(answer);
            if (tries > 40) {
                return false;
            }
            have = told.find() ? Integer.parseInt(told.group(1)) : 0;
        }
        return true;
    }

    private static Map<String, String> fields(RuntimeJar jar) {
        return new HashMap<>(Map.of("version", jar.version(), "sha256", jar.sha256()));
    }

    private String ask(String form, RuntimeJar jar, String seconds) {
        Map<String, String> fields = fields(jar);
        fields.put("seconds", seconds);
        return form(form, fields);
    }

    private String form(String name, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("formName", name);
        all.put("timeout", "2000");
        return new String(
                flexy.answer(new WebRequest("POST", "rcgi.bin/jvmForm", all, "adm", "secret"))
                        .body(),
                UTF_8);
    }

    private String status() {
        return form("fleetStatus", Map.of());
    }

    private long boots() {
        Matcher boot = Pattern.compile("\"boot\":(\\d+)").matcher(status());
        return boot.find() ? Long.parseLong(boot.group(1)) : 0;
    }

    private String autorun() throws IOException {
        return Files.readString(directory.resolve("usr/jvmrun"), ISO_8859_1);
    }

    private void awaitRuntime(RuntimeJar jar) {
        java.time.Instant end = clock.instant().plus(LONG);
        TestFlexy.await(
                () -> {
                    if (clock.instant().isBefore(end)) {
                        clock.advance(Duration.ofMillis(500));
                    }
                    return status().contains("\"runtime\":\"" + jar.version() + "\"");
                },
                "runtime " + jar.version());
    }
}
