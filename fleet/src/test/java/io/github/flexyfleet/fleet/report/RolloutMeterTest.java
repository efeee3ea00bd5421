package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RolloutMeterTest {
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final RolloutMeter meter = new RolloutMeter(() -> now);

    @Test
    void itTellsRateRestAndCalls() {
        meter.accept(new RolloutEvent.Started(100, 2));
        meter.accept(new RolloutEvent.CallsLeft("acme", 100, OptionalLong.of(10_000), new CallLimit(10_000, 10)));
        assertThat(meter.line()).isEqualTo("0 of 100 devices, 10,000 calls left today");

        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(12);
            meter.accept(finished(Outcome.CONFIRMED));
        }

        assertThat(meter.line())
                .isEqualTo("10 of 100 devices, 5.0 a minute, about 18 min left besides soaks, 9,930 calls left today");
    }

    @Test
    void aSoakIsNoWork() {
        meter.accept(new RolloutEvent.Started(4, 2));
        now = now.plusSeconds(60);
        meter.accept(finished(Outcome.CONFIRMED));
        meter.accept(new RolloutEvent.Soaking(1, "canary", Duration.ofHours(1)));
        now = now.plus(Duration.ofHours(1));
        assertThat(meter.line()).contains("1.0 a minute, about 3 min left");

        meter.accept(new RolloutEvent.WaveStarted(2, "rest", 3));
        now = now.plusSeconds(60);
        meter.accept(finished(Outcome.UNCHANGED));

        assertThat(meter.line()).isEqualTo("2 of 4 devices, 1.0 a minute, about 2 min left besides soaks");
    }

    @Test
    void whatWasNotBegunSaysNothingOfTheRate() {
        meter.accept(new RolloutEvent.Started(3, 1));
        now = now.plusSeconds(30);
        meter.accept(finished(Outcome.NOT_STARTED));

        assertThat(meter.line()).isEqualTo("1 of 3 devices");
    }

    @Test
    void ofManyDevicesALogHearsAfterEachTenth() {
        List<Integer> heard = new ArrayList<>();
        meter.accept(new RolloutEvent.Started(40, 1));
        for (int i = 1; i <= 40; i++) {
            meter.accept(finished(Outcome.CONFIRMED));
            if (meter.isDue()) {
                heard.add(i);
            }
        }

        assertThat(heard).containsExactly(4, 8, 12, 16, 20, 24, 28, 32, 36);
    }

    @Test
    void ofFewDevicesItHearsEachAlone() {
        meter.accept(new RolloutEvent.Started(5, 1));
        meter.accept(finished(Outcome.CONFIRMED));

        assertThat(meter.isDue()).isFalse();
    }

    private static RolloutEvent finished(Outcome outcome) {
        return new RolloutEvent.DeviceFinished(
                new DeviceResult(Targets.target("d"), 1, outcome, Evidence.none(), 7, Optional.empty()));
    }
}
