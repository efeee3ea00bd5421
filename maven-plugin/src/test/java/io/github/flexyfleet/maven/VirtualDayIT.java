package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real runtime, the real engine and the hub in virtual time: a day and a revert timer pass in seconds. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class VirtualDayIT {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("Europe/Brussels"));

    /** The runtime looks 240 ms apart at what is due, and waits for each export a little. */
    private static final Duration STEP = Duration.ofMillis(500);

    /** In real time: the hub meets the end of a connection on a thread of its own. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void inADayEveryMessageArrivesAtItsMoment() throws Exception {
        try (MatrixWorld world = new MatrixWorld(folder)) {
            start(world);
            assertThat(world.deploy(world.fleet().target("{full: 20s}"), true).outcome())
                    .isEqualTo(Outcome.CONFIRMED);
            Instant begin = world.time().instant();
            long before = world.hub().events().last();

            world.time().pass(Duration.ofDays(1));

            List<HubEvent> day = world.hub().events().since(before);
            assertThat(world.time().instant()).isEqualTo(begin.plus(Duration.ofDays(1)));
            assertThat(day).hasSizeBetween(4300, 4320);
            long sequence = Long.parseLong(day.get(0).properties().get("seq"));
            Instant last = day.get(0).enqueued();
            for (HubEvent event : day) {
                assertThat(event.properties())
                        .containsEntry("seq", Long.toString(sequence))
                        .containsEntry("kind", "full");
                assertThat(Duration.between(last, event.enqueued()))
                        .satisfiesAnyOf(
                                gap -> assertThat(gap).isZero(),
                                gap -> assertThat(gap.minus(Duration.ofSeconds(20))
                                                .abs())
                                        .isLessThanOrEqualTo(STEP));
                Duration onTheWay = Duration.between(Instant.from(LOCAL.parse(time(event))), event.enqueued());
                assertThat(onTheWay)
                        .isBetween(Duration.ZERO, Duration.ofSeconds(1).plus(STEP));
                sequence++;
                last = event.enqueued();
            }
        }
    }

    private static String time(HubEvent event) {
        Matcher time =
                Pattern.compile("\"time\": \"([^\"]*)\"").matcher(new String(event.body(), StandardCharsets.UTF_8));
        assertThat(time.find()).isTrue();
        return time.group(1);
    }

    @Test
    void aPowerCutLeavesTheWillWhichCountsAsNoMessage() throws Exception {
        try (MatrixWorld world = new MatrixWorld(folder)) {
            start(world);
            assertThat(world.deploy(world.fleet().target("{full: 20s}"), true).outcome())
                    .isEqualTo(Outcome.CONFIRMED);
            HubEvent latest = world.hub().events().since(0).get(0);

            long before = world.hub().events().last();
            world.flexy().powerOff();

            assertThat(world.hub().events().await(before, SOON)).singleElement().satisfies(will -> {
                assertThat(will.deviceId()).isEqualTo(latest.deviceId());
                assertThat(will.properties())
                        .containsEntry("iothub-MessageType", "Will")
                        .containsEntry("kind", "lost")
                        .containsEntry("cfg", latest.properties().get("cfg"))
                        .containsEntry("boot", latest.properties().get("boot"))
                        .doesNotContainKeys("seq", "group");
                assertThat(new String(will.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
            });
        }
    }

    @Test
    void afterALostConnectionTheNumbersGoOnBehindTheWill() throws Exception {
        try (MatrixWorld world = new MatrixWorld(folder)) {
            start(world);
            assertThat(world.deploy(world.fleet().target("{full: 20s}"), true).outcome())
                    .isEqualTo(Outcome.CONFIRMED);
            String device = world.hub().events().since(0).get(0).deviceId();
            long before = world.hub().events().last();

            world.hub().disconnect(Optional.of(device));
            world.hub().events().await(before, SOON);
            world.time().pass(Duration.ofMinutes(2));

            List<HubEvent> after = world.hub().events().since(before);
            assertThat(after)
                    .filteredOn(event -> event.properties().containsKey("iothub-MessageType"))
                    .hasSize(1);
            assertThat(after.stream()
                            .filter(event -> event.properties().containsKey("seq"))
                            .map(event -> Long.parseLong(event.properties().get("seq")))
                            .distinct())
                    .hasSizeGreaterThan(3)
                    .isSorted();
        }
    }

    @Test
    void aTrialThatNobodyConfirmsEndsAtItsMoment() throws Exception {
        try (MatrixWorld world = new MatrixWorld(folder)) {
            start(world);
            DeviceTarget old = world.fleet().target(20);
            assertThat(world.deploy(old, true).outcome()).isEqualTo(Outcome.CONFIRMED);
            world.faults().offlineFrom("fleetConfirm");
            assertThat(world.deploy(world.fleet().target(30), true).outcome()).isEqualTo(Outcome.UNREACHABLE);

            String trial = world.status().orElseThrow();
            assertThat(trial).contains("\"state\":\"trial\"");
            Matcher left = Pattern.compile("\"revertInSeconds\":(\\d+)").matcher(trial);
            assertThat(left.find()).isTrue();
            Duration seconds = Duration.ofSeconds(Long.parseLong(left.group(1)));
            assertThat(seconds).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));

            world.time().pass(seconds.minusSeconds(2));
            assertThat(world.status().orElseThrow()).contains("\"state\":\"trial\"");
            world.time().pass(Duration.ofSeconds(3));
            assertThat(world.status().orElseThrow())
                    .contains("\"state\":\"confirmed\"", "\"lastOutcome\":\"reverted-timeout\"")
                    .contains("\"running\":\"" + old.digest().hex() + "\"");
        }
    }

    private static void start(MatrixWorld world) throws Exception {
        world.flexy().restore(MatrixFlexy.Image.empty());
        world.flexy().powerOn();
        world.time().pass(Duration.ofSeconds(5));
    }
}
