package io.github.flexyfleet.runtime;

import static io.github.flexyfleet.runtime.HistoryRig.bundle;
import static io.github.flexyfleet.runtime.HistoryRig.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the hub lacks comes from the Flexy's own recording. */
class HistoryTest {
    private static final int HOUR = 3600;

    private HistoryRig rig;

    @BeforeEach
    void running() throws Refusal {
        rig = HistoryRig.running(bundle("h", HistoryRig.GROUP));
    }

    private static JsonNode vector() throws IOException {
        String path = "/io/github/flexyfleet/schema/vectors/typed/history.json";
        try (InputStream file = HistoryTest.class.getResourceAsStream(path)) {
            return JsonMapper.shared().readTree(file);
        }
    }

    /** The power is off for a time. */
    private void off(Duration time) {
        rig.clock.set(Instant.ofEpochMilli(rig.clock.now()).plus(time).toString());
        rig.start();
    }

    @Test
    void aFirstStartAsksForNothing() {
        rig.gateway.record(1, rig.in(-600), "1", 3);
        rig.run(HOUR);
        assertThat(rig.history()).isEmpty();
        assertThat(rig.historyExports()).isEmpty();
    }

    @Test
    void whatWasRecordedWhileTheRuntimeWasOffComesAfterTheNextStart() throws IOException {
        JsonNode vector = vector();
        rig.run(600);
        for (JsonNode point : vector.get("recorded")) {
            int id = point.get("tag").asString().equals("Level") ? 1 : 2;
            rig.gateway.record(
                    id,
                    point.get("time").asString(),
                    point.get("value").asString(),
                    point.get("quality").asInt());
        }
        rig.gateway.record(3, "2026-11-22T20:00:00Z", "99", 3);
        off(Duration.ofHours(2));
        rig.run(120);
        assertThat(rig.all())
                .containsExactlyElementsOf(vector.get("payloads")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        assertThat(rig.hub.telemetry())
                .filteredOn(message -> message.payload().contains("\"history\""))
                .first()
                .extracting(FakeHub.Received::topic)
                .asString()
                .endsWith("&kind=history&group=g");
        rig.run(2 * HOUR);
        assertThat(rig.history()).as("once").hasSize(1);
    }

    @Test
    void whatTheSpoolDroppedIsMadeGoodAndTheGapSaysOfWhichGroups() throws Refusal {
        rig.gateway.tag(4, "Text", 6, "C", "x".repeat(3500));
        rig.use(bundle("full", HistoryRig.GROUP, TestBundle.group("t", "C", 0, 60))
                .spool(250_000, 86_400 * 7, 30, false));
        rig.run(600);
        rig.hub.status(4);
        List<String> recorded = new ArrayList<>();
        String begin = rig.in(0);
        for (int i = 0; i < 288; i++) {
            recorded.add(value("Level", String.valueOf(i), "good", rig.in(0).replace("Z", ".000Z")));
            rig.gateway.record(1, rig.in(0), String.valueOf(i), 3);
            rig.run(600);
        }
        String end = rig.in(0);
        rig.hub.status(5);
        rig.run(HOUR);

        assertThat(rig.waiting()).isLessThan(3);
        assertThat(rig.values()).as("from %s to %s", begin, end).doesNotHaveDuplicates();
        assertThat(rig.values()).containsSubsequence(recorded.subList(0, 270));
        assertThat(rig.hub.telemetry())
                .filteredOn(message -> message.topic().endsWith("&kind=gap"))
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.payload()).endsWith(",\"history\":\"g\"}"));
        // What the spool kept comes from there, and need not come again.
        assertThat(rig.values()).hasSizeLessThan(288);
        assertThat(rig.ends()).hasSize(1);
    }

    @Test
    void aFullSpoolThatRefusesNewMessagesIsMadeGoodToo() throws Refusal {
        rig.gateway.tag(4, "Text", 6, "C", "x".repeat(3500));
        rig.use(bundle("stop", HistoryRig.GROUP, TestBundle.group("t", "C", 0, 60))
                .spool(250_000, 86_400 * 7, 30, true));
        rig.run(600);
        rig.hub.status(4);
        List<String> recorded = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            recorded.add(value("Level", String.valueOf(i), "good", rig.in(0).replace("Z", ".000Z")));
            rig.gateway.record(1, rig.in(0), String.valueOf(i), 3);
            rig.run(600);
            if (i == 40) {
                off(Duration.ofMinutes(10));
            }
        }
        rig.hub.status(5);
        rig.run(HOUR);

        assertThat(rig.values()).doesNotHaveDuplicates().containsSubsequence(recorded.subList(10, 72));
    }

    @Test
    void startsInAnOutageLeaveOnlyTheTimesWithoutPower() {
        rig.run(600);
        rig.hub.status(4);
        for (int i = 0; i < 4; i++) {
            rig.run(HOUR);
            rig.gateway.record(1, rig.in(-1800), "1", 3);
            rig.gateway.record(1, rig.in(300), "2", 3);
            off(Duration.ofMinutes(10));
        }
        rig.hub.status(5);
        rig.run(HOUR);
        assertThat(rig.values())
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allSatisfy(value -> assertThat(value).contains("\"value\":2,"));
        assertThat(rig.ends()).hasSize(4);
    }

    @Test
    void withoutAnAnswerOfTheHubThePositionStaysAlsoOverAStart() {
        rig.run(600);
        rig.gateway.record(1, rig.in(60), "7", 3);
        off(Duration.ofHours(1));
        rig.hub.answering(false);
        rig.run(25);
        assertThat(rig.values()).hasSize(1);
        rig.start();
        rig.hub.answering(true);
        rig.run(600);
        assertThat(rig.values()).hasSize(2);
        rig.start();
        rig.run(600);
        assertThat(rig.values()).hasSize(2);
    }

    @Test
    void aDenseRecordingComesInSlicesAndNewValuesKeepTheirTime() {
        rig.run(600);
        List<String> recorded = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String time = rig.in(60 + i / 10);
            rig.gateway.record(1, time, String.valueOf(i), 3);
            recorded.add(value("Level", String.valueOf(i), "good", time.replace("Z", ".000Z")));
        }
        off(Duration.ofHours(1));
        int before = rig.hub.telemetry().size();
        int minutes = 0;
        while (rig.ends().isEmpty() && minutes < 30) {
            rig.run(60);
            minutes++;
            assertThat(rig.waiting()).isLessThan(30);
        }
        assertThat(rig.values()).containsExactlyElementsOf(recorded);
        assertThat(rig.history()).allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(4096));
        assertThat(rig.hub.telemetry().subList(before, rig.hub.telemetry().size()))
                .filteredOn(message -> message.topic().contains("&kind=full"))
                .hasSizeBetween(minutes, minutes + 2);
    }

    @Test
    void localTimesAreRightAlsoInTheHourThatComesTwice() {
        rig.clock.set("2026-10-24T23:30:00Z");
        rig.gateway.recordIn(ZoneId.of("Europe/Berlin"));
        rig.run(600);
        // 02:30 local time, once in summer time and once in winter time.
        rig.gateway.record(1, "2026-10-25T00:30:00Z", "1", 3);
        rig.gateway.record(1, "2026-10-25T01:30:00Z", "2", 3);
        off(Duration.ofHours(4));
        rig.run(120);
        assertThat(rig.values())
                .containsExactly(
                        value("Level", "1", "good", "2026-10-25T00:30:00.000Z"),
                        value("Level", "2", "good", "2026-10-25T01:30:00.000Z"));
    }

    @Test
    void aClockThatWentBackDoesNotStopIt() {
        rig.clock.set("2030-01-01T00:00:00Z");
        rig.run(2 * HOUR);
        rig.clock.set("2026-11-22T19:00:00Z");
        rig.start();
        rig.run(2 * HOUR);
        rig.gateway.record(1, rig.in(600), "7", 3);
        off(Duration.ofHours(1));
        rig.run(120);
        assertThat(rig.values()).hasSize(1);
    }

    @Test
    void anExportThatFailsIsAskedForAgainAndToldMeanwhile() {
        rig.run(600);
        rig.gateway.record(1, rig.in(600), "7", 3);
        off(Duration.ofHours(1));
        rig.run(3);
        rig.gateway.failing(true);
        rig.run(60);
        assertThat(rig.log.last(50)).anyMatch(line -> line.contains("history: busy"));
        rig.gateway.failing(false);
        rig.run(200);
        assertThat(rig.log.error()).isEmpty();
        assertThat(rig.values()).hasSize(1);
    }

    @Test
    void textsThatCannotBeReadDoNotHoldUpNumbers() {
        rig.run(600);
        rig.gateway.failTexts();
        rig.gateway.record(1, rig.in(600), "7", 3);
        rig.gateway.record(2, rig.in(600), "never", 3);
        off(Duration.ofHours(1));
        rig.run(600);
        assertThat(rig.values()).singleElement().asString().contains("\"value\":7,");
        assertThat(rig.ends()).hasSize(1);
    }

    @Test
    void withoutTheSettingNothingIsAskedForAndTheTimesAreForgotten() throws Refusal {
        rig.run(600);
        rig.use(bundle("off", TestBundle.typed("g", "A", 0, 60)));
        rig.run(60);
        assertThat(rig.flash.list("history.")).isEmpty();
        rig.gateway.record(1, rig.in(600), "7", 3);
        off(Duration.ofHours(1));
        rig.run(60);
        rig.use(bundle("on", HistoryRig.GROUP));
        rig.run(600);
        assertThat(rig.historyExports()).isEmpty();
    }

    @Test
    void whileNothingIsBehindFlashIsWrittenToOnceAnHour() {
        rig.run(700);
        int before = rig.flash.writes();
        rig.run(10 * HOUR);
        assertThat(rig.flash.writes() - before).isBetween(9, 11);
    }

    @Test
    void aTimeInWhichTheWorkerStandsStillIsMadeGood() {
        rig.run(600);
        rig.gateway.record(1, rig.in(1800), "7", 3);
        rig.turn(HOUR * 1000);
        rig.run(120);
        assertThat(rig.values()).singleElement().asString().contains("\"value\":7,");
    }

    @Test
    void aPowerCutAtAnyWriteOfTheCatchingUpLosesNothing() throws Refusal {
        int cuts = 0;
        for (int n = 0; n < 30; n++) {
            rig = HistoryRig.running(bundle("h", HistoryRig.GROUP));
            rig.run(600);
            rig.gateway.record(1, rig.in(300), "1", 3);
            rig.gateway.record(1, rig.in(2 * HOUR), "2", 3);
            rig.gateway.record(1, rig.in(5 * HOUR), "3", 3);
            rig.clock.set(rig.in(6 * HOUR));
            rig.flash.cutAt(n);
            cuts += startsThrough() ? 1 : 0;
            rig.flash.cutAt(Integer.MAX_VALUE);
            assertThat(new HashSet<>(rig.values())).as("cut %d", n).hasSize(3);
            assertThat(rig.ends()).as("cut %d", n).isNotEmpty();
        }
        assertThat(cuts).isGreaterThan(5);
    }

    /** Starts and catches up, over a power cut if there is one. */
    private boolean startsThrough() {
        boolean cut = false;
        for (int tries = 0; tries < 2; tries++) {
            try {
                rig.start();
                rig.run(600);
                return cut;
            } catch (MemoryStore.PowerCut e) {
                cut = true;
                rig.flash.cutAt(Integer.MAX_VALUE);
            }
        }
        return cut;
    }

    @Test
    void aConfigurationThatCannotBeIsRefused() {
        String classic = TestBundle.group("g", "A", 0, 60, "\"history\":true");
        assertThatThrownBy(() -> rig.use(bundle("classic", classic))).hasMessageContaining("history");
        TestBundle basic = TestBundle.of("basic", false, "[" + HistoryRig.GROUP + "]", 0);
        assertThatThrownBy(() -> rig.use(basic)).hasMessageContaining("history");
    }
}
