package io.github.flexyfleet.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StartGuardTest {
    private final MemoryStore store = new MemoryStore();
    private EventLog log;

    private StartGuard start() {
        log = new EventLog(new ManualClock());
        StartGuard guard = new StartGuard(store, log);
        guard.open();
        return guard;
    }

    private void badStarts(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(start().isSafe()).isFalse();
        }
    }

    @Test
    void startsThatLiveNeverEndInSafeMode() {
        for (int i = 0; i < 50; i++) {
            StartGuard guard = start();
            guard.tick(StartGuard.GOOD_MS);
            assertThat(guard.isSafe()).isFalse();
        }
        assertThat(store.writes()).as("two small writes a start").isEqualTo(100);
    }

    @Test
    void tooManyThatDoNotEndInSafeModeWhichEndsByItself() {
        badStarts(StartGuard.MAX_BAD);
        StartGuard guard = start();
        assertThat(guard.isSafe()).isTrue();
        assertThat(log.error()).isEqualTo("safe-mode: 7 starts did not live; forms only for 30 min");
        guard.tick(StartGuard.REST_MS - 1);
        assertThat(guard.isSafe()).isTrue();
        guard.tick(StartGuard.REST_MS);
        assertThat(guard.isSafe()).isFalse();
        assertThat(log.error()).isEmpty();
        guard.tick(StartGuard.REST_MS + StartGuard.GOOD_MS);
        badStarts(StartGuard.MAX_BAD);
    }

    @Test
    void aRestDoesNotProveThatTheRestWouldLive() {
        badStarts(StartGuard.MAX_BAD);
        StartGuard guard = start();
        guard.tick(StartGuard.REST_MS);
        guard.tick(StartGuard.REST_MS + 1000);
        StartGuard next = start();
        assertThat(next.isSafe()).isTrue();
        next.tick(2 * StartGuard.REST_MS - 1);
        assertThat(next.isSafe()).as("each rest is twice as long").isTrue();
    }

    @Test
    void theRestIsAtMostEightHours() {
        badStarts(StartGuard.MAX_BAD);
        for (int i = 0; i < 200; i++) {
            StartGuard guard = start();
            guard.tick(8 * 3_600_000L);
            assertThat(guard.isSafe()).isFalse();
        }
    }

    @Test
    void whatACutLeftOrFlashThatFailsDoesNotBeginARest() throws IOException {
        badStarts(3);
        store.write("starts", new byte[0]);
        badStarts(StartGuard.MAX_BAD);
        store.write("starts", "x1".getBytes(US_ASCII));
        badStarts(1);
        store.setUnreadable("starts");
        store.setFull(true);
        badStarts(20);
    }
}
