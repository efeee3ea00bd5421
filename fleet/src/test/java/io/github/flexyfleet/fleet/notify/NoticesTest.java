package io.github.flexyfleet.fleet.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ExampleReport;
import io.github.flexyfleet.fleet.rollout.Debt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

    @Test
    void aHaltNamesWhatWentWrongAndHowToMendIt() {
        List<Notice> notices = Notices.of(ExampleReport.halted().result(), Optional.empty(), Duration.ofDays(30));

        assertThat(notices).extracting(Notice::kind).containsExactly(Notice.Kind.HALT, Notice.Kind.EXPIRY);
        Notice halt = notices.get(0);
        assertThat(halt.what()).isEqualTo("the rollout was stopped: wave 2 (pilots): 1 of 3 devices went wrong");
        assertThat(halt.items())
                .containsExactly(new Notice.Item(
                        "Pump-North-3",
                        "FLX3013 no message under the new digest within 300 s",
                        "look at hub.host (fleet.yaml:2:12)"));
        assertThat(notices.get(1).items())
                .containsExactly(new Notice.Item("Pump-North-3", "ends on 2026-12-19", "mvn flexy:deploy renews it"));
    }

    @Test
    void aRolloutThatWentWellIsWorthNoNotice() {
        assertThat(Notices.of(ExampleReport.large(3).result(), Optional.empty(), Duration.ofDays(30)))
                .isEmpty();
    }

    @Test
    void certificatesCountToTheSecond() {
        Map<DeviceId, Instant> ends = Map.of(
                new DeviceId("ended"), NOW.minusSeconds(1),
                new DeviceId("soon"), NOW.plus(Duration.ofDays(30)).minusSeconds(1),
                new DeviceId("later"), NOW.plus(Duration.ofDays(30)));

        Notice notice =
                Notices.expiry("waterworks", ends, Duration.ofDays(30), NOW).orElseThrow();

        assertThat(notice.items()).extracting(Notice.Item::device).containsExactly("ended", "soon");
        assertThat(notice.items().get(0).what()).startsWith("ended on ");
    }

    @Test
    void debtsThatAreOverdueAreCounted() {
        Debt debt = new Debt(new DeviceId("pump-1"), NOW.minus(Duration.ofDays(9)), "FLX3002");

        Notice notice =
                Notices.debts("waterworks", List.of(debt), List.of(debt), NOW).orElseThrow();

        assertThat(notice.what()).isEqualTo("1 device is still to be done, 1 of them past the deadline");
        assertThat(notice.items()).containsExactly(new Notice.Item("pump-1", "since 2026-11-20 FLX3002", ""));
    }

    @Test
    void whatStandsHasTheSameIdEachNight() {
        Debt first = new Debt(new DeviceId("pump-1"), NOW.minus(Duration.ofDays(9)), "FLX3002");
        Debt second = new Debt(new DeviceId("pump-2"), NOW.minus(Duration.ofDays(1)), "FLX3002");
        Instant tomorrow = NOW.plus(Duration.ofDays(1));

        String id = debts(List.of(first, second), List.of(), NOW);

        assertThat(debts(List.of(second, first), List.of(), tomorrow)).isEqualTo(id);
        assertThat(debts(List.of(first), List.of(), tomorrow)).isNotEqualTo(id);
        assertThat(debts(List.of(first, second), List.of(first), tomorrow))
                .as("one is overdue now")
                .isNotEqualTo(id);
        assertThat(Notices.debts("other", List.of(first, second), List.of(), NOW)
                        .orElseThrow()
                        .id())
                .isNotEqualTo(id);
        assertThat(id).matches("flexy_debt_[0-9a-f]{32}");
    }

    @Test
    void aCertificateThatEndsSoonIsTheSameThingUntilItIsRenewedOrHasEnded() {
        Instant end = NOW.plus(Duration.ofDays(10));

        String id = expiry(end, NOW);

        assertThat(expiry(end, NOW.plus(Duration.ofDays(1)))).isEqualTo(id);
        assertThat(expiry(end.plusSeconds(1), NOW)).as("another certificate").isNotEqualTo(id);
        assertThat(expiry(end, end.plusSeconds(1))).as("it has ended").isNotEqualTo(id);
    }

    private static String debts(List<Debt> all, List<Debt> overdue, Instant now) {
        return Notices.debts("waterworks", all, overdue, now).orElseThrow().id();
    }

    private static String expiry(Instant end, Instant now) {
        return Notices.expiry("waterworks", Map.of(new DeviceId("pump-1"), end), Duration.ofDays(30), now)
                .orElseThrow()
                .id();
    }

    @Test
    void chatsShowTwentyDevicesAndProgramsGetAll() {
        Notice many = new Notice(
                Notice.Kind.DEBT,
                "waterworks",
                NOW,
                "25 devices are still to be done",
                IntStream.range(0, 25)
                        .mapToObj(i -> new Notice.Item("pump-" + i, "since <yesterday>", ""))
                        .toList(),
                "");

        JsonNode json = NoticeForm.JSON.body(many);
        assertThat(json.path("type").stringValue()).isEqualTo("flexy.debt");
        assertThat(json.path("data").path("devices")).hasSize(25);
        String slack = NoticeForm.SLACK.body(many).path("text").stringValue();
        assertThat(slack).contains("pump-19").doesNotContain("pump-20", "<").endsWith("and 5 more");
        JsonNode card = NoticeForm.TEAMS.body(many).path("attachments").path(0).path("content");
        assertThat(card.path("type").stringValue()).isEqualTo("AdaptiveCard");
        assertThat(card.path("body").path(2).path("facts")).hasSize(20);
        assertThat(card.path("body").path(3).path("text").stringValue()).isEqualTo("and 5 more");
    }
}
