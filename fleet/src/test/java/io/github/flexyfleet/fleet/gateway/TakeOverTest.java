package io.github.flexyfleet.fleet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs that make way for the runtime, and come back when it is released. */
class TakeOverTest extends InstallationFixture {
    @Test
    void takenOverItIsSavedOnTheDeviceAndHereAndReleasePutsItBack() throws Exception {
        flexy.usr.put("jvmrun", FOREIGN.getBytes(ISO_8859_1));
        target = handled(true);

        installer().install();

        assertThat(flexy.text("jvmrun")).isEqualTo(release.commandLine() + "\n");
        assertThat(flexy.text(RuntimeInstaller.KEPT)).isEqualTo(FOREIGN);
        Path saved = folder.resolve("saved/d1.jvmrun");
        assertThat(saved).hasContent(FOREIGN);
        if (saved.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
                    .isEqualTo("rw-------");
        }
        flexy.done.clear();

        assertThat(removal().run().autorun()).contains(FOREIGN);

        assertThat(flexy.text("jvmrun")).isEqualTo(FOREIGN);
        assertThat(flexy.done)
                .containsExactly(
                        "export ES",
                        "read jvmrun",
                        "export PG",
                        "script",
                        "read jvmrun",
                        "stop",
                        "script",
                        "export SE",
                        "start /usr/other.jar");
        assertThat(saved).doesNotExist();
        assertThat(removal().run().autorun()).as("released once more").contains(FOREIGN);
    }

    /** The bounds of docs/operations.md, each call counted, those to a runtime that does not answer too. */
    @Test
    void onTheSlowestDeviceTakeOverAndReleaseStayWithinTheirCalls() throws Exception {
        flexy.usr.put("jvmrun", FOREIGN.getBytes(ISO_8859_1));
        flexy.program = SCRIPT;
        flexy.looks = 10;
        target = handled(true);
        RuntimeInstaller installer = installer();
        int before = talk2m.calls().size();

        installer.install();

        int downloadLooks = 2 * flexy.looks;
        int savedAndNewJvmrunReads = 2 * flexy.looks;
        assertThat(talk2m.calls().size() - before).isEqualTo(10 + downloadLooks + savedAndNewJvmrunReads);
        flexy.runtime = true;
        ScriptParking parking = parking();
        before = talk2m.calls().size();

        parking.park();

        assertThat(talk2m.calls().size() - before).isEqualTo(10);
        target.handling().saved().forget(target.device());
        flexy.runtime = false;
        flexy.runtimeStarts = true;
        RuntimeRemoval removal = removal();
        before = talk2m.calls().size();

        assertThat(removal.run()).isEqualTo(new Released(Optional.of(FOREIGN), Released.Script.BACK, false));

        assertThat(talk2m.calls().size() - before).isEqualTo(46);
    }

    @Test
    void withALostStateFolderReleaseFindsItOnTheDevice() throws Exception {
        flexy.usr.put("jvmrun", (release.commandLine() + "\n").getBytes(ISO_8859_1));
        flexy.usr.put(RuntimeInstaller.KEPT, FOREIGN.getBytes(ISO_8859_1));

        removal().run();

        assertThat(flexy.text("jvmrun")).isEqualTo(FOREIGN);
    }

    @Test
    void whereThereWasNothingReleaseErasesTheAutorunAndStopsJava() throws Exception {
        flexy.usr.put("jvmrun", (release.commandLine() + "\n").getBytes(ISO_8859_1));

        assertThat(removal().run()).isEqualTo(new Released(Optional.empty(), Released.Script.UNTOUCHED, true));

        assertThat(flexy.usr).doesNotContainKey("jvmrun");
        assertThat(flexy.done).endsWith("stop", "script", "export SE");
    }

    private RuntimeRemoval removal() {
        return new RuntimeRemoval(forms, client.devices().get(0), target, parking(), pace, PAUSE);
    }

    private ScriptParking parking() {
        return new ScriptParking(forms, runtime(), client.devices().get(0), target, pace, PAUSE);
    }

