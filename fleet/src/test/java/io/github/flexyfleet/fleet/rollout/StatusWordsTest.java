package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsoleStatus;
import io.github.flexyfleet.fleet.report.HubSight;
import io.github.flexyfleet.fleet.report.JsonStatus;
import io.github.flexyfleet.fleet.report.StatusChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What flexy:status shows, word by word. */
class StatusWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final HubSight NOT_LOOKED = new HubSight.NotLooked("the key was taken away");

    private final DeviceTarget target = Targets.target("pump-1");
    private final FakeGateway gateway = new FakeGateway(target, new VirtualPace());

    private DeviceState answers() throws DeviceProblemException {
        return new DeviceState(target, gateway.status(), 1, Optional.empty(), NOW);
    }

    private static DeviceState silent(String id) {
        return new DeviceState(
                Targets.target(id),
                Optional.empty(),
                1,
                Optional.of(new DeviceProblem(ProblemCode.OFFLINE, "offline", "wait")),
                NOW);
    }

    private static HubSight seen(long missing, int lost) {
        return new HubSight.Looked(
                Duration.ofMinutes(10),
                Map.of(
                        new DeviceId("pump-1"),
                        new HubSight.Seen(
                                NOW.minusSeconds(7), Optional.of(Duration.ofMillis(2400)), 12, missing, 1, lost)));
    }

    @Test
    void aRowADeviceWithWhatTheHubHasOfIt() throws Exception {
        gateway.confirmed(target.digest());
        Debt debt = new Debt(new DeviceId("pump-2"), NOW.minus(Duration.ofDays(3)), "FLX3002");

        assertThat(String.join(
                        "\n",
                        ConsoleStatus.lines(List.of(answers(), silent("pump-2")), List.of(debt), seen(3, 0), NOW)))
                .isEqualTo("""
                        SITE      DEVICE  WANTED        RUNS          COMPARED  RUNTIME  HUB        LAST MESSAGE  LAG  MISSING  SPOOL  CERTIFICATE EXPIRES  ERROR
                        brussels  pump-1  0e162bbba5a5  0e162bbba5a5  current   1.0      connected  7 s ago       2 s  3        0      2036-11-22           -
                        brussels  pump-2  093e38857c78  -             unknown   -        -          -             -    -        -      -                    -

                        pump-2 FLX3002 offline / wait

                        no message in the last 10 min: pump-2; flexy:doctor -Dflexy.device=pump-2 tells why

                        Debts, which the next deploy pays:
                          pump-2 since 2026-11-26 (FLX3002)""");
    }

    @Test
    void whereTheHubCannotBeReadTheReasonIsToldOnce() throws Exception {
        gateway.confirmed(target.digest());

        assertThat(String.join(
                        "\n", ConsoleStatus.lines(List.of(answers(), silent("pump-2")), List.of(), NOT_LOOKED, NOW)))
                .isEqualTo("""
                        SITE      DEVICE  WANTED        RUNS          COMPARED  RUNTIME  HUB        LAST MESSAGE  LAG         MISSING     SPOOL  CERTIFICATE EXPIRES  ERROR
                        brussels  pump-1  0e162bbba5a5  0e162bbba5a5  current   1.0      connected  not looked    not looked  not looked  0      2036-11-22           -
                        brussels  pump-2  093e38857c78  -             unknown   -        -          not looked    not looked  not looked  -      -                    -

                        pump-2 FLX3002 offline / wait

                        not looked at the hub's messages: the key was taken away""");
    }

    @Test
    void programsGetTheSameInOneLine() throws Exception {
        gateway.confirmed(target.digest());

        assertThat(JsonStatus.line("acme", List.of(answers(), silent("pump-2")), List.of(), seen(3, 2), NOW))
                .isEqualTo("""
                        {"fleet":"acme","at":"2026-11-29T12:00:00Z","messages":{"looked":true,"backSeconds":600},"devices":[
                        {"site":"brussels","device":"pump-1",
                        "wanted":"0e162bbba5a59a0bfd766d644e0b3181ce7b07c9a59fbb8d6d535e5214f61551","compared":"current",
                        "runs":"0e162bbba5a59a0bfd766d644e0b3181ce7b07c9a59fbb8d6d535e5214f61551","runtime":"1.0",
                        "hub":{"state":"connected"},"certificateExpires":"2036-11-22T20:00:00Z","spool":0,"dropped":0,
                        "messages":{"last":"2026-11-29T11:59:53Z","lagMillis":2400,"count":12,"missing":3,"duplicates":1,
                        "connectionsLost":2}},
                        {"site":"brussels","device":"pump-2",
                        "wanted":"093e38857c782986b3a7525041d99d08c15126264d5cf1e4b116b055766c880a","compared":"unknown",
                        "problem":{"code":"FLX3002","what":"offline","mend":"wait"}}],"debts":[]}
                        """.replace("\n", ""));
        assertThat(JsonStatus.line("acme", List.of(), List.of(), NOT_LOOKED, NOW))
                .isEqualTo("{\"fleet\":\"acme\",\"at\":\"2026-11-29T12:00:00Z\",\"messages\":{\"looked\":false,"
                        + "\"why\":\"the key was taken away\"},\"devices\":[],\"debts\":[]}");
    }

    @Test
    void onlyWhatChangedIsNews() throws Exception {
        gateway.confirmed(target.digest());
        StatusChanges.Look nothing =
                new StatusChanges.Look(List.of(answers()), new HubSight.Looked(Duration.ofMinutes(10), Map.of()));
        StatusChanges.Look first = new StatusChanges.Look(List.of(answers()), seen(0, 0));
        StatusChanges.Look gap = new StatusChanges.Look(List.of(answers()), seen(3, 1));
        gateway.mute("");
        StatusChanges.Look away = new StatusChanges.Look(List.of(answers()), NOT_LOOKED);

        assertThat(StatusChanges.between(first, first)).isEmpty();
        assertThat(StatusChanges.between(nothing, first)).containsExactly("brussels  pump-1  first message seen");
        assertThat(StatusChanges.between(first, gap))
                .containsExactly(
                        "brussels  pump-1  messages missing: 3 (was 0)",
                        "brussels  pump-1  connections lost: 1 (was 0)");
        assertThat(StatusChanges.between(gap, away))
                .containsExactly(
                        "the hub's messages cannot be read any more: the key was taken away",
                        "brussels  pump-1  hub disconnected (was connected)");
    }

    @Test
    void whyADeviceIsNotConnectedIsSaidInWordsWithAMend() throws DeviceProblemException {
        gateway.confirmed(target.digest()).mute("");
        assertThat(ConsoleStatus.notes(List.of(answers()), List.of(), seen(0, 0)))
                .last()
                .asString()
                .startsWith("pump-1 hub tcp: the hub's name has an address")
                .endsWith("8883, or 443 with transport https");
    }

    @Test
    void aConnectedDeviceHasNoSuchLine() throws DeviceProblemException {
        gateway.confirmed(target.digest());
        assertThat(ConsoleStatus.notes(List.of(answers()), List.of(), seen(0, 0)))
                .isEmpty();
    }
}
