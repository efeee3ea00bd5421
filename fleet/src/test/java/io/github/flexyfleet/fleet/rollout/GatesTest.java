package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.GateRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What gates make of a device's messages at the hub. A plant publishes by the virtual clock. */
class GatesTest {
    private static final Baseline BEFORE = new Baseline(new Mark(3, 17), 0, "", Optional.empty());
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualPace pace = new VirtualPace();
    private final Instant start = pace.now();
    private final List<RolloutEvent> events = new ArrayList<>();
    private final DeviceTarget target = Targets.target("pump-1");
    private final Plant plant = new Plant();

    /** Publishes as planned whenever it is asked what came in. */
    private final class Plant implements EventFeed {
        private final List<DeviceMessage> ready = new ArrayList<>();
        private Consumer<Plant> each = plant -> {};
        private long boot = 3;
        private long sequence = 17;
        private Digest digest = target.digest();
        /** What the hub's clock shows ahead of ours. */
        private Duration skew = Duration.ZERO;

        @Override
        public List<DeviceMessage> poll() {
            each.accept(this);
            List<DeviceMessage> now = List.copyOf(ready);
            ready.clear();
            return now;
        }

        Plant publish(String kind, String group) {
            sequence++;
            return put(kind, group, boot, sequence);
        }

        Plant put(String kind, String group, long ofBoot, long number) {
            Map<String, String> bag = new HashMap<>(Map.of(
                    "cfg",
                    digest.abbreviated(),
                    "fp",
                    target.fingerprint().orElseThrow().abbreviated(),
                    "boot",
                    Long.toString(ofBoot),
                    "kind",
                    kind,
                    "group",
                    group));
            if (number > 0) {
                bag.put("seq", Long.toString(number));
            }
            ready.add(new DeviceMessage(target.device(), pace.now().plus(skew), bag, "{}"));
            return this;
        }

        Duration age() {
            return Duration.between(start, pace.now());
        }

        @Override
        public void close() {
            ready.clear();
        }
    }

    private static GateRule rule(GateRule.Shows shows, Duration within) {
        return new GateRule(shows, Duration.ZERO, within, 1, false);
    }

    private static GateRule.Shows messages(int number) {
        return new GateRule.Shows(Optional.empty(), OptionalInt.of(number), OptionalInt.empty(), false);
    }

    private static GateRule.Shows connected(Duration held) {
        return new GateRule.Shows(Optional.of(held), OptionalInt.empty(), OptionalInt.empty(), false);
    }

    private static GateRule.Shows fresh(int periods) {
        return new GateRule.Shows(Optional.empty(), OptionalInt.empty(), OptionalInt.of(periods), false);
    }

