package io.github.flexyfleet.runtime.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.ManualClock;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final ManualClock clock = new ManualClock();
    private final EventLog log = new EventLog(clock);

    @Test
    void theSameTextAgainTakesOneLine() {
        log.add("start");
        log.add("lost");
        clock.pass(5_000);
        log.add("lost");
        assertThat(log.last(10)).containsExactly("2026-11-22T19:00:00Z start", "2026-11-22T19:00:05Z lost (2 times)");
    }

    @Test
    void keepsTheLastLinesOnly() {
        for (int i = 0; i < 1_000; i++) {
            clock.pass(2_000);
            log.add("line " + i);
        }
        assertThat(log.last(EventLog.LINES)).hasSize(EventLog.LINES);
        assertThat(log.last(2)).containsExactly("2026-11-22T19:33:18Z line 998", "2026-11-22T19:33:20Z line 999");
    }

    @Test
    void aFloodIsCutShortAndCounted() {
        log.add("the beginning of the trouble");
        for (int i = 0; i < 100_000; i++) {
            log.add("flood " + i);
        }
        log.problem("hub", "still told");
        assertThat(log.last(EventLog.LINES)).hasSize(30);
        assertThat(log.last(EventLog.LINES)[0]).endsWith("the beginning of the trouble");
        assertThat(log.error()).isEqualTo("hub: still told");
        clock.pass(60_000);
        log.add("calm");
        assertThat(log.last(2))
                .containsExactly("2026-11-22T19:01:00Z lines left out: 99972", "2026-11-22T19:01:00Z calm");
    }

    @Test
    void theLastProblemStaysUntilItIsSolvedByItsOwnCode() {
        log.problem("hub", "lost");
        log.solved("tags");
        assertThat(log.error()).isEqualTo("hub: lost");
        log.solved("hub");
        assertThat(log.error()).isEmpty();
    }

    @Test
    void aLongProblemIsCutSinceEveryStatusCarriesIt() {
        log.problem("internal", "x".repeat(10_000));
        assertThat(log.error()).startsWith("internal: xxx").hasSize(500);
        assertThat(log.last(1)[0].length()).isLessThan(300);
    }
}
