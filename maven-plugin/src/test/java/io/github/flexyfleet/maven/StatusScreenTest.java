package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.watch.HubLook;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** A fleet's state that is watched, on a terminal and in lines; what it costs. */
class StatusScreenTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final DeviceId PUMP = new DeviceId("pump-1");

    private final PausesOnly pace = new PausesOnly(START);
    private int asked;

    private static DeviceState silent() {
        BundleFile file = new BundleFile("device.json", new byte[] {1}, false);
        DeviceTarget target = new DeviceTarget(
                PUMP,
                "brussels",
                "Pump station 1",
                Optional.empty(),
                Bundle.of(PUMP, List.of(file)),
                new Fingerprint("AB".repeat(32)),
                START.plus(Duration.ofDays(3650)));
        return new DeviceState(
                target, Optional.empty(), 1, Optional.of(new DeviceProblem(ProblemCode.OFFLINE, "offline", "wait")));
    }

    /** A message each minute, the third of which is missing. */
    private final EventFeed feed = new EventFeed() {
        private int minutes;

        @Override
        public List<DeviceMessage> poll() {
            int passed = (int) Duration.between(START, pace.now()).toMinutes() + 1;
            if (passed == minutes) {
                return List.of();
            }
            minutes = passed;
            return minutes == 3
                    ? List.of()
                    : List.of(new DeviceMessage(
                            PUMP,
                            pace.now(),
                            Map.of("boot", "1", "seq", Integer.toString(minutes), "kind", "full"),
                            "{\"time\": \"2026-11-29 12:00:00\"}"));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private void watch(StatusDisplay display, Duration time, Duration every) throws Exception {
        HubLook look = HubLook.at(feed, Duration.ofMinutes(10));
        LiveStatus status = new LiveStatus(
                "acme",
                () -> {
                    asked++;
                    return List.of(silent());
                },
                List.of(),
                Map.of(PUMP, ZoneOffset.UTC),
                look,
                display,
                pace);
        status.askEvery(every);
        new Watch(pace)
                .run(
                        look,
                        new WatchBoard(new WatchFilter(Map.of(PUMP, "brussels"))),
                        status,
                        new Watch.Limits(Optional.of(time), Optional.empty()));
    }

    @Test
    void watchingAsksTheDevicesOnceUnlessMoreIsWanted() throws Exception {
        watch(StatusLog.plain(line -> {}), Duration.ofHours(1), Duration.ZERO);
        assertThat(asked).isEqualTo(1);

        asked = 0;
        watch(StatusLog.plain(line -> {}), Duration.ofHours(1), Duration.ofMinutes(15));
        assertThat(asked).isBetween(4, 5);
    }

    @Test
    void linesTellTheStateOnceAndThenWhatChanges() throws Exception {
        List<String> lines = new ArrayList<>();
        watch(StatusLog.plain(lines::add), Duration.ofMinutes(5), Duration.ZERO);

        assertThat(lines).first().asString().startsWith("SITE      DEVICE  WANTED");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("12:"))
                .containsExactly("12:03:00  brussels  pump-1  messages missing: 1 (was 0)");
    }

    @Test
    void programsGetALineWheneverSomethingIsNews() throws Exception {
        List<String> json = new ArrayList<>();
        watch(StatusLog.json(json::add), Duration.ofMinutes(5), Duration.ZERO);

        assertThat(json).hasSize(2);
        assertThat(json.get(0)).startsWith("{\"fleet\":\"acme\"").contains("\"missing\":0");
        assertThat(json.get(1)).contains("\"missing\":1", "\"at\":\"2026-11-29T12:03:00Z\"");
    }

    @Test
    void anAccountThatIsSpentLeavesWhatWasKnownWithItsTime() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StatusScreen screen = new StatusScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8), 100, 20);
        LiveStatus status = new LiveStatus(
                "acme",
                () -> {
                    if (asked++ > 0) {
                        throw new DeviceProblemException(
                                Outcome.NOT_STARTED, ProblemCode.CALLS_SPENT, "no calls left", "wait");
                    }
                    return List.of(silent());
                },
                List.of(),
                Map.of(PUMP, ZoneOffset.UTC),
                HubLook.none("no rights"),
                screen,
                pace);
        status.askEvery(Duration.ofMinutes(1));
        WatchBoard board = new WatchBoard(new WatchFilter(Map.of(PUMP, "brussels")));
        status.looked(board);
        pace.pause(Duration.ofSeconds(60));
        status.looked(board);

        assertThat(bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo("""
                        fleet acme, messages as of 12:00:00 UTC, devices asked at 12:00:00
                        SITE      DEVICE  WANTED        RUNS  COMPARED  RUNTIME  HUB  LAST MESSAGE  LAG         MISSING
                        brussels  pump-1  44604a85997f  -     unknown   -        -    not looked    not looked  not looked

                        pump-1 FLX3002 offline / wait

                        not looked at the hub's messages: no rights
                        \u001b[7A\u001b[Jfleet acme, messages as of 12:01:00 UTC, devices asked at 12:00:00; not again: FLX3019 no calls left
                        SITE      DEVICE  WANTED        RUNS  COMPARED  RUNTIME  HUB  LAST MESSAGE  LAG         MISSING
                        brussels  pump-1  44604a85997f  -     unknown   -        -    not looked    not looked  not looked

                        pump-1 FLX3002 offline / wait

                        not looked at the hub's messages: no rights
                        """);
    }

    @Test
    void theTimesAreChecked() throws Exception {
        assertThat(StatusChoice.read("5m", "15m", "10m").every()).isEqualTo(Duration.ofMinutes(15));
        assertThatThrownBy(() -> StatusChoice.read(null, "30s", "10m"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("flexy.every is 30s")
                .hasMessageContaining("1m or more");
    }
}