    private static GateRule.Shows noNewErrors() {
        return new GateRule.Shows(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), true);
    }

    private Gates.Result judge(GateRule... rules) throws InterruptedException {
        return judge(new FakeGateway(target, pace).confirmed(target.digest()), BEFORE, rules);
    }

    private Gates.Result judge(FakeGateway gateway, Baseline baseline, GateRule... rules) throws InterruptedException {
        RolloutSettings settings = RolloutSettings.defaults();
        StatusCalls calls = new StatusCalls(any -> gateway, settings, new AdaptiveLimit(1), pace::now);
        HubJudge judge = new HubJudge(new EvidenceBoard(plant, pace::now), calls, settings, pace);
        return new Gates(judge, pace, events::add, new Stops(events::add))
                .judge(
                        1,
                        new WavePlan.Wave("canary", Duration.ZERO, List.of(target), List.of(rules), false),
                        List.of(new GatedDevice(
                                target, baseline, Map.of("a", Duration.ofSeconds(20), "b", Duration.ofMinutes(1)))));
    }

    @Test
    void soManyMessagesInARowOpenTheGate() throws Exception {
        plant.each = hub -> hub.publish("full", "a");

        Gates.Result result = judge(rule(messages(10), Duration.ofHours(1)));

        assertThat(result.closed()).isEmpty();
        assertThat(plant.age()).isEqualTo(Duration.ofSeconds(90));
        assertThat(events.get(1))
                .isEqualTo(new RolloutEvent.GateJudged(
                        1, target.device(), Verdict.PASS, "10 of 10 messages in a row were seen", false));
    }

    @Test
    void whatWasMadeBeforeTheChangeOpensNoGateHoweverLateItComes() throws Exception {
        plant.each = hub -> {
            for (int number = 1; number <= 17; number++) {
                hub.put("full", "a", 3, number);
                hub.put("full", "a", 2, number + 1000);
            }
        };

        assertThat(judge(rule(messages(1), MINUTE)).closed())
                .contains("wave 1 (canary): a gate is inconclusive, the time for it is over:"
                        + " pump-1 (0 of 1 messages in a row were seen)");
    }

    @Test
    void messagesOfAnotherConfigurationOpenNoGate() throws Exception {
        plant.digest = Targets.OTHER;
        plant.each = hub -> hub.publish("full", "a");

        assertThat(judge(rule(messages(1), MINUTE)).closed()).isPresent();
    }

    @Test
    void aDeviceThatLeavesTheConfigurationFails() throws Exception {
        plant.each = hub -> {
            hub.publish("full", "a");
            hub.digest = Targets.OTHER;
        };

        Gates.Result result = judge(rule(messages(5), Duration.ofHours(1)));

        assertThat(result.failed())
                .containsEntry(target, "it sends under another configuration (" + Targets.OTHER.abbreviated() + ")");
        assertThat(plant.age()).isLessThan(MINUTE);
    }

    @Test
    void aMessageThatIsMissingFails() throws Exception {
        plant.each = hub -> {
            hub.publish("full", "a");
            if (hub.sequence == 20) {
                hub.sequence++;
            }
        };

        assertThat(judge(rule(messages(10), Duration.ofHours(1))).closed())
                .contains("wave 1 (canary): a gate failed: pump-1 (message 21 of boot 3 is missing)");
    }

    @Test
    void aGapThatTheDeviceTellsFailsAndIsNoMessage() throws Exception {
        plant.each = hub -> hub.publish(hub.sequence == 18 ? "gap" : "full", "a");

        assertThat(judge(rule(messages(2), Duration.ofHours(1))).failed())
                .containsEntry(target, "the device tells that it dropped messages up to number 19");
    }

    @Test
    void afterALostConnectionMessagesCountAnew() throws Exception {
        plant.each = hub -> {
            if (hub.age().equals(Duration.ofSeconds(30))) {
                hub.put("lost", "", 3, 0);
            }
            hub.publish("full", "a");
        };

        assertThat(judge(rule(messages(5), Duration.ofHours(1))).closed()).isEmpty();
        assertThat(plant.age()).as("3 messages, lost, 5 messages").isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void aWillOfTheStartBeforeSaysNothing() throws Exception {
        plant.boot = 4;
        plant.sequence = 0;
        plant.each = hub -> hub.publish("full", "a").put("lost", "", 3, 0);

        assertThat(judge(rule(messages(3), Duration.ofHours(1))).closed()).isEmpty();
        assertThat(plant.age()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void messagesThatComeTwiceCountOnce() throws Exception {
        plant.each = hub -> {
            hub.publish("full", "a");
            hub.put("full", "a", 3, 18);
            hub.put("full", "a", 3, hub.sequence);
        };

        assertThat(judge(rule(messages(4), Duration.ofHours(1))).closed()).isEmpty();
        assertThat(plant.age()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aConnectionIsHeldFromTheFirstMessageToTheLast() throws Exception {
        plant.each = hub -> {
            if (hub.age().toSeconds() == 40) {
                hub.put("lost", "", 3, 0);
            }
            hub.publish("full", "a");
        };

        assertThat(judge(rule(connected(MINUTE), Duration.ofHours(1))).closed()).isEmpty();
        assertThat(plant.age()).as("lost after 40 s, then held").isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aConnectionThatIsSilentIsNotKnownToHold() throws Exception {
        plant.each = hub -> {
            if (hub.age().isZero()) {
                hub.publish("full", "a");
            }
        };

        assertThat(judge(rule(connected(MINUTE), Duration.ofMinutes(5))).closed())
                .contains("wave 1 (canary): a gate is inconclusive, the time for it is over:"
                        + " pump-1 (it held its connection for 0 of 60 s)");
        assertThat(plant.age()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void clocksThatDifferMakeNoDifference() throws Exception {
        for (Duration skew : List.of(Duration.ofDays(-400), Duration.ofHours(-1), Duration.ofHours(1))) {
            Instant begin = pace.now();
            plant.skew = skew;
            plant.sequence = 17 + Math.abs(skew.toHours()) * 1000;
            plant.each = hub -> hub.publish("full", "a").publish("full", "b");

            Gates.Result result = judge(
                    new FakeGateway(target, pace).confirmed(target.digest()),
                    new Baseline(new Mark(3, plant.sequence), 0, "", Optional.empty()),
                    rule(
                            new GateRule.Shows(Optional.of(MINUTE), OptionalInt.of(5), OptionalInt.of(2), false),
                            Duration.ofHours(1)));

            assertThat(result.closed()).isEmpty();
            assertThat(Duration.between(begin, pace.now())).as("%s", skew).isEqualTo(MINUTE);
        }
    }

    @Test
    void aGroupThatIsNotSentAnyMoreFails() throws Exception {
        plant.each = hub -> {
            hub.publish("full", "a");
            if (hub.age().toSeconds() < 30) {
                hub.publish("full", "b");
            }
        };

        Gates.Result result = judge(new GateRule(fresh(2), Duration.ZERO, Duration.ofHours(1), 20, false));

        assertThat(result.failed().get(target))
                .as("well for 15 looks, then not for 20")
                .isEqualTo("tag group b was seen last 320 s ago, in more than 2 periods of 60 s");
    }

    @Test
    void eachGroupHasItsPeriodsBeforeItIsMissed() throws Exception {
        plant.each = hub -> {
            hub.publish("full", "a");
            if (hub.age().toSeconds() == 110) {
                hub.publish("change", "b");
            }
        };

        assertThat(judge(rule(fresh(2), Duration.ofHours(1))).closed()).isEmpty();
        assertThat(plant.age()).isEqualTo(Duration.ofSeconds(110));
    }

    @Test
    void whatTheFlexyRecordedIsNotFresh() throws Exception {
        plant.each = hub -> hub.publish("full", "a").publish("history", "b");

        assertThat(judge(rule(fresh(1), Duration.ofHours(1))).failed()).containsKey(target);
    }

    @Test
    void looksInARowMustAgree() throws Exception {
        plant.each = hub -> {
            boolean pause = hub.age().toSeconds() > 20 && hub.age().toSeconds() < 60;
            if (!pause) {
                hub.publish("full", "a").publish("full", "b");
            }
        };

        Gates.Result result = judge(new GateRule(fresh(1), Duration.ZERO, Duration.ofHours(1), 6, false));

        assertThat(result.closed()).isEmpty();
        assertThat(plant.age())
                .as("5 looks agree, then group a is missed once, then 6 agree")
                .isEqualTo(Duration.ofSeconds(110));
    }

    @Test
    void nothingIsLookedAtBeforeTheInitialDelay() throws Exception {
        plant.each = hub -> assertThat(hub.age()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));

        judge(new GateRule(messages(1), Duration.ofMinutes(10), MINUTE, 1, false));

        assertThat(plant.age()).isEqualTo(Duration.ofMinutes(11));
    }

    @Test
    void aDryRunIsToldAndStopsNothing() throws Exception {
        plant.each = hub -> {
            hub.publish("full", "a");
            hub.sequence++;
        };

        Gates.Result result = judge(
                new GateRule(messages(5), Duration.ZERO, Duration.ofHours(1), 1, true),
                rule(connected(MINUTE), Duration.ofHours(1)));

        assertThat(result.closed()).isEmpty();
        assertThat(result.failed()).isEmpty();
        assertThat(events)
                .contains(
                        new RolloutEvent.GateJudged(
                                1, target.device(), Verdict.FAIL, "message 19 of boot 3 is missing", true),
                        new RolloutEvent.GateJudged(
                                1, target.device(), Verdict.PASS, "it held its connection for 60 of 60 s", false));
    }

    @Test
    void errorsAreAskedForWhenAllElseIsShownAndOldOnesAreForgiven() throws Exception {
        FakeGateway gateway =
                new FakeGateway(target, pace).confirmed(target.digest()).naming("hub: no answer");
        plant.each = hub -> hub.publish("full", "a");
        GateRule.Shows both = new GateRule.Shows(Optional.empty(), OptionalInt.of(5), OptionalInt.empty(), true);

        Gates.Result old = judge(
                gateway, new Baseline(new Mark(3, 17), 0, "hub", Optional.empty()), rule(both, Duration.ofHours(1)));
        assertThat(old.closed()).isEmpty();
        assertThat(gateway.done).as("one call").containsExactly("status");

        Gates.Result fresh = judge(gateway, BEFORE, rule(noNewErrors(), Duration.ofHours(1)));
        assertThat(fresh.failed()).containsEntry(target, "it names a new problem: hub: no answer");
    }
}
