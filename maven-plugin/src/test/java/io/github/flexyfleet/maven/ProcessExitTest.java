package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.maven.ProcessExit.Ended;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessExitTest {
    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher flexy:plan";
    private final MojoFailureException ours = new MojoFailureException("halted");

    @ParameterizedTest
    @CsvSource({"DONE,-1", "CHANGES_PENDING,2", "DONE_WITH_DEBT,4"})
    void aGoalThatSucceedsGivesItsCode(ExitClass exit, int code) {
        assertThat(ProcessExit.code(true, List.of(), List.of(succeeded(exit)))).isEqualTo(optional(code));
    }

    @ParameterizedTest
    @CsvSource({"HALTED,3", "ERROR,-1"})
    void aGoalThatFailsGivesItsCode(ExitClass exit, int code) {
        Exception told = new IllegalStateException("Maven's own words", ours);

        assertThat(ProcessExit.code(true, List.of(told), List.of(new Ended(exit, Optional.of(ours)))))
                .isEqualTo(optional(code));
    }

    @Test
    void anErrorOfSomethingElseStaysAnError() {
        assertThat(ProcessExit.code(
                        true,
                        List.of(new IllegalStateException("other")),
                        List.of(succeeded(ExitClass.CHANGES_PENDING))))
                .isEmpty();
        assertThat(ProcessExit.code(
                        true,
                        List.of(ours, new IllegalStateException("other")),
                        List.of(new Ended(ExitClass.HALTED, Optional.of(ours)))))
                .isEmpty();
    }

    @Test
    void aBuildThatIsInterruptedEndsAsItWould() {
        assertThat(ProcessExit.code(false, List.of(), List.of(succeeded(ExitClass.CHANGES_PENDING))))
                .isEmpty();
    }

    @Test
    void ofSeveralProjectsTheGravestCounts() {
        assertThat(ProcessExit.code(
                        true,
                        List.of(),
                        List.of(
                                succeeded(ExitClass.CHANGES_PENDING),
                                succeeded(ExitClass.DONE_WITH_DEBT),
                                succeeded(ExitClass.DONE))))
                .hasValue(4);
    }

    @Test
    void onlyMavensOwnProcessIsEnded() {
        assertThat(ProcessExit.isOwn(started(LAUNCHER))).isTrue();
        assertThat(ProcessExit.isOwn(started("org.apache.maven.wrapper.MavenWrapperMain flexy:plan")))
                .isTrue();
        assertThat(ProcessExit.isOwn(started("org.mvndaemon.mvnd.daemon.Server")))
                .isFalse();
        assertThat(ProcessExit.isOwn(started("org.eclipse.equinox.launcher.Main")))
                .isFalse();
        assertThat(ProcessExit.isOwn(new Properties())).isFalse();
        Properties idea = started(LAUNCHER);
        idea.setProperty("idea.version", "2026.2");
        assertThat(ProcessExit.isOwn(idea)).isFalse();
    }

    private static Properties started(String command) {
        Properties system = new Properties();
        system.setProperty("sun.java.command", command);
        return system;
    }

    private static Ended succeeded(ExitClass exit) {
        return new Ended(exit, Optional.empty());
    }

    private static OptionalInt optional(int code) {
        return code < 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }
}
