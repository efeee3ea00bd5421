package io.github.flexyfleet.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.fault.Deed.Reply;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.ManualClock;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.talk2m.ApiRefusal;
import io.github.flexyfleet.simulator.talk2m.CallFaults.After;
import io.github.flexyfleet.simulator.talk2m.CallFaults.Before;
import io.github.flexyfleet.simulator.talk2m.CallFaults.Fate;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Target A = new Target.Device("a");
    private static final WebRequest REQUEST = new WebRequest("GET", "usr/x", Map.of(), "", "");
    private static final HttpReply.Answer ANSWER = HttpReply.Answer.text(200, "done");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final Faults faults = new Faults(clock, clock::advance);
    private final FakeTroubles a = new FakeTroubles();
    private final List<Optional<String>> hungUp = new ArrayList<>();

    @BeforeEach
    void attach() {
        faults.attach("a", a);
        faults.attachHub(hungUp::add);
    }

    @Test
    void aStrikeHitsItsCallOfItsDeviceOnceAndIsNoted() {
        faults.load(FaultPlan.of(1, FaultProfile.calm())
                .onDevice("a", 2, Moment.BEFORE, new Deed.Refuse(Reply.UNREACHABLE))
                .build());

        assertThat(faults.device("b", REQUEST).before()).isEqualTo(new Before.Deliver());
        assertThat(faults.device("a", REQUEST).before()).isEqualTo(new Before.Deliver());
        assertThat(faults.struck()).isEmpty();
        assertThat(faults.device("a", REQUEST).before()).isEqualTo(new Before.Refuse(ApiRefusal.unreachable("a", 7)));
        assertThat(faults.device("a", REQUEST).before()).isEqualTo(new Before.Deliver());
        assertThat(faults.struck())
                .containsExactly(new Strike(A, 2, Moment.BEFORE, new Deed.Refuse(Reply.UNREACHABLE)));
        assertThat(faults.calls(A)).isEqualTo(3);
    }

    @Test
    void theSameRefusalAfterwardsFollowsTheWork() {
        faults.next(A, Moment.AFTER, new Deed.Refuse(Reply.TIMEOUT));
        Fate fate = faults.device("a", REQUEST);
        assertThat(fate.before()).isEqualTo(new Before.Deliver());
        assertThat(fate.after(ANSWER)).isEqualTo(new After.Refuse(ApiRefusal.timeout("a")));
    }

    @Test
    void everyAnswerOfM2WebCanBeHad() {
        List<Integer> codes = new ArrayList<>();
        for (Reply reply : Reply.values()) {
            faults.next(A, Moment.BEFORE, new Deed.Refuse(reply));
            codes.add(((Before.Refuse) faults.device("a", REQUEST).before())
                    .answer()
                    .code());
        }
        assertThat(codes).containsExactly(502, 502, 502, 401, 403, 410, 429, 400, 429);
    }

    @Test
    void theQuotaStaysSpentUntilTheNextUtcDay() {
        faults.next(A, Moment.BEFORE, new Deed.Refuse(Reply.QUOTA));
        faults.device("a", REQUEST).before();
        assertThat(faults.account().before()).isInstanceOf(Before.Refuse.class);
        clock.advance(Duration.ofHours(12));
        assertThat(faults.account().before()).isInstanceOf(Before.Deliver.class);
    }

    @Test
    void powerCutWithinACallStrikesAtTheFlashOrAtTheEndAndTheAnswerIsLost() {
        faults.next(A, Moment.DURING, new Deed.PowerCut(3));
        Fate fate = faults.device("a", REQUEST);
        fate.before();
        assertThat(a.done).containsExactly("cut at 3");
        assertThat(fate.after(ANSWER)).isEqualTo(new After.Refuse(ApiRefusal.timeout("a")));
        assertThat(a.done).containsExactly("cut at 3", "cut now");
    }

    @Test
    void gatewaysSufferBeforeAndAfter() {
        faults.next(A, Moment.BEFORE, new Deed.PowerCut(0));
        faults.next(A, Moment.AFTER, new Deed.Reboot());
        faults.next(A, Moment.AFTER, new Deed.FillDisk(10));
        faults.next(A, Moment.AFTER, new Deed.ClockWrong(Duration.ofDays(-9), MINUTE));
        Fate fate = faults.device("a", REQUEST);
        fate.before();
        assertThat(a.done).containsExactly("cut at 0");
        assertThat(fate.after(ANSWER)).isEqualTo(new After.Deliver());
        assertThat(a.done).containsExactly("cut at 0", "reboot", "leave 10", "clock PT-216H until PT1M");
        faults.calm();
        assertThat(a.done).endsWith("leave " + Long.MAX_VALUE);
    }

    @Test
    void callsAndBodiesSuffer() {
        faults.next(A, Moment.BEFORE, new Deed.EndSession());
        assertThat(faults.device("a", REQUEST).before()).isEqualTo(new Before.EndSession());
        faults.next(A, Moment.BEFORE, new Deed.Lose());
        assertThat(faults.device("a", REQUEST).before()).isEqualTo(new Before.Lost());
        faults.next(A, Moment.BEFORE, new Deed.Twice());
        assertThat(faults.device("a", REQUEST).before()).isEqualTo(new Before.DeliverTwice());
        faults.next(A, Moment.AFTER, new Deed.Lose());
        assertThat(faults.device("a", REQUEST).after(ANSWER)).isEqualTo(new After.Lost());
        faults.next(A, Moment.AFTER, new Deed.Cut(2));
        assertThat(faults.device("a", REQUEST).after(ANSWER)).isEqualTo(new After.Cut(2));
    }

    @Test
    void waitsAndSlowBodiesTakeTheWorldsTime() {
        faults.next(A, Moment.BEFORE, new Deed.Wait(MINUTE));
        faults.next(A, Moment.AFTER, new Deed.Slow(3, MINUTE));
        Instant start = clock.instant();
        Fate fate = faults.device("a", REQUEST);
        assertThat(fate.before()).isEqualTo(new Before.Deliver());
        assertThat(clock.instant()).isEqualTo(start.plus(MINUTE));
        After.Slow slow = (After.Slow) fate.after(ANSWER);
        assertThat(slow.pieces()).isEqualTo(3);
        slow.between().run();
        assertThat(clock.instant()).isEqualTo(start.plus(MINUTE).plus(MINUTE));
    }

    @Test
    void historyWrapsWanAndExportsFailAndTheHubIsDownForAWhile() {
        faults.now("a", new Deed.WrapHistory());
        faults.now("a", new Deed.NoWan(MINUTE));
        faults.now("a", new Deed.HangingExports(MINUTE));
        assertThat(a.done).containsExactly("wrap", "no wan for PT1M", "exports hang for PT1M");
        faults.now(new Deed.Outage(MINUTE));
        assertThat(hungUp).containsExactly(Optional.empty());
        assertThat(faults.rest().refused()).contains(HubError.SERVICE_UNAVAILABLE);
        clock.advance(MINUTE);
        assertThat(faults.closed()).isEmpty();
    }

    @Test
    void connectionAndNamesComeBackByThemselves() throws Exception {
        Network all = new Network() {
            @Override
            public InetSocketAddress resolve(String host, int port) {
                return new InetSocketAddress(port);
            }

            @Override
            public List<X509Certificate> publicRoots() {
                return List.of();
            }
        };
        faults.now("a", new Deed.Offline(MINUTE));
        faults.now("a", new Deed.NoNames(MINUTE));
        faults.now("b", new Deed.ClosedPort(8883, MINUTE));
        faults.now(new Deed.NoHost("m2web.talk2m.com", MINUTE));

        assertThat(faults.connected("a")).isFalse();
        assertThat(faults.connected("b")).isTrue();
        assertThatThrownBy(() -> faults.of("a", all).resolve("hub", 8883)).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> faults.of("b", all).resolve("hub", 8883)).isInstanceOf(UnknownHostException.class);
        assertThat(faults.of("b", all).resolve("hub", 443).getPort()).isEqualTo(443);
        assertThatThrownBy(() -> faults.ofClients(all).resolve("m2web.talk2m.com", 443))
                .isInstanceOf(UnknownHostException.class);
        clock.advance(MINUTE);
        assertThat(faults.connected("a")).isTrue();
        assertThat(faults.of("a", all).resolve("hub", 8883).getPort()).isEqualTo(8883);
        assertThat(faults.of("b", all).resolve("hub", 8883).getPort()).isEqualTo(8883);
        assertThat(faults.ofClients(all).resolve("m2web.talk2m.com", 443).getPort())
                .isEqualTo(443);
    }

    @Test
    void theHubSuffersForAWhile() {
        faults.now(new Deed.Throttle(MINUTE));
        assertThat(hungUp).containsExactly(Optional.empty());
        assertThat(faults.closed()).contains(HubError.THROTTLING);
        assertThat(faults.rest().refused()).contains(HubError.THROTTLING);
        faults.now(new Deed.Silence("d1", MINUTE));
        faults.now(new Deed.LateRegistration(Duration.ofSeconds(5), MINUTE));
        faults.now(new Deed.Disconnect("d1"));
        assertThat(faults.deaf("d1")).isTrue();
        assertThat(faults.registrationLag()).isEqualTo(Duration.ofSeconds(5));
        assertThat(hungUp).hasSize(2).endsWith(Optional.of("d1"));
        clock.advance(MINUTE);
        assertThat(faults.closed()).isEmpty();
        assertThat(faults.deaf("d1")).isFalse();
        assertThat(faults.registrationLag()).isZero();
    }

    @Test
    void whatTheHubTakesOfADeviceCanBeNothing() {
        faults.now(new Deed.RouteAway("d1", MINUTE));
        faults.now(new Deed.TurnAway("d2", MINUTE));
        faults.now(new Deed.Unmark("d3", MINUTE));
        assertThat(faults.unmarked("d3")).isTrue();
        assertThat(faults.unmarked("d1")).isFalse();
        assertThat(faults.routedAway("d1")).isTrue();
        assertThat(faults.routedAway("d2")).isFalse();
        faults.now(new Deed.EndExpired(MINUTE));
        assertThat(faults.endsExpired()).isTrue();
        assertThat(faults.turnedAway("d2")).isTrue();
        assertThat(faults.turnedAway("d1")).isFalse();
        assertThat(hungUp).containsExactly(Optional.of("d2"));
        clock.advance(MINUTE);
        assertThat(faults.routedAway("d1")).isFalse();
        assertThat(faults.endsExpired()).isFalse();
        assertThat(faults.turnedAway("d2")).isFalse();
        assertThat(faults.unmarked("d3")).isFalse();

        faults.now(new Deed.SpendMessages());
        assertThat(faults.messagesSpent()).isTrue();
        assertThat(faults.rest().refused()).contains(HubError.QUOTA_EXCEEDED);
        clock.advance(Duration.ofDays(1));
        assertThat(faults.messagesSpent()).isFalse();
        assertThat(faults.rest().refused()).isEmpty();
    }

    @Test
    void restCallsOfTheHubHaveStrikesOfTheirOwn() {
        faults.load(FaultPlan.of(1, FaultProfile.calm())
                .onHub(1, Moment.BEFORE, new Deed.Refuse(Reply.TOO_MANY))
                .onHub(2, Moment.BEFORE, new Deed.Lose())
                .onHub(3, Moment.AFTER, new Deed.Lose())
                .onHub(5, Moment.BEFORE, new Deed.Refuse(Reply.NOT_UNDERSTOOD))
                .build());
        assertThat(faults.rest().refused()).contains(HubError.THROTTLING);
        assertThat(faults.rest().lostBefore()).isTrue();
        assertThat(faults.rest().lostAfter()).isTrue();
        assertThat(faults.rest().lostAfter()).isFalse();
        assertThat(faults.rest().refused()).contains(HubError.INVALID_PROTOCOL_VERSION);
    }

    @Test
    void chanceDependsOnSeedAndCallOnly() {
        assertThat(storm(7, List.of("a", "b"))).isEqualTo(storm(7, List.of("b", "a")));
        assertThat(storm(7, List.of("a"))).isNotEqualTo(storm(8, List.of("a")));
    }

    /** What the calls of a meet in a storm while these take turns. */
    private List<String> storm(long seed, List<String> turns) {
        Faults own = new Faults(clock, time -> {});
        turns.forEach(name -> own.attach(name, new FakeTroubles()));
        own.load(FaultPlan.of(seed, FaultProfile.storm()).build());
        List<String> met = new ArrayList<>();
        IntStream.range(0, 200)
                .forEach(call -> turns.forEach(name -> {
                    Fate fate = own.device(name, REQUEST);
                    Before before = fate.before();
                    if (name.equals("a")) {
                        met.add(before.toString());
                    }
                }));
        return met;
    }

    @Test
    void profilesAreAsBadAsTheySay() {
        FaultProfile asStorm = FaultProfile.own(Duration.ZERO, 60, 6);
        FaultProfile asCalm = FaultProfile.own(Duration.ZERO, 0, 0);
        for (FaultProfile profile : List.of(
                FaultProfile.calm(),
                FaultProfile.fibre(),
                asCalm,
                FaultProfile.cellular(),
                FaultProfile.storm(),
                asStorm)) {
            Faults own = new Faults(clock, time -> {});
            own.attach("a", new FakeTroubles());
            own.load(FaultPlan.of(3, profile).build());
            int offline = 0;
            for (int i = 0; i < 2000; i++) {
                Fate fate = own.device("a", REQUEST);
                Before before = fate.before();
                if (before instanceof Before.Deliver || before instanceof Before.DeliverTwice) {
                    fate.after(ANSWER);
                }
                clock.advance(MINUTE);
                offline += own.connected("a") ? 0 : 1;
            }
            if (profile.chances().stream().allMatch(chance -> chance.perThousand() == 0)) {
                assertThat(own.struck().size() + offline).as(profile.name()).isZero();
            } else if (profile.name().equals("cellular")) {
                assertThat(own.struck()).hasSizeBetween(40, 130);
                assertThat(offline).isBetween(5, 60);
            } else {
                assertThat(own.struck()).as(profile.name()).hasSizeBetween(400, 640);
                assertThat(offline).as(profile.name()).isBetween(60, 200);
            }
        }
        assertThat(FaultProfile.named("Storm")).isPresent();
        assertThat(FaultProfile.named("nice")).isEmpty();
    }

    @Test
    void latencyIsDrawnAroundItsMedianAndHasAnEnd() {
        List<Duration> waited = new ArrayList<>();
        Faults own = new Faults(clock, waited::add);
        own.load(FaultPlan.of(5, new FaultProfile("slow", Latency.EDGE_3G, FaultProfile.Phases.NONE, List.of()))
                .build());
        IntStream.range(0, 1001).forEach(i -> own.account().before());
        List<Duration> sorted = waited.stream().sorted().toList();
        assertThat(sorted.get(500)).isBetween(Duration.ofMillis(1200), Duration.ofMillis(1900));
        assertThat(sorted.get(1000)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(60));
    }

    @Test
    void whatCannotHappenIsRefused() {
        assertThatThrownBy(() -> new Strike(new Target.Account(), 1, Moment.BEFORE, new Deed.Reboot()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Strike(A, 0, Moment.BEFORE, new Deed.Reboot()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.now("nobody", new Deed.Reboot()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }
}
