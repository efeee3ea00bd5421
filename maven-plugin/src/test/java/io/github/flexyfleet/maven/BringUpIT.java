package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Released;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.report.ConsoleLog;
import io.github.flexyfleet.fleet.report.ConsoleStatus;
import io.github.flexyfleet.fleet.report.HubSight;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.simulator.flexy.CustomerProgram;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EventLog;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Bringing up devices from other states than factory-new, in the whole rehearsal world. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class BringUpIT {
    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final String FOREIGN = "-heapsize 25M -classpath /usr/other.jar -emain other.Main\n";

    /** An installation, what it saves first, and the bundle. */
    private static final int MOST_OF_A_TAKE_OVER = 64 + 12 + 12;

    /** Of the device, and of the run: login, device list and the like. */
    private static final int MOST_OF_A_RELEASE = 46 + 8;

    @TempDir
    Path folder;

    @Test
    void aNewerRuntimeComesThroughTheOldOneAndACopyThatCannotRunGivesWayAgain() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            assertThat(fleet.deploy(ENOUGH).done()).isTrue();
            RuntimeRelease old = fleet.surroundings().release();
            RuntimeRelease next = RuntimeRelease.of("99.1", ofVersion(old, "99.1", false), Optional.empty());
            fleet.use(next);

            DeviceResult result = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(result.problem()).isEmpty();
            assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
            assertThat(version(fleet)).isEqualTo("99.1");
            assertThat(fleet.flash(1).resolve("jvmrun")).hasContent(next.commandLine());
            assertThat(result.calls()).as("docs/operations.md").isLessThanOrEqualTo(22);

            fleet.use(RuntimeRelease.of("99.2", ofVersion(old, "99.2", true), Optional.empty()));
            DeviceResult refused = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(refused.outcome()).isEqualTo(Outcome.REVERTED);
            assertThat(refused.problem().orElseThrow().code()).isEqualTo(ProblemCode.RUNTIME_FELL_BACK);
            assertThat(version(fleet)).isEqualTo("99.1");
            assertThat(fleet.flash(1).resolve("jvmrun")).hasContent(next.commandLine());
        }
    }

    private static String version(RehearsedFleet fleet) throws Exception {
        return fleet.states().get(0).status().orElseThrow().program().version();
    }

    /** The same runtime under another version; broken, its main class is damaged. */
    private static byte[] ofVersion(RuntimeRelease release, String version, boolean broken) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(release.content()));
                JarOutputStream out = new JarOutputStream(bytes)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new JarEntry(entry.getName()));
                boolean damaged = broken && entry.getName().endsWith("runtime/Main.class");
                out.write(damaged ? new byte[] {1} : ofVersion(content, release.version(), version));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] ofVersion(byte[] classFile, String from, String to) {
        ClassWriter writer = new ClassWriter(0);
        Remapper version = new Remapper(org.objectweb.asm.Opcodes.ASM9) {
            @Override
            public Object mapValue(Object value) {
                return from.equals(value) ? to : super.mapValue(value);
            }
        };
        new ClassReader(classFile).accept(new ClassRemapper(org.objectweb.asm.Opcodes.ASM9, writer, version) {}, 0);
        return writer.toByteArray();
    }

    @Test
    void aFullFlashIsNamedAndNothingOfTheRuntimeStays() throws Exception {
        Path usr;
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            usr = fleet.flash(1);
        }
        Path history = usr.resolve("history.bin");
        Files.write(history, new byte[29 * 1024 * 1024 - 20_000]);
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            DeviceResult full = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(full.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(full.problem().orElseThrow().code()).isEqualTo(ProblemCode.FLASH_FULL);
            assertThat(usr).isDirectoryNotContaining(file -> !file.equals(history));
        }
        Files.delete(history);
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            assertThat(fleet.deploy(ENOUGH).done()).isTrue();
        }
    }

    @Test
    void anotherJavaProgramMakesWayOnlyWhenToldAndComesBack() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            Path autorun = fleet.flash(1).resolve("jvmrun");
            Files.writeString(autorun, FOREIGN);

            DeviceResult refused = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.problem().orElseThrow().code()).isEqualTo(ProblemCode.FOREIGN_PROGRAM);
            assertThat(fleet.surroundings().world().deviceWrites()).isZero();

            fleet.setDefault("takeOver: true");
            DeviceResult taken = fleet.deploy(ENOUGH).devices().get(0);
            assertThat(taken.outcome()).isEqualTo(Outcome.CONFIRMED);
            assertThat(taken.calls()).as("docs/operations.md").isLessThanOrEqualTo(MOST_OF_A_TAKE_OVER);
            assertThat(folder.resolve("taken-over/pump-1.jvmrun")).hasContent(FOREIGN);
            DeviceTarget target = fleet.targets().targets().get(0);

            long before = fleet.surroundings().world().talk2mCalls();
            Released left = fleet.engine().release(target);
            long calls = fleet.surroundings().world().talk2mCalls() - before;

            assertThat(calls).as("docs/operations.md").isLessThanOrEqualTo(MOST_OF_A_RELEASE);

            assertThat(left).isEqualTo(new Released(Optional.of(FOREIGN), Released.Script.UNTOUCHED, true));
            assertThat(keys(fleet)).isEmpty();

            assertThat(autorun).hasContent(FOREIGN);
            assertThat(fleet.states().get(0).status()).as("no runtime answers").isEmpty();
        }
    }

    @Test
    void aScriptThatPublishesAsTheDeviceMakesWayOnlyWhenToldAndComesBack() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            String text = runScript(fleet);
            awaitMessages(fleet, false, 1);

            DeviceResult refused = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.problem().orElseThrow().code()).isEqualTo(ProblemCode.SAME_IDENTITY);
            assertThat(fleet.surroundings().world().deviceWrites()).isZero();
            awaitMessages(fleet, false, 2);

            fleet.setDefault("takeOver: true");
            DeviceResult taken = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(taken.problem()).isEmpty();
            assertThat(taken.outcome()).isEqualTo(Outcome.CONFIRMED);
            assertThat(taken.calls()).as("docs/operations.md").isLessThanOrEqualTo(MOST_OF_A_TAKE_OVER);
            assertThat(folder.resolve("taken-over/pump-1.bas")).hasContent(text);
            assertThat(fleet.flash(1).resolve("flexyfleet/program.saved")).hasContent(text);
            assertThat(awaitMessages(fleet, true, 3)).as("the script is silent").isZero();
            fleet.reboot();
            assertThat(awaitMessages(fleet, true, 3))
                    .as("the script is silent after a boot")
                    .isZero();
            assertThat(fleet.deploy(ENOUGH).devices().get(0).calls())
                    .as("of a healthy device")
                    .isEqualTo(1);

            long before = fleet.surroundings().world().talk2mCalls();
            Released left = fleet.engine().release(fleet.targets().targets().get(0));
            long calls = fleet.surroundings().world().talk2mCalls() - before;

            assertThat(calls).as("docs/operations.md").isLessThanOrEqualTo(MOST_OF_A_RELEASE);

            assertThat(left).isEqualTo(new Released(Optional.empty(), Released.Script.BACK, true));
            assertThat(keys(fleet)).isEmpty();
            assertThat(fleet.states().get(0).status()).as("no runtime answers").isEmpty();
            assertThat(awaitMessages(fleet, false, 2)).as("of the runtime").isZero();
            assertThat(fleet.flash(1).resolve("flexyfleet/program.saved")).doesNotExist();
            assertThat(folder.resolve("taken-over")).isEmptyDirectory();
        }
    }

    /** Private keys of the runtime on flash. */
    private static List<Path> keys(RehearsedFleet fleet) throws IOException {
        try (Stream<Path> all = Files.walk(fleet.flash(1).resolve("flexyfleet"))) {
            return all.filter(path -> path.endsWith("device.key")).toList();
        }
    }

    /** A program in use already, with the device's own certificate; answers its text as the Flexy shows it. */
    private static String runScript(RehearsedFleet fleet) throws Exception {
        DeviceTarget target = fleet.targets().targets().get(0);
        Path usr = fleet.flash(1);
        for (String[] file :
                new String[][] {{"device.crt", "pump-1.crt"}, {"device.key", "pump-1.key"}, {"roots.pem", "root.pem"}
                }) {
            Files.write(
                    usr.resolve(file[1]),
                    target.bundle().file(file[0]).orElseThrow().content());
        }
        String print = target.fingerprint().orElseThrow().hex();
        fleet.surroundings().world().registry().create(DeviceSettings.selfSigned("pump-1", print, print));
        CustomerProgram program = new CustomerProgram(
                "pump-1",
                "eWONPROJECT.azure-devices.net",
                "/usr/root.pem",
                "ABCD",
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(5));
        fleet.reopenWith(program);
        return program.source();
    }

    /**
     * Waits for messages from now on, of the runtime or of something else.
     *
     * @return how many came of the other kind meanwhile
     */
    private static int awaitMessages(RehearsedFleet fleet, boolean ofTheRuntime, int wanted) throws Exception {
        EventLog log = fleet.surroundings().world().events();
        long position = log.last();
        int others = 0;
        for (int met = 0; met < wanted; ) {
            List<HubEvent> fresh = log.await(position, ENOUGH);
            assertThat(fresh).as("messages in time").isNotEmpty();
            for (HubEvent event : fresh) {
                position = event.position();
                if (event.properties().containsKey("cfg") == ofTheRuntime) {
                    met++;
                } else {
                    others++;
                }
            }
        }
        return others;
    }

    @Test
    void statusShowsTheWholeFleetAndLogsADevice() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 2, "S1")) {
            assertThat(fleet.deploy(ENOUGH).done()).isTrue();

            List<DeviceState> states = fleet.states();

            assertThat(states).extracting(DeviceState::calls).containsOnly(1);
            assertThat(String.join(
                            "\n", ConsoleStatus.table(states, new HubSight.NotLooked("nobody asked"), Instant.now())))
                    .contains(
                            "pump-1",
                            "pump-2",
                            "current",
                            "connected",
                            "RUNTIME",
                            "CERTIFICATE EXPIRES",
                            "SPOOL",
                            "not looked");
            List<String> log = ConsoleLog.lines(
                    fleet.engine().logs(fleet.targets().targets().get(0), 50));
            assertThat(log).anyMatch(line -> line.contains("  runtime  ") && line.contains("confirmed"));
            assertThat(log).anyMatch(line -> line.contains("  flexy    ") && line.contains("Java VM: started"));
        }
    }

    @Test
    void aConfigurationChangeStaysWithinItsCallsAndNoChangeTakesOne() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            assertThat(fleet.deploy(ENOUGH).done()).isTrue();
            fleet.change("eWONPROJECT.azure-devices.net", 1, 25);

            assertThat(fleet.deploy(ENOUGH).devices().get(0).calls()).isLessThanOrEqualTo(12);
            DeviceResult unchanged = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(unchanged.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(unchanged.calls()).isEqualTo(1);
        }
    }
}
