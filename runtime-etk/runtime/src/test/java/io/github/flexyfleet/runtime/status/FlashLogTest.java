package io.github.flexyfleet.runtime.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlashLogTest {
    private static final int HOUR = 3_600_000;

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore();
    private EventLog log;
    private FlashLog flash;
    private long now;

    @BeforeEach
    void start() {
        log = new EventLog(clock);
        flash = new FlashLog(store, log);
        flash.open();
        now = 0;
    }

    private void pass(int ms, int step, String line) {
        for (int done = 0; done < ms; done += step) {
            if (!line.isEmpty()) {
                log.add(line + " at " + now);
            }
            flash.tick(now);
            clock.pass(step);
            now += step;
        }
    }

    private String file(String name) throws IOException {
        byte[] content = store.read(name);
        return content == null ? "" : new String(content, UTF_8);
    }

    @Test
    void nothingIsWrittenUnasked() {
        pass(HOUR, 10_000, "line");
        assertThat(store.writes()).isZero();
    }

    @Test
    void itWritesOnceAMinuteAndEndsByItself() throws IOException {
        flash.keep(2);
        pass(2 * HOUR, 10_000, "line");
        assertThat(file("log.0")).contains("line at 0\n").contains("line at 3600000\n");
        int writes = store.writes();
        assertThat(writes).isBetween(100, 130);
        pass(HOUR, 10_000, "late");
        assertThat(store.writes()).isLessThanOrEqualTo(writes + 3);
        assertThat(file("log.0") + file("log.1")).doesNotContain("late at 7300000");
        assertThat(store.size("log.on")).isEqualTo(-1);
        assertThat(flash.hours()).isZero();
    }

    @Test
    void aRestartGoesOn() throws IOException {
        flash.keep(3);
        pass(HOUR + 60_000, 60_000, "before");
        assertThat(flash.hours()).isEqualTo(2);
        start();
        assertThat(flash.hours()).isEqualTo(2);
        pass(60_000, 60_000, "after");
        assertThat(file("log.0")).contains("before at 0\n").contains("after at 0\n");
    }

    @Test
    void twoFilesTakeTurnsAndStaySmall() throws IOException {
        flash.keep(FlashLog.MAX_HOURS);
        pass(24 * HOUR, 20_000, "x".repeat(150));
        assertThat(store.size("log.0")).isBetween(1L, 40_000L);
        assertThat(store.size("log.1")).isBetween(1L, 40_000L);
        assertThat(file("log.0") + file("log.1")).contains("at " + (24 * HOUR - 60_000));
    }

    @Test
    void fullFlashEndsItQuietly() {
        flash.keep(2);
        store.setFull(true);
        pass(HOUR, 10_000, "line");
        assertThat(flash.hours()).isZero();
        assertThat(log.error()).isEmpty();
    }
}
