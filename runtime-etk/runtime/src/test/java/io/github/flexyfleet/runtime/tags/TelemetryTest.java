package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.hub.Outbox;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final int STEP = 250;

    private final ManualClock clock = new ManualClock();
    private final FakeGateway gateway = new FakeGateway(clock);
    private final EventLog log = new EventLog(clock);
    private final Outbox outbox = new Outbox(new MemoryStore(), 1, log);
    private final Telemetry telemetry = new Telemetry(clock, gateway, new MessageMaker(outbox, 1), log);
    private long now;
    private boolean clockPlausible = true;

    @BeforeEach
    void tags() {
        gateway.tag(1, "Level", 1, "A", "12.500000");
        gateway.tag(2, "Pump", 0, "B", "1");
        gateway.tag(3, "Count", 2, "AB", "-7");
        gateway.tag(4, "Other", 2, "", "9");
    }

    private void use(String groups, int heartbeat) throws Refusal {
        TestBundle bundle = TestBundle.of("t", true, "[" + groups + "]", heartbeat);
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), log);
        keeper.open();
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 60, "r");
        RunningBundle running = keeper.running();
        telemetry.use(running);
    }

    private List<String> run(int seconds) {
        for (int i = 0; i < seconds * 1000 / STEP; i++) {
            telemetry.step(now, clockPlausible);
            now += STEP;
            clock.pass(STEP);
        }
        List<String> made = new ArrayList<>();
        long last = 0;
        for (Message message = outbox.after(last); message != null; message = outbox.after(last)) {
            last = message.position;
            made.add(message.topic.replaceAll(".*&kind=", "").replace("&group=", "/") + " "
                    + new String(message.payload, UTF_8));
        }
        outbox.release(last);
        return made;
    }

    @Test
    void beginsWithAFullPushAsSoonAsTheClockIsSet() throws Refusal {
        use(TestBundle.group("g", "AB", 2, 20), 0);
        clockPlausible = false;
        assertThat(run(60)).isEmpty();
        assertThat(gateway.exports()).isEmpty();
        clockPlausible = true;
        assertThat(run(1))
                .containsExactly("full/g {\"Level\":\"12.5\",\"Pump\":\"1\",\"Count\":\"-7\","
                        + "\"time\": \"2026-11-22 20:01:00\"}");
        assertThat(telemetry.selected()).isEqualTo(3);
    }

    @Test
    void fullPushesComeByPeriodAndChangesInBetween() throws Refusal {
        use(TestBundle.group("g", "AB", 2, 20), 0);
        run(1);
        assertThat(run(10)).isEmpty();
        gateway.value(1, "13");
        gateway.value(4, "10");
        List<String> changed = run(3);
        assertThat(changed).hasSize(1);
        assertThat(changed.get(0)).startsWith("change/g {\"Level\":\"13\",\"time\":");
        List<String> full = run(8);
        assertThat(full).hasSize(1);
        assertThat(full.get(0)).startsWith("full/g {\"Level\":\"13\",\"Pump\":\"1\",\"Count\":\"-7\",");
        assertThat(run(20)).hasSize(1);
    }

    @Test
    void theSameFloatInOtherDigitsIsNoChange() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0), 0);
        assertThat(run(3)).hasSize(1);
        gateway.value(1, "1.25e1");
        assertThat(run(3)).isEmpty();
    }

    @Test
    void withoutFullPushTheFirstChangeHoldsAllTags() throws Refusal {
        use(TestBundle.group("g", "AB", 2, 0), 0);
        List<String> made = run(5);
        assertThat(made).hasSize(1);
        assertThat(made.get(0)).startsWith("change/g {\"Level\":\"12.5\",\"Pump\":\"1\",\"Count\":\"-7\",");
    }

    @Test
    void groupsAreIndependentAndOneExportServesAllOfAStep() throws Refusal {
        use(TestBundle.group("a", "A", 0, 10) + "," + TestBundle.group("b", "B", 0, 5), 0);
        List<String> made = run(10);
        assertThat(made).extracting(line -> line.split(" ", 2)[0]).containsExactly("full/a", "full/b", "full/b");
        assertThat(gateway.exports())
                .filteredOn(descriptor -> descriptor.startsWith("$dtIV"))
                .hasSize(2);
    }

    @Test
    void deletedAndNewTagsAreNoticedWithinAMinute() throws Refusal {
        use(TestBundle.group("g", "AB", 0, 60), 0);
        run(1);
        gateway.delete(2);
        gateway.tag(9, "New \"one\"", 6, "A", "x;\"y\\");
        List<String> made = run(61);
        assertThat(made).hasSize(1);
        assertThat(made.get(0))
                .startsWith("full/g {\"Level\":\"12.5\",\"Count\":\"-7\",\"New \\\"one\\\"\":\"x;\\\"y\\\\\",");
    }

    @Test
    void aRenamedTagIsSentUnderItsNewName() throws Refusal {
        use(TestBundle.group("g", "A", 2, 0), 0);
        run(4);
        gateway.tag(1, "Height", 1, "A", "12.500000");
        List<String> made = run(61);
        assertThat(made).hasSize(1);
        assertThat(made.get(0)).startsWith("change/g {\"Height\":\"12.5\",\"time\":");
    }

    @Test
    void valuesThatAreNoNumbersAndNastyTextsArrive() throws Refusal {
        gateway.tag(1, "Level", 1, "A", "nan");
        gateway.tag(2, "Flow", 1, "A", "-inf");
        gateway.tag(3, "Text", 6, "A", "a;\"b\"\r\n\tc\\é水😀\u0001");
        use(TestBundle.group("g", "A", 1, 0), 0);
        List<String> made = run(5);
        assertThat(made).as("not a number is no change of itself").hasSize(1);
        assertThat(made.get(0))
                .startsWith("change/g {\"Level\":\"nan\",\"Flow\":\"-inf\","
                        + "\"Text\":\"a;\\\"b\\\"\\r\\n\\tc\\\\é水😀\\u0001\",\"time\":");
    }

    @Test
    void fiveThousandTagsComeInMessagesOfAtMost4096Bytes() throws Refusal {
        for (int i = 10; i < 5_010; i++) {
            gateway.tag(i, "Pump station " + i, 2, "C", Integer.toString(i * 7));
        }
        use(TestBundle.group("g", "C", 2, 20), 0);
        List<String> made = run(1);
        assertThat(made.size()).isBetween(30, 50);
        assertThat(made).allSatisfy(line -> {
            byte[] payload = line.substring(line.indexOf(' ') + 1).getBytes(UTF_8);
            assertThat(payload.length).isLessThanOrEqualTo(4096);
        });
        assertThat(String.join("", made)).contains("\"Pump station 10\":\"70\"", "\"Pump station 5009\":\"35063\"");
        gateway.value(4_000, "1");
        assertThat(run(4)).hasSize(1);
    }

    @Test
    void hundredsOfGroupsEachHaveTheirOwnTagsAndPeriods() throws Refusal {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            gateway.tag(10 + i * 600, "station-" + i + "/level", 1, "C", i + ".5");
            groups.append(i == 0 ? "" : ",")
                    .append(TestBundle.group("g" + i, "C", 1 + i % 5, 60, "\"names\":[\"station-" + i + "/*\"]"));
        }
        use(groups.toString(), 0);
        assertThat(run(1)).hasSize(500);
        gateway.value(10 + 499 * 600, "7.25");
        assertThat(run(5)).singleElement().asString().startsWith("change/g499 {\"station-499/level\":\"7.25\"");
        assertThat(telemetry.selected()).isEqualTo(500);
    }

    /** With a period of a second: the exports of so many tags must not take the Flexy for themselves. */
    @Test
    void slowExportsStretchThePeriodAndThatIsTold() throws Refusal {
        gateway.tag(9, "State", 6, "A", "x");
        use(TestBundle.group("g", "A", 1, 0), 0);
        gateway.exportTime(500);
        for (int i = 0; i < 60; i++) {
            telemetry.step(now, true);
            long before = clock.now();
            clock.pass(STEP);
            now += STEP + (clock.now() - before - STEP);
        }
        int exports = gateway.exports().size();
        long begin = clock.now();
        while (clock.now() - begin < 60_000) {
            long before = clock.now();
            telemetry.step(now, true);
            clock.pass(STEP);
            now += clock.now() - before;
        }
        assertThat(gateway.exports().size() - exports).isBetween(25, 32);
        assertThat(log.last(50)).anyMatch(line -> line.contains("the tags take 500 ms"));
    }

    /** 200 KB of one value, and what does not fit into a message. */
    @Test
    void aValueOver200KiloBytesIsNotSentAndThatIsTold() throws Refusal {
        gateway.tag(1, "Note", 6, "A", "n".repeat(190_000));
        gateway.tag(2, "Novel", 6, "A", "\u0001".repeat(40_000));
        gateway.tag(3, "After", 2, "A", "1");
        use(TestBundle.group("classic", "A", 0, 60) + "," + TestBundle.typed("typed", "A", 0, 60), 0);
        List<String> made = run(1);
        assertThat(made).allMatch(line -> line.length() < 200 * 1024);
        assertThat(made)
                .filteredOn(line -> line.startsWith("full/classic"))
                .hasSize(2)
                .noneMatch(line -> line.contains("Novel"));
        assertThat(made)
                .filteredOn(line -> line.startsWith("full/typed"))
                .last()
                .asString()
                .contains("{\"name\":\"Novel\",\"value\":null,\"quality\":\"bad\"", "\"After\"");
        assertThat(log.error()).isEqualTo("large-value: a value over 200 KB was not sent: Novel");
        assertThat(log.last(50)).anyMatch(line -> line.endsWith("(2 times)"));
    }

    @Test
    void anExportThatIsNoTableIsAProblemAndNotAnEmptyTable() throws Refusal {
        use(TestBundle.group("g", "A", 0, 5), 0);
        run(1);
        gateway.garbling(true);
        assertThat(run(70)).isEmpty();
        assertThat(log.error()).startsWith("tags: export failed");
        assertThat(telemetry.selected()).isEqualTo(2);
        gateway.garbling(false);
        assertThat(run(6)).isNotEmpty();
    }

    @Test
    void nothingIsMadeWhileTheClockIsNotSet() throws Refusal {
        use(TestBundle.group("g", "A", 1, 10), 0);
        run(1);
        clockPlausible = false;
        gateway.value(1, "13");
        assertThat(run(30)).isEmpty();
        clockPlausible = true;
        assertThat(run(1)).singleElement().asString().contains("\"Level\":\"13\"");
    }

    @Test
    void aHeartbeatComesWhenNothingWasSentForItsTime() throws Refusal {
        use(TestBundle.group("g", "A", 2, 0), 30);
        assertThat(run(29)).hasSize(1);
        List<String> made = run(10);
        assertThat(made).containsExactly("heartbeat {\"time\": \"2026-11-22 20:00:32\"}");
        gateway.value(1, "99");
        assertThat(run(20)).hasSize(1);
        assertThat(run(20)).hasSize(1);
    }

    @Test
    void aFailingExportIsAProblemThatPasses() throws Refusal {
        use(TestBundle.group("g", "A", 0, 5), 20);
        gateway.failing(true);
        List<String> made = run(30);
        assertThat(made).extracting(line -> line.split(" ", 2)[0]).containsExactly("heartbeat");
        assertThat(log.error()).startsWith("tags: export failed");
        gateway.failing(false);
        assertThat(run(6)).extracting(line -> line.split(" ", 2)[0]).contains("full/g");
        assertThat(log.error()).doesNotStartWith("tags");
    }

    @Test
    void theTimeFollowsTheFlexysZone() throws Refusal {
        gateway.offset(ZoneOffset.ofHoursMinutes(5, 45));
        use(TestBundle.group("g", "A", 0, 70), 0);
        assertThat(run(1).get(0)).contains("\"time\": \"2026-11-23 00:45:00\"");
        gateway.offset(ZoneOffset.ofHours(-8));
        assertThat(run(70).get(0)).contains("\"time\": \"2026-11-22 11:01:10\"");
    }

    /** The clocks go back at 01:00 UTC: the first message after it has the new time, however young the last measure. */
    @Test
    void daylightSavingEndsBetweenTwoMessages() throws Refusal {
        clock.set("2026-10-25T00:59:58Z");
        gateway.offset(ZoneOffset.ofHours(2));
        use(TestBundle.group("g", "A", 0, 1), 0);
        assertThat(run(2).get(1)).contains("\"time\": \"2026-10-25 02:59:59\"");
        gateway.offset(ZoneOffset.ofHours(1));
        assertThat(run(2).get(0)).contains("\"time\": \"2026-10-25 02:00:00\"");
    }

    @Test
    void typedGroupsAskForNoLocalTimeAndHaveATypedHeartbeat() throws Refusal {
        use(TestBundle.typed("g", "AB", 0, 20), 10);
        List<String> made = run(20);
        assertThat(made).hasSize(2);
        assertThat(made.get(0))
                .startsWith(
                        "full/g {\"device\":\"d-1\",\"group\":\"g\",\"kind\":\"full\",\"values\":[{\"name\":\"Level\","
                                + "\"value\":12.5,\"quality\":\"good\",\"time\":\"2026-11-22T19:00:00.000Z\"},");
        assertThat(made.get(1))
                .isEqualTo("heartbeat {\"device\":\"d-1\",\"kind\":\"heartbeat\",\"time\":\"2026-11-22T19:00:10.000Z\","
                        + "\"values\":[]}");
        assertThat(gateway.exports()).noneMatch(descriptor -> descriptor.startsWith("$dtSE"));
    }

    @Test
    void theHeartbeatIsClassicWhenAnyGroupIsOrThereIsNone() throws Refusal {
        use(TestBundle.typed("t", "A", 0, 0) + "," + TestBundle.group("c", "A", 0, 0), 10);
        assertThat(run(11)).containsExactly("heartbeat {\"time\": \"2026-11-22 20:00:10\"}");
        use("", 10);
        assertThat(run(11)).containsExactly("heartbeat {\"time\": \"2026-11-22 20:00:21\"}");
    }

    @Test
    void propertiesFollowTheFixedOnesInTheOrderOfTheFile() throws Refusal {
        use(TestBundle.group("g", "A", 0, 20, "\"properties\":{\"z\":\"ö/ 1\",\"plant\":\"brussels\"}"), 0);
        telemetry.step(now, true);
        assertThat(outbox.after(0).topic).endsWith("&kind=full&group=g&z=%C3%B6%2F%201&plant=brussels");
    }

    @Test
    void onlySelectedTagsAreSentAndATagInTwoGroupsCountsOnce() throws Refusal {
        use(
                TestBundle.group("a", "", 0, 20, "\"types\":[\"integer\"]") + ","
                        + TestBundle.group("b", "AB", 0, 20, "\"names\":[\"*\",\"!P*\"]"),
                0);
        List<String> made = run(1);
        assertThat(made.get(0)).startsWith("full/a {\"Count\":\"-7\",\"Other\":\"9\",\"time\"");
        assertThat(made.get(1)).startsWith("full/b {\"Level\":\"12.5\",\"Count\":\"-7\",\"time\"");
        assertThat(telemetry.selected()).isEqualTo(3);
    }

    @Test
    void aChangeInsideTheDeadbandWaitsUntilItLeavesIt() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0, "\"names\":[\"Level\"],\"deadband\":{\"absolute\":0.1}"), 0);
        run(2);
        gateway.value(1, "12.55");
        assertThat(run(5)).isEmpty();
        gateway.value(1, "12.6");
        assertThat(run(5)).singleElement().asString().contains("12.6");
        gateway.value(1, "12.55");
        assertThat(run(5)).isEmpty();
        gateway.value(1, "nan");
        assertThat(run(5)).singleElement().asString().contains("nan");
    }

    @Test
    void afterThePauseTheNewestValueIsSentAndNothingWhenItIsBack() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0, "\"names\":[\"Level\"],\"minIntervalSeconds\":10"), 0);
        assertThat(run(2)).hasSize(1);
        gateway.value(1, "13");
        assertThat(run(4)).isEmpty();
        gateway.value(1, "14");
        assertThat(run(4)).isEmpty();
        assertThat(run(2)).singleElement().asString().contains("\"14\"");
        gateway.value(1, "15");
        run(2);
        gateway.value(1, "14");
        assertThat(run(20)).isEmpty();
        gateway.value(1, "16");
        assertThat(run(2)).singleElement().asString().contains("\"16\"");
    }
}