    @Test
    void aScriptThatConnectsAsThisDeviceIsRefused() {
        flexy.program = SCRIPT;

        DeviceProblem problem = refusal();

        assertThat(problem.code()).isEqualTo(ProblemCode.SAME_IDENTITY);
        assertThat(problem.what()).contains("contoso.azure-devices.net", "d1");
        assertThat(flexy.done).doesNotContain("script", "stop");
    }

    @Test
    void takenOverItIsSavedFirstParkedOnceTheRuntimeRunsAndReleasePutsItBack() throws Exception {
        flexy.program = SCRIPT;
        target = handled(true);

        installer().install();

        assertThat(flexy.program).as("until the runtime runs").isEqualTo(SCRIPT);
        Path saved = folder.resolve("saved/d1.bas");
        assertThat(saved).hasContent(SCRIPT);
        if (saved.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
                    .isEqualTo("rw-------");
        }
        assertThat(parking().isPending()).isTrue();
        flexy.runtime = true;

        parking().park();

        assertThat(flexy.program).startsWith("REM flexyfleet parked");
        assertThat(parking().isPending()).isFalse();

        flexy.usr.put("flexyfleet/slot1/device.key", new byte[] {1});

        flexy.done.clear();

        assertThat(removal().run().script()).isEqualTo(Released.Script.BACK);

        assertThat(flexy.done)
                .containsExactly(
                        "export ES",
                        "read jvmrun",
                        "export PG",
                        "restore",
                        "restore",
                        "export PG",
                        "read " + RuntimeInstaller.KEPT,
                        "script",
                        "read jvmrun",
                        "stop",
                        "script",
                        "export SE");
        assertThat(flexy.usr).doesNotContainKey("flexyfleet/slot1/device.key");
        assertThat(flexy.program).isEqualTo(SCRIPT);
        assertThat(folder.resolve("saved")).isEmptyDirectory();
    }

    @Test
    void aRuntimeThatIsDownIsStartedToPutTheScriptBack() throws Exception {
        parked();
        flexy.usr.put("jvmrun", (release.commandLine() + "\n").getBytes(ISO_8859_1));
        flexy.runtimeStarts = true;

        removal().run();

        assertThat(flexy.program).isEqualTo(SCRIPT);
    }

    @Test
    void aDeviceIsNotReleasedWhileItsScriptCannotComeBack() throws Exception {
        parked();
        flexy.usr.put("jvmrun", (release.commandLine() + "\n").getBytes(ISO_8859_1));

        DeviceProblemException failed = catchThrowableOfType(
                DeviceProblemException.class, () -> removal().run());

        assertThat(failed.problem().mend()).contains("program.saved", "taken-over");
        assertThat(flexy.usr).containsKey("jvmrun");
        assertThat(folder.resolve("saved/d1.bas")).exists();
    }

    @Test
    void aDeviceThatLostTheTextOfItsParkedScriptIsNotReleased() throws Exception {
        parked();
        flexy.runtime = true;
        flexy.forgetScript();

        DeviceProblemException failed = catchThrowableOfType(
                DeviceProblemException.class, () -> removal().run());

        assertThat(failed.problem().what()).contains("lost the text");
        assertThat(folder.resolve("saved/d1.bas")).hasContent(SCRIPT);
    }

    @Test
    void whereBothCopiesOfTheScriptAreLostTheReleaseGoesOnAndSaysSo() throws Exception {
        parked();
        Files.delete(folder.resolve("saved/d1.bas"));
        flexy.usr.put("jvmrun", (release.commandLine() + "\n").getBytes(ISO_8859_1));
        flexy.runtime = true;
        flexy.forgetScript();

        assertThat(removal().run().script()).isEqualTo(Released.Script.LOST);

        assertThat(flexy.usr).doesNotContainKey("jvmrun");
    }

    private void parked() throws Exception {
        flexy.program = SCRIPT;
        target = handled(true);
        ScriptParking.save(target, SCRIPT);
        flexy.runtime = true;
        parking().park();
        flexy.runtime = false;
    }

    @Test
    void aScriptThatConnectsAsSomebodyElseIsLeftAlone() throws Exception {
        flexy.program = "MQTT \"OPEN\", \"d2\", \"contoso.azure-devices.net\"\n";

        installer().install();

        assertThat(flexy.done).contains("start " + release.path());
    }
}
