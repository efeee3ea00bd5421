package io.github.flexyfleet.fleet.rollout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.talk2m.FakeTalk2m;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeInstallerTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String SCRIPT = """
            Rem --- eWON start section
            DeviceId$ = "d1"
            MQTT "OPEN", DeviceId$, "contoso.azure-devices.net"
            """;
    private static final String FOREIGN = "#IOSERVER\n-heapsize 25M -classpath /usr/other.jar -emain other.Main\r\n";

    @TempDir
    Path folder;

    private final FakeTalk2m talk2m = new FakeTalk2m();
    private final M2WebClient client = talk2m.client();
    private final FlexyForms forms = new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN);
    private final FakeFlexy flexy = new FakeFlexy();
    private final VirtualPace pace = new VirtualPace();
    private RuntimeRelease release;
    private DeviceTarget target;

    @BeforeEach
    void connect() {
        byte[] jar = new byte[5000];
        new Random(9).nextBytes(jar);
        flexy.web = jar;
        release = RuntimeRelease.of("1.2.3", jar, Optional.of("https://downloads.example/" + "x".repeat(300) + ".jar"));
        target = handled(false);
        talk2m.onDevice = flexy;
    }

    @AfterEach
    void close() {
        client.close();
        talk2m.close();
    }

    private DeviceTarget handled(boolean takeOver) {
        return Targets.target("d1")
                .with(new DeviceTarget.Handling(takeOver, false, new SavedPrograms(folder.resolve("saved"))));
    }

    private RuntimeInstaller installer() {
        return new RuntimeInstaller(forms, client.devices().get(0), release, target, pace, PAUSE);
    }

    private DeviceResult.Problem refusal() {
        return catchThrowableOfType(
                        DeviceProblemException.class, () -> installer().install())
                .problem();
    }

    private String jar() {
        return release.path().substring(5);
    }

    @Test
    void aFactoryNewDeviceGetsTheJarWhichIsReadBackOnce() throws Exception {
        RuntimeInstaller installer = installer();

        assertThat(installer.restart()).isFalse();
        installer.install();

        assertThat(flexy.done)
                .containsExactly(
                        "export ES",
                        "read jvmrun",
                        "export PG",
                        "stop",
                        "script",
                        "script",
                        "export SE",
                        "read " + jar(),
                        "script",
                        "read jvmrun",
                        "start " + release.path());
        assertThat(flexy.text("jvmrun")).isEqualTo(release.commandLine() + "\n");
    }

    @Test
    void aJarThatAnInterruptedRunHadFetchedIsLookedForAndNotFetchedAgain() throws Exception {
        flexy.actionStatus = 1;
        refusal();
        flexy.usr.put(jar(), release.content());
        flexy.done.clear();

        installer().install();

        assertThat(flexy.done)
                .containsExactly(
                        "export ES",
                        "read jvmrun",
                        "export PG",
                        "stop",
                        "read " + jar(),
                        "script",
                        "read jvmrun",
                        "start " + release.path());
    }

    @Test
    void aDownloadThatAnInterruptedRunLeftUnderWayIsWaitedFor() throws Exception {
        flexy.actionStatus = -1;
        refusal();
        flexy.arrivesAtNextLook(release.content());
        flexy.done.clear();

        installer().install();

        assertThat(flexy.downloads).isEqualTo(1);
        assertThat(flexy.usr.get(jar())).isEqualTo(release.content());
    }

    @Test
    void aDownloadOfAnInterruptedRunThatBroughtHalfIsDoneAgain() throws Exception {
        flexy.actionStatus = 1;
        refusal();
        flexy.actionStatus = 0;
        flexy.usr.put(jar(), new byte[] {1, 2});

        installer().install();

        assertThat(flexy.downloads).isEqualTo(2);
        assertThat(flexy.usr.get(jar())).isEqualTo(release.content());
    }

    @Test
    void whereAPowerCutTookOnlyTheAutorunTheJarIsNotFetchedAgain() throws Exception {
        installer().install();
        flexy.usr.remove("jvmrun");

        installer().install();

        assertThat(flexy.downloads).isEqualTo(1);
        assertThat(flexy.text("jvmrun")).isEqualTo(release.commandLine() + "\n");
    }

    @Test
    void aHalfOrForeignJarOfTheSameNameIsReplaced() throws Exception {
        flexy.usr.put(jar(), new byte[] {1, 2});

        installer().install();

        assertThat(flexy.usr.get(jar())).isEqualTo(release.content());
        assertThat(flexy.done.stream().filter(("read " + jar())::equals)).hasSize(1);
    }

    @Test
    void aRuntimeThatWasOnlyStoppedIsStartedWithoutAnyDownload() throws Exception {
        flexy.usr.put("jvmrun", (release.commandLine() + "\n").getBytes(ISO_8859_1));

        assertThat(installer().restart()).isTrue();

        assertThat(flexy.done)
                .containsExactly("export ES", "read jvmrun", "export PG", "stop", "start " + release.path());
    }

    @ParameterizedTest
    @CsvSource({"2005-0002-25,9,WRONG_SERIAL", "2005-0001-25,4,FIRMWARE_TOO_OLD"})
    void anotherMachineOrOldFirmwareIsRefusedAfterOneRead(String serial, String firmware, ProblemCode code) {
        flexy.serial = serial;
        flexy.firmware = firmware;

        assertThat(refusal().code()).isEqualTo(code);
        assertThat(flexy.done).containsExactly("export ES");
    }

    @Test
    void anotherJavaProgramIsRefusedAndNamed() {
        flexy.usr.put("jvmrun", FOREIGN.getBytes(ISO_8859_1));

        DeviceResult.Problem problem = refusal();

        assertThat(problem.code()).isEqualTo(ProblemCode.FOREIGN_PROGRAM);
        assertThat(problem.what()).contains("/usr/other.jar");
        assertThat(flexy.done).doesNotContain("script", "stop");
    }

    /** Such a command starts nothing. Refused as a foreign one, the device would need somebody's hand. */
    @Test
    void whatAPowerCutLeftOfOurOwnCommandIsReplaced() throws Exception {
        String command = release.commandLine();
        for (int length : new int[] {12, command.indexOf(".jar"), command.length() - 3}) {
            flexy.usr.put("jvmrun", command.substring(0, length).getBytes(ISO_8859_1));

            installer().install();

            assertThat(flexy.text("jvmrun")).as("torn at %d", length).isEqualTo(command + "\n");
        }
    }

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

    private RuntimeClient runtime() {
        return new RuntimeClient(forms, M2WebSettings.Retries.standard(new Random(2), pause -> {}));
    }

    @Test
    void aScriptThatConnectsAsThisDeviceIsRefused() {
        flexy.program = SCRIPT;

        DeviceResult.Problem problem = refusal();

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

    @ParameterizedTest
    @CsvSource({"ParamForm,EBD", "jvmCmd,JVM", "ExeScriptForm,Change configuration"})
    void aMissingRightIsNamedAndNothingIsChanged(String form, String right) {
        flexy.forbidden = form;

        DeviceResult.Problem problem = refusal();

        assertThat(problem.code()).isEqualTo(ProblemCode.RIGHT_MISSING);
        assertThat(problem.what()).contains(right);
        assertThat(flexy.usr).isEmpty();
    }

    @Test
    void aUserWhoMayNotAskJavaIsToldAtTheFirstCall() throws Exception {
        flexy.forbidden = "jvmForm";
        CallBudget budget = new CallBudget("acme", CallLedger.inMemory(), new CallLimit(1000, 0), pace::now);
        Talk2mLink link = new Talk2mLink(
                new Talk2mLink.Access(forms, runtime(), client.devices().get(0), budget.admit(12), () -> {}),
                release,
                target,
                pace,
                PAUSE,
                () -> 0);

        DeviceProblemException refused = catchThrowableOfType(DeviceProblemException.class, link::status);

        assertThat(refused.problem().code()).isEqualTo(ProblemCode.RIGHT_MISSING);
        assertThat(refused.problem().what()).contains("Java Forms access");
    }

    @Test
    void aUserWhoMayNotStopTheOtherProgramLeavesItsAutorunInPlace() {
        flexy.usr.put("jvmrun", FOREIGN.getBytes(ISO_8859_1));
        target = handled(true);
        flexy.forbidden = "jvmCmd";

        assertThat(refusal().code()).isEqualTo(ProblemCode.RIGHT_MISSING);
        assertThat(flexy.text("jvmrun")).isEqualTo(FOREIGN);
    }

    @Test
    void aFailedDownloadSaysWhatTheDevicesEventLogSays() {
        flexy.actionStatus = 32601;

        DeviceResult.Problem problem = refusal();

        assertThat(problem.code()).isEqualTo(ProblemCode.DOWNLOAD_FAILED);
        assertThat(problem.what()).contains("32601", "HTTP request failed");
        assertThat(flexy.usr).isEmpty();
    }

    @Test
    void aFullFlashIsToldFromAFailedDownload() {
        flexy.actionStatus = 1;
        flexy.lastEvent = "cannot write /usr/flexyfleet.jar";

        assertThat(refusal().code()).isEqualTo(ProblemCode.FLASH_FULL);
    }

    @Test
    void aJarThatWasCutShortIsNotStarted() {
        flexy.web = java.util.Arrays.copyOf(release.content(), 4000);

        DeviceResult.Problem problem = refusal();

        assertThat(problem.code()).isEqualTo(ProblemCode.FLASH_FULL);
        assertThat(problem.what()).contains("4000 of 5000");
        assertThat(flexy.done).noneMatch(line -> line.startsWith("start"));
        assertThat(flexy.usr).doesNotContainKey("jvmrun");
    }

    @Test
    void anotherJarIsNotStarted() {
        flexy.web = new byte[5000];

        assertThat(refusal().code()).isEqualTo(ProblemCode.RUNTIME_DAMAGED);
        assertThat(flexy.usr).doesNotContainKey("jvmrun");
    }

    @Test
    void aDownloadThatNeverEndsIsLookedAtABoundedNumberOfTimes() {
        flexy.actionStatus = -1;

        assertThat(refusal().code()).isEqualTo(ProblemCode.DOWNLOAD_FAILED);
        assertThat(flexy.done.stream().filter("export SE"::equals)).hasSize(JarDownload.LOOKS);
        assertThat(Map.of("calls", flexy.done.size())).containsEntry("calls", 4 + 1 + 2 * JarDownload.LOOKS + 1);
    }
}
