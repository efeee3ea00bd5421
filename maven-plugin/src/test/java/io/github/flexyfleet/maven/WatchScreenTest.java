package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** What stands on the terminal, byte by byte, and what a rollout hears of a feed that breaks. */
class WatchScreenTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final DeviceId PUMP = new DeviceId("pump-1");

    private final Deque<List<DeviceMessage>> looks = new ArrayDeque<>();
    private final PausesOnly pace = new PausesOnly(START);

    private final EventFeed feed = new EventFeed() {
        @Override
        public List<DeviceMessage> poll() {
            if (looks.isEmpty()) {
                throw new EventFeedException(EventFeedException.Reason.REFUSED, "the key was taken away");
            }
            return looks.pop();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private static DeviceMessage message(long sequence) {
        return new DeviceMessage(
                PUMP,
                START,
                Map.of("boot", "1", "seq", Long.toString(sequence), "kind", "full"),
                "{\"Level\":\"" + sequence + "\"}");
    }

    @Test
    void theTableIsDrawnAnewInItsPlaceAndWhatIsOutOfOrderScrollsBy() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WatchScreen screen = new WatchScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8), pace::now, 60, 20);
        looks.add(List.of(message(1)));
        looks.add(List.of(message(4)));

        new Watch(pace)
                .run(
                        feed,
                        new WatchBoard(new WatchFilter(Map.of(PUMP, "brussels"))),
                        screen,
                        new Watch.Limits(Optional.of(Duration.ofSeconds(1)), Optional.empty()));

        assertThat(bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo("""
                        SITE      DEVICE  LAST      AGO   LAG   MESSAGES  MISSING  T
                        brussels  pump-1  12:00:00  0.0s  0.0s  1         0        0
                        \u001b[2A\u001b[J12:00:00  pump-1  full  #1/4  lag 0.5s  cfg -  fp -  ! messa
                        SITE      DEVICE  LAST      AGO   LAG   MESSAGES  MISSING  T
                        brussels  pump-1  12:00:00  0.5s  0.5s  2         2        0
                        \u001b[2A\u001b[JSITE      DEVICE  LAST      AGO   LAG   MESSAGES  MISSING  T
                        brussels  pump-1  12:00:00  1.0s  0.5s  2         2        0
                        2 messages of 1 of 1 devices; 2 missing, 0 came twice
                        """);
    }

    @Test
    void aRolloutIsToldOnceThatNothingCanBeReadAndSeesNothing() {
        looks.add(List.of(message(1), new DeviceMessage(new DeviceId("stranger"), START, Map.of(), "{}")));
        List<String> warnings = new ArrayList<>();
        SteadyFeed steady = new SteadyFeed(feed, Set.of(PUMP), warnings::add);

        assertThat(steady.poll()).extracting(DeviceMessage::device).containsExactly(PUMP);
        assertThat(steady.poll()).isEmpty();
        assertThat(steady.poll()).isEmpty();

        assertThat(warnings)
                .containsExactly(
                        "FLX3040 the key was taken away; devices under way cannot prove their data now and go back");
    }

    @Test
    void limitsAreChecked() throws Exception {
        assertThat(WatchChoice.limits("5m", 3))
                .isEqualTo(new Watch.Limits(Optional.of(Duration.ofMinutes(5)), Optional.of(3)));
        assertThatThrownBy(() -> WatchChoice.limits("soon", null))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("flexy.for is soon");
        assertThatThrownBy(() -> WatchChoice.limits(null, 0)).hasMessageContaining("flexy.count is 0");
    }
}
