package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several devices, and a world in which looking takes its time. */
class DoctorRoundTest {
    private static final String IDENTITY = "identity in the hub";
    private static final String PROOF = "a message asked for and seen";

    private final Ward first = new Ward("pump-1");
    private final Ward second = new Ward("pump-2");
    private final Ward third = new Ward("pump-3");

    private static List<DoctorCode> codes(DoctorReport report) {
        return report.problems().stream().map(Verdict.Problem::code).toList();
    }

    /** Minutes later the clock seems to be less ahead, and minutes before the answer less behind. */
    @ParameterizedTest
    @ValueSource(ints = {6, -6})
    void aWrongClockIsFoundHoweverLongTheWalkTakes(int minutes) throws Exception {
        first.clockOff = Duration.ofMinutes(minutes);
        Round round = new Round(first, second);
        round.answerTakes = Duration.ofSeconds(70);
        round.logsTake = Duration.ofSeconds(70);

        DoctorReport report = round.examine();

        assertThat(codes(report)).as("%s", report.lines()).containsExactly(DoctorCode.CLOCK);
        assertThat(report.problems().get(0).what()).contains("6 min " + (minutes > 0 ? "ahead of" : "behind"));
    }

    @Test
    void aRightClockIsRightHoweverLongTheWalkTakes() throws Exception {
        Round round = new Round(first, second);
        round.answerTakes = Duration.ofMinutes(4);
        round.logsTake = Duration.ofMinutes(4);

        DoctorReport report = round.examine();

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
    }

    /** Asking it takes a minute each time, and it is no fault of a device. */
    @Test
    void aHubThatDoesNotAnswerIsAskedOnceAndToldOnce() throws Exception {
        Round round = new Round(first, second, third);
        round.hub = Optional.of(new IotHubFailure.Throttled(Optional.empty()));

        DoctorReport report = round.examine();

        assertThat(codes(report)).as("%s", report.lines()).containsExactly(DoctorCode.HUB_THROTTLED);
        assertThat(round.calls).containsExactly("find pump-1");
        assertThat(List.of("pump-1", "pump-2", "pump-3"))
                .allSatisfy(device -> assertThat(Round.words(report, device, IDENTITY))
                        .startsWith("NotLooked")
                        .contains("see above"));
    }

    /** Those whose roots do not fit would not connect to a hub that answers, either. */
    @Test
    void aHubThatIsAwayIsNotToldOfEachDeviceThatIsWithoutIt() throws Exception {
        for (Ward ward : List.of(first, second)) {
            ward.link = RuntimeStatus.LinkState.DISCONNECTED;
            ward.reason = Optional.of("turned-away");
        }
        Round round = new Round(first, second);
        round.hub = Optional.of(new IotHubFailure.Unexpected(503, "ServiceUnavailable"));

        DoctorReport away = round.examine();

        assertThat(codes(away)).as("%s", away.lines()).containsExactly(DoctorCode.HUB_UNREACHABLE);
        assertThat(Round.words(away, "pump-2", "connection to the hub")).startsWith("NotLooked");

        first.chain = List.of(Ward.certificate("another-root").certificate());

        assertThat(codes(round.examine())).contains(DoctorCode.WRONG_ROOTS);
    }

    @Test
    void aHubThatFallsSilentOnTheWayIsToldOfOneDevice() throws Exception {
        Round round = new Round(first, second, third);
        round.hub = Optional.of(new IotHubFailure.Unreachable("SocketTimeoutException"));
        round.answered = 2;

        DoctorReport report = round.examine();

        assertThat(round.calls.stream().filter(call -> call.startsWith("find")))
                .containsExactly("find pump-1", "find pump-1", "find pump-2");
        assertThat(Round.words(report, "pump-2", IDENTITY)).contains("HUB_UNREACHABLE");
        assertThat(Round.words(report, "pump-3", IDENTITY))
                .startsWith("NotLooked")
                .contains("see above");
    }

