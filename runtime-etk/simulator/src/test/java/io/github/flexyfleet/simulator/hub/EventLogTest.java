package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.net.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog(3, new ManualClock());

    @Test
    void answersWhatCameAfterAPosition() {
        add("a", "b", "c");

        assertThat(devices(log.since(0))).containsExactly("a", "b", "c");
        assertThat(devices(log.since(1))).containsExactly("b", "c");
        assertThat(log.since(3)).isEmpty();
        assertThat(log.since(99)).isEmpty();
    }

    @Test
    void forgetsTheOldest() {
        add("a", "b", "c", "d");

        assertThat(devices(log.since(0))).containsExactly("b", "c", "d");
        assertThat(log.since(0).get(0).position()).isEqualTo(2);
        assertThat(log.last()).isEqualTo(4);
    }

    @Test
    void waitsForTheNext() throws Exception {
        add("a");
        CompletableFuture<List<HubEvent>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return log.await(1, Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        add("b");

        assertThat(devices(waiting.get(30, TimeUnit.SECONDS))).containsExactly("b");
        assertThat(log.await(2, Duration.ZERO)).isEmpty();
    }

    private void add(String... devices) {
        for (String device : devices) {
            log.append(device, Map.of(), Map.of(), new byte[0]);
        }
    }

    private static List<String> devices(List<HubEvent> events) {
        return events.stream().map(HubEvent::deviceId).toList();
    }
}
