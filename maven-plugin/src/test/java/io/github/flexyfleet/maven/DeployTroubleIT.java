package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.Stage;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can go wrong in a deploy, in the whole rehearsal world. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeployTroubleIT {
    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"INSTALL", "UPLOAD", "APPLY", "EVIDENCE"})
    void afterAPowerCutOfEverythingTheNextDeployFinishesTheJob(Stage stage) throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 2, "S1")) {
            AtomicBoolean cut = new AtomicBoolean();
            RolloutResult broken = fleet.deploy(fleet.connections(), SHORT, event -> {
                if (event instanceof RolloutEvent.StageReached reached
                        && reached.stage() == stage
                        && cut.compareAndSet(false, true)) {
                    fleet.surroundings().world().close();
                }
            });
            assertThat(cut).isTrue();
            assertThat(broken.done()).isFalse();
            assertThat(broken.devices())
                    .filteredOn(device -> device.outcome() != Outcome.CONFIRMED)
                    .allSatisfy(device -> {
                        assertThat(device.problem()).isPresent();
                        assertThat(device.problem().orElseThrow().code()).isNotEqualTo(ProblemCode.INTERNAL);
                    });
        }
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 2, "S1")) {
            RolloutResult result = fleet.deploy(ENOUGH);

            assertThat(result.devices()).extracting(DeviceResult::problem).allMatch(problem -> problem.isEmpty());
            assertThat(result.done()).isTrue();
            assertThat(fleet.states()).extracting(DeviceState::comparison).containsOnly(DeviceState.Comparison.CURRENT);
        }
    }

    @Test
    void aConfigurationThatCannotConnectGivesWayToTheOldOneWhichPublishesAgain() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            assertThat(fleet.deploy(ENOUGH).done()).isTrue();
            String old = fleet.targets().targets().get(0).digest().abbreviated();
            fleet.change("nowhere.azure-devices.net", 1, 20);

            DeviceResult result = fleet.deploy(SHORT).devices().get(0);

            assertThat(result.outcome()).isEqualTo(Outcome.REVERTED);
            assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.NO_EVIDENCE);
            RuntimeStatus status = fleet.states().get(0).status().orElseThrow();
            assertThat(status.bundles().confirmed().orElseThrow()).startsWith(old);
            assertThat(status.bundles().running()).isEqualTo(status.bundles().confirmed());
            assertThat(status.bundles().candidate()).isEmpty();
            assertThat(status.bundles().lastOutcome()).isEqualTo(RuntimeStatus.TrialOutcome.REVERTED_REQUEST);
            assertThat(fleet.awaitMessage(old, ENOUGH)).isNotEmpty();
            DeviceTarget target = result.target();
            assertThat(fleet.engine().logs(List.of(target), 30).get(target.device()))
                    .as("what the report shows of it")
                    .extracting(LogLine::text)
                    .contains("reverted " + target.digest().hex());
        }
    }

    @Test
    void aWrongPasswordOfTheDeviceIsTriedOnceAndChangesNothing() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            Connections right = fleet.connections();
            Connections wrong = new Connections(
                    right.talk2m(),
                    new DeviceLogin(right.device().user(), Secret.of("wrong")),
                    right.registry(),
                    right.events());

            DeviceResult refused =
                    fleet.deploy(wrong, SHORT, event -> {}).devices().get(0);

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.problem().orElseThrow().code()).isEqualTo(ProblemCode.DEVICE_LOGIN);
            assertThat(refused.calls()).isEqualTo(1);
            assertThat(fleet.surroundings().world().deviceWrites()).isZero();
            assertThat(fleet.deploy(ENOUGH).done()).as("nobody is locked out").isTrue();
        }
    }

    @Test
    void aWrongPasswordOfTalk2mStopsTheRunAfterOneFailedLogin() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 2, "S1")) {
            Connections right = fleet.connections();
            Talk2mLogin login = right.talk2m().login();
            M2WebSettings talk2m = new M2WebSettings(
                    right.talk2m().base(),
                    new Talk2mLogin(login.account(), login.user(), Secret.of("wrong"), login.developerId()),
                    right.talk2m().authentication(),
                    right.talk2m().network(),
                    right.talk2m().retries());
            Connections wrong = new Connections(talk2m, right.device(), right.registry(), right.events());

            DeviceProblemException refused =
                    catchThrowableOfType(DeviceProblemException.class, () -> fleet.deploy(wrong, SHORT, event -> {}));

            assertThat(refused.problem().code()).isEqualTo(ProblemCode.ACCOUNT_REFUSED);
            assertThat(fleet.surroundings().world().talk2mCalls()).isEqualTo(1);
            assertThat(fleet.surroundings().world().deviceWrites()).isZero();
        }
    }

    @Test
    void onABasicHubMessagesAndAnEmptySpoolAreTheEvidence() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "B1")) {
            DeviceResult result = fleet.deploy(ENOUGH).devices().get(0);

            assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
            assertThat(result.evidence().messages()).isGreaterThanOrEqualTo(2);
            assertThat(result.evidence().acknowledged()).isZero();
            RuntimeStatus status = fleet.states().get(0).status().orElseThrow();
            assertThat(status.hub().barrier()).isFalse();
            assertThat(status.queue().waiting()).isZero();
            assertThat(status.queue().dropped()).isZero();
        }
    }
}