    /** The mark of a revocation is looked for, and its failure is not what is wrong with that device. */
    @Test
    void whatWasNotToldAboveIsNotSaidToBe() throws Exception {
        first.assigned = Optional.of("");
        first.link = RuntimeStatus.LinkState.DISCONNECTED;
        first.reason = Optional.of("dps-failed");
        Round round = new Round(first, second);
        round.hub = Optional.of(new IotHubFailure.Unreachable("SocketTimeoutException"));
        round.answered = 1;

        assertThat(codes(round.examine())).containsExactly(DoctorCode.NOT_REGISTERED, DoctorCode.HUB_UNREACHABLE);
    }

    @Test
    void aFailureOfTheHubAtTheQuestionsIsToldOfOneDevice() throws Exception {
        Round round = new Round(first, second, third);
        round.hub = Optional.of(new IotHubFailure.Throttled(Optional.empty()));
        round.answered = 4;

        DoctorReport report = round.examine();

        assertThat(codes(report)).as("%s", report.lines()).containsExactly(DoctorCode.HUB_THROTTLED);
        assertThat(Round.words(report, "pump-3", PROOF)).startsWith("NotLooked").contains("see above");
    }

    @Test
    void aLoginThatMayAskNothingIsTriedOnce() throws Exception {
        Round round = new Round(first, second, third);
        round.hub = Optional.of(new IotHubFailure.Unauthorized());
        round.answered = 4;

        DoctorReport report = round.examine();

        assertThat(round.calls.stream().filter(call -> call.startsWith("flush")))
                .containsExactly("flush pump-1");
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(Round.words(report, "pump-3", PROOF))
                .contains("service connect")
                .contains("the role IoT Hub Data Contributor");
    }

    /** The hub waits for the device and says so with the status of a server that is out of service. */
    @Test
    void aDeviceThatIsTooSlowForAMethodIsNoFaultOfTheHub() throws Exception {
        Round round = new Round(first);
        round.hub = Optional.of(new IotHubFailure.Unexpected(504, "504101"));
        round.answered = 2;

        assertThat(codes(round.examine())).containsExactly(DoctorCode.NOT_ASKED);
    }

    @Test
    void theHubsCertificatesAreLookedAtOnce() throws Exception {
        for (Ward ward : List.of(first, second, third)) {
            ward.link = RuntimeStatus.LinkState.DISCONNECTED;
            ward.reason = Optional.of("refused");
        }
        Round round = new Round(first, second, third);

        assertThat(codes(round.examine())).containsExactly(DoctorCode.ROOTS, DoctorCode.ROOTS, DoctorCode.ROOTS);
        assertThat(round.calls).containsOnlyOnce("chain");
    }

    @Test
    void ofTwoAccountsTheRefusedOneIsNamedAndItsDevicesAreLookedAtInTheHub() throws Exception {
        second.thumbprint = "CD".repeat(32);
        Round round = new Round(first, second, third);
        round.accounts.put("pump-2", "north");
        round.closed.put("north", ProblemCode.ACCOUNT_REFUSED);

        DoctorReport report = round.examine();

        assertThat(report.common()).extracting(Link::name).contains("Talk2M account demo", "Talk2M account north");
        assertThat(codes(report))
                .as("%s", report.lines())
                .containsExactly(DoctorCode.ACCOUNT_REFUSED, DoctorCode.THUMBPRINT);
        assertThat(report.lines()).contains("  ok          Talk2M account demo: answers, takes the login");
        assertThat(report.devices().keySet())
                .extracting(Object::toString)
                .containsExactly("pump-1", "pump-2", "pump-3");
        assertThat(Round.words(report, "pump-2", "reached through Talk2M")).startsWith("NotLooked");
        assertThat(Round.words(report, "pump-3", PROOF)).startsWith("Ok");
    }

    /** It is the account's, and would meet the next device as well. */
    @Test
    void anAccountWhoseCallsEndOnTheWayIsToldOnceAndTheHubIsLookedAt() throws Exception {
        Round round = new Round(first, second, third);
        round.problems.put("pump-2", ProblemCode.CALLS_SPENT);
        round.problems.put("pump-3", ProblemCode.CALLS_SPENT);

        DoctorReport report = round.examine();

        assertThat(codes(report)).as("%s", report.lines()).containsExactly(DoctorCode.CALLS_SPENT);
        assertThat(Round.words(report, "pump-3", IDENTITY)).startsWith("Ok");
    }

