package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceRolloutTest {
    private final VirtualPace pace = new VirtualPace();
    private final DeviceTarget target = Targets.target("d1");
    private final FakeGateway gateway = new FakeGateway(target, pace);
    private final List<Stage> stages = new ArrayList<>();

    @Test
    void leavesADeviceAloneThatRunsTheWantedDigest() throws Exception {
        gateway.confirmed(target.digest());

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        // Settled, not only trusted: the run that confirmed it may have been cut off before.
        assertThat(gateway.done).containsExactly("status", "settle");
    }

    @Test
    void takesAFactoryNewDeviceAllTheWay() throws Exception {
        gateway.withoutRuntime();

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done)
                .containsExactly(
                        "status", "inspect", "trust", "install", "status", "upload", "apply", "status", "confirm",
                        "settle");
        assertThat(stages)
                .containsExactly(
                        Stage.OBSERVE,
                        Stage.IDENTITY,
                        Stage.INSTALL,
                        Stage.UPLOAD,
                        Stage.APPLY,
                        Stage.EVIDENCE,
                        Stage.CONFIRM);
        assertThat(result.evidence().messages()).isEqualTo(2);
        assertThat(result.evidence().firstMessage()).isPresent();
        assertThat(result.evidence().lastValues()).containsExactly(entry("Level", "12.5"), entry("Mode", "on"));
        assertThat(result.evidence().acknowledged()).isPositive();
    }

    @Test
    void aScriptIsParkedOnceTheRuntimeRunsAndBeforeTheBundleIsSent() throws Exception {
        gateway.withoutRuntime().withScript();

        assertThat(run().outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done).containsSubsequence("inspect", "trust", "install", "park", "upload", "apply");
    }

    @Test
    void aScriptThatAnInterruptedRunLeftIsParkedWhereNothingElseIsToDo() throws Exception {
        gateway.confirmed(target.digest()).withScript();

        assertThat(run().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(gateway.done).containsExactly("status", "park", "settle");
    }

    @Test
    void anotherRuntimeIsTriedProvenAndKept() throws Exception {
        gateway.withRuntime("0.0.1").confirmed(target.digest());

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done)
                .startsWith("status", "trust", "try", "status", "keep")
                .doesNotContain("install");
    }

    @Test
    void aRuntimeThatAnInterruptedRunStartedIsProvenAndKept() throws Exception {
        gateway.withRuntimeOnTrial().confirmed(target.digest());

        assertThat(run().outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done).contains("keep").doesNotContain("try", "install");
    }

    @Test
    void aRuntimeThatDoesNotConnectIsSentBackAndTheBundleIsNotTouched() throws Exception {
        gateway.withRuntimeOnTrial().confirmed(Targets.OTHER).mute("no answer from the hub");

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.RUNTIME_FELL_BACK);
        assertThat(result.problem().orElseThrow().what()).contains("no answer from the hub");
        assertThat(gateway.done).endsWith("return").doesNotContain("keep", "upload");
    }

    @Test
    void aRuntimeNeedNotConnectWhereTheOneBeforeItDidNotEither() throws Exception {
        gateway.withRuntime("0.0.1").confirmed(Targets.OTHER).mute("refused");

        assertThat(run().outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(gateway.done).containsSubsequence("try", "keep", "upload", "revert");
    }

    @Test
    void anotherToolsRuntimeOnTrialIsLeftAlone() throws Exception {
        gateway.withRuntime("0.0.1").withRuntimeOnTrial();

        assertThat(run().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(gateway.done).containsExactly("status", "trust");
    }

    @Test
    void aRuntimeThatEndsLeavesTheDeviceAsItWas() throws Exception {
        gateway.withRuntime("0.0.1").confirmed(target.digest()).whoseNewRuntimeFails();

        assertThat(run().outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(gateway.done).doesNotContain("keep", "install", "upload", "apply");
    }

    @Test
    void sendsADeviceBackThatShowsNoEvidence() throws Exception {
        gateway.confirmed(Targets.OTHER).mute("refused: check the certificate");

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(gateway.done).contains("revert").doesNotContain("confirm", "settle");
        assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.NO_EVIDENCE);
        assertThat(result.problem().orElseThrow().what())
                .contains("0 of 2 messages")
                .contains("refused: check the certificate")
                .contains("(tcp: the hub's name has an address, but its port takes no TCP connection")
                .contains("firewall")
                .contains("sent back");
    }

    @Test
    void doesNotCountMessagesOfAnotherDigestOrAnotherCertificate() throws Exception {
        gateway.confirmed(Targets.OTHER).mute("");
        for (int i = 0; i < 5; i++) {
            gateway.arrive(Targets.OTHER.hex(), target.fingerprint().orElseThrow(), "{}");
            gateway.arrive(target.digest().hex(), new Fingerprint("CD".repeat(32)), "{}");
        }

        assertThat(run().outcome()).isEqualTo(Outcome.REVERTED);
    }

    @Test
    void doesNotCountMessagesOfAnEarlierTrialOfTheSameBundle() throws Exception {
        gateway.confirmed(Targets.OTHER).mute("");
        for (int i = 0; i < 5; i++) {
            gateway.arrive(target.digest().hex(), target.fingerprint().orElseThrow(), "{}");
        }

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(result.problem().orElseThrow().what()).contains("0 of 2 messages");
    }

    @Test
    void doesNotCountMessagesOfAnEarlierTrialThatTheHubShowsLate() throws Exception {
        gateway.confirmed(Targets.OTHER).stuck().mute("");
        gateway.lateAfterTheSwitch(target.digest().hex(), target.fingerprint().orElseThrow());

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(result.problem().orElseThrow().what()).contains("0 of 2 messages");
    }

    @Test
    void messagesOfTheRuntimeBeforeDoNotSpeakForTheNewOne() throws Exception {
        gateway.withRuntime("0.0.1").confirmed(target.digest()).muteAtTheHub();
        gateway.lateAfterTheSwitch(target.digest().hex(), target.fingerprint().orElseThrow());

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.problem().orElseThrow().what()).contains("0 of 2 messages");
    }

    @Test
    void aRuntimeThatConnectsAndMakesNoMessageWhereTheOneBeforeDidIsSentBack() throws Exception {
        gateway.withRuntime("0.0.1").confirmed(target.digest()).whoseNewRuntimeMakesNothing();

        assertThat(run().outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(gateway.done).endsWith("return").doesNotContain("keep");
    }

    @Test
    void finishesWhatAnInterruptedRunBegan() throws Exception {
        gateway.confirmed(Targets.OTHER).onTrial(target.digest());

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done).contains("confirm").doesNotContain("upload", "apply");
    }

    @Test
    void doesNotTouchADeviceWithSomebodyElsesTrial() throws Exception {
        gateway.confirmed(target.digest()).onTrial(Targets.OTHER).lastAsked("somebody-1");

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.OTHER_ON_TRIAL);
        assertThat(gateway.done).doesNotContain("upload", "apply", "confirm", "revert");
    }

    @Test
    void endsATrialThatAnInterruptedRunOfAnotherFileBegan() throws Exception {
        gateway.onTrial(Targets.OTHER).lastAsked("apply-0123456789abcdef-1");

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(gateway.done).containsSubsequence("revert", "upload", "apply", "confirm");
    }

    @Test
    void aMessageOfADeviceWithAKeyNamesNoCertificate() {
        EvidenceBoard board = new EvidenceBoard(gateway);
        gateway.arrive(target.digest().hex(), Optional.empty(), "{\"Level\":\"1\"}");
        gateway.arrive(target.digest().hex(), target.fingerprint(), "{\"Level\":\"2\"}");

        assertThat(board.of(target.device(), target.digest(), Optional.empty(), new Mark(1, 0))
                        .lastValues())
                .containsExactly(entry("Level", "1"));
        assertThat(board.of(target.device(), target.digest(), target.fingerprint(), new Mark(1, 0))
                        .lastValues())
                .containsExactly(entry("Level", "2"));
    }

    @Test
    void countsTheValuesOfTypedMessages() {
        EvidenceBoard board = new EvidenceBoard(gateway);
        gateway.arrive(
                target.digest().hex(),
                target.fingerprint().orElseThrow(),
                "{\"device\":\"d1\",\"values\":[{\"name\":\"Level\",\"value\":12.5},{\"name\":\"On\",\"value\":true}]}");

        Evidence evidence = board.of(target.device(), target.digest(), target.fingerprint(), new Mark(1, 0));

        assertThat(evidence.lastValues()).containsExactly(entry("Level", "12.5"), entry("On", "true"));
    }

    @Test
    void doesNotTouchADeviceWithAnotherSerialNumber() throws Exception {
        gateway.withSerial("2005-0099-25");

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(result.problem().orElseThrow().what()).contains("2005-0099-25", "2005-0001-25");
        assertThat(gateway.done).containsExactly("status");
    }

    @Test
    void doesNotTouchADeviceWithOldFirmware() throws Exception {
        gateway.withFirmware("14.4s1");

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo(ProblemCode.FIRMWARE_TOO_OLD);
        assertThat(gateway.done).containsExactly("status");
    }

    @Test
    void aSerialNumberThatTheRuntimeCannotTellIsAskedOfTheFlexy() throws Exception {
        gateway.withSerial("").confirmed(target.digest());

        DeviceResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(gateway.done).containsExactly("status", "inspect", "settle");
    }

    @Test
    void withoutAFeedTheDevicesOwnWordIsTheEvidence() throws Exception {
        DeviceResult result = run(Optional.empty());

        assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(result.evidence().firstMessage()).isEmpty();
        assertThat(result.evidence().acknowledged()).isPositive();
    }

    @Test
    void withoutAFeedWhatWasDeliveredBeforeTheSwitchDoesNotCount() throws Exception {
        gateway.confirmed(Targets.OTHER).stuck();

        assertThat(run(Optional.empty()).outcome()).isEqualTo(Outcome.REVERTED);
    }

    @Test
    void onAHubWithoutTwinsAnEmptySpoolStandsForTheBarrier() throws Exception {
        gateway.onAHubWithoutTwins();

        assertThat(run(Optional.empty()).outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void onAHubWithoutTwinsAFullSpoolIsNoEvidence() throws Exception {
        gateway.onAHubWithoutTwins().confirmed(Targets.OTHER).mute("");

        assertThat(run(Optional.empty()).outcome()).isEqualTo(Outcome.REVERTED);
    }

    @Test
    void countsTextThatIsNotJsonAsAMessageWithoutValues() throws Exception {
        gateway.onTrial(target.digest()).mute("");
        EvidenceBoard board = new EvidenceBoard(gateway);
        gateway.arrive(target.digest().hex(), target.fingerprint().orElseThrow(), "not json");

        Evidence evidence = board.of(target.device(), target.digest(), target.fingerprint(), new Mark(1, 0));

        assertThat(evidence.messages()).isEqualTo(1);
        assertThat(evidence.lastValues()).isEmpty();
    }

    private DeviceResult run() throws Exception {
        return run(Optional.of(gateway));
    }

    private DeviceResult run(Optional<FakeGateway> feed) throws Exception {
        Rollout rollout = new Rollout(
                any -> gateway, gateway, feed.map(fake -> fake), RolloutSettings.defaults(), pace, event -> {
                    if (event instanceof RolloutEvent.StageReached reached) {
                        stages.add(reached.stage());
                    }
                });
        return rollout.run(List.of(target)).get(0);
    }
}
