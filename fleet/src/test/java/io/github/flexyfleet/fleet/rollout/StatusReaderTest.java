package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each state knows when it was told. */
class StatusReaderTest {
    private final VirtualPace pace = new VirtualPace();

    @Test
    void anAnswerHasTheMomentAtWhichItCame() throws Exception {
        DeviceTarget slow = Targets.target("slow");
        DeviceTarget late = Targets.target("late");
        DeviceTarget away = Targets.target("away");
        StatusReader reader = new StatusReader(
                target -> {
                    pace.pause(Duration.ofMinutes(2));
                    if (target.device().equals(away.device())) {
                        throw new DeviceProblemException(Outcome.UNREACHABLE, ProblemCode.OFFLINE, "away", "wait");
                    }
                    return new FakeGateway(target, pace);
                },
                1,
                pace::now);
        Instant begin = pace.now();

        assertThat(reader.read(List.of(slow, late, away)))
                .extracting(DeviceState::at)
                .containsExactly(
                        begin.plus(Duration.ofMinutes(2)),
                        begin.plus(Duration.ofMinutes(4)),
                        begin.plus(Duration.ofMinutes(6)));
    }
}