    /** A device whose status is this one by the time that no message was seen. */
    private static UnaryOperator<DeviceState> then(
            long boot, long sequence, long acknowledged, long waiting, RuntimeStatus.LinkState link) {
        return state -> {
            RuntimeStatus was = state.status().orElseThrow();
            RuntimeStatus is = new RuntimeStatus(
                    was.flexy(),
                    new RuntimeStatus.Program(was.program().version(), boot, Duration.ofMinutes(1)),
                    was.bundles(),
                    new RuntimeStatus.HubLink(
                            link,
                            was.hub().code(),
                            was.hub().since(),
                            was.hub().host(),
                            was.hub().barrier(),
                            was.hub().reason()),
                    was.certificate(),
                    new RuntimeStatus.Queue(sequence, acknowledged, waiting, 0, 8),
                    "");
            return new DeviceState(state.target(), Optional.of(is), 1, Optional.empty(), state.at());
        };
    }

    private String unasked(UnaryOperator<DeviceState> later) throws Exception {
        first.methods = false;
        Round round = new Round(first);
        round.later = later;
        return Round.words(round.examine(), "pump-1", PROOF);
    }

    /** Boot 3 has made 40 messages, and the hub has read all of them. */
    @Test
    void whatWaitsOnADeviceIsNotMissingAtTheHub() throws Exception {
        RuntimeStatus.LinkState up = RuntimeStatus.LinkState.CONNECTED;
        RuntimeStatus.LinkState down = RuntimeStatus.LinkState.DISCONNECTED;

        assertThat(unasked(then(3, 41, 40, 1, up))).as("made, not sent").startsWith("NotLooked");
        assertThat(unasked(then(3, 41, 40, 0, down))).as("not connected").startsWith("NotLooked");
        assertThat(unasked(then(4, 0, 0, 0, up)))
                .as("started anew, nothing made")
                .startsWith("NotLooked");
        assertThat(unasked(then(4, 2, 0, 2, up)))
                .as("started anew, nothing sent")
                .startsWith("NotLooked");
    }

    @Test
    void whatTheDeviceHandedOverIsMissing() throws Exception {
        RuntimeStatus.LinkState up = RuntimeStatus.LinkState.CONNECTED;

        assertThat(unasked(then(3, 42, 41, 1, up))).as("read by the hub").contains("NO_MESSAGE");
        assertThat(unasked(then(3, 41, 0, 0, up)))
                .as("a Basic hub confirms nothing")
                .contains("NO_MESSAGE");
        assertThat(unasked(then(4, 2, 0, 0, up))).as("started anew, all sent").contains("NO_MESSAGE");
    }

    /** Message 41 came while the doctor read what the hub had: it proves nothing, and is not missing either. */
    @Test
    void whatWasPutAsideIsNotMissing() throws Exception {
        first.lateAt = 12;

        assertThat(unasked(then(3, 41, 41, 0, RuntimeStatus.LinkState.CONNECTED)))
                .startsWith("NotLooked");
    }

    @Test
    void theTimeOfAMessageIsCountedFromItsOwnQuestion() throws Exception {
        Round round = new Round(first, second, third);
        round.flushTakes = Duration.ofSeconds(20);

        DoctorReport report = round.examine();

        assertThat(List.of("pump-1", "pump-2", "pump-3"))
                .allSatisfy(device ->
                        assertThat(Round.words(report, device, PROOF)).contains("seen 20 s after it was asked for"));
    }

    @Test
    void aMessageThatComesBeforeItIsAskedForIsOneThatCameByItself() throws Exception {
        Round round = new Round(first, second);
        round.restless = Optional.of(second);

        DoctorReport report = round.examine();

        assertThat(round.calls).doesNotContain("flush pump-2");
        assertThat(Round.words(report, "pump-2", PROOF))
                .startsWith("Ok")
                .contains("it came by itself, before it was asked for");
    }
}
