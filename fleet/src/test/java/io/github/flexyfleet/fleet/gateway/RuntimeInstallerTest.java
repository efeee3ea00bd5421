package io.github.flexyfleet.fleet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.model.CallLimit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeInstallerTest extends InstallationFixture {
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

        DeviceProblem problem = refusal();

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

    @ParameterizedTest
    @CsvSource({"ParamForm,EBD", "jvmCmd,JVM", "ExeScriptForm,Change configuration"})
    void aMissingRightIsNamedAndNothingIsChanged(String form, String right) {
        flexy.forbidden = form;

        DeviceProblem problem = refusal();

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

        DeviceProblem problem = refusal();

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

        DeviceProblem problem = refusal();

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
