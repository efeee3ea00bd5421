package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Targets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitClassTest {
    @ParameterizedTest
    @CsvSource({
        "UNCHANGED UNCHANGED, , DONE, 0",
        "CONFIRMED UNCHANGED, , DONE, 0",
        "CONFIRMED UNREACHABLE, , DONE_WITH_DEBT, 4",
        "UNREACHABLE UNREACHABLE, , ERROR, 1",
        "CONFIRMED REVERTED, , ERROR, 1",
        "CONFIRMED REJECTED UNREACHABLE, , ERROR, 1",
        "REVERTED NOT_STARTED, the canary went wrong, HALTED, 3",
        "CONFIRMED NOT_STARTED, the calls are spent, HALTED, 3",
        "CONFIRMED CONFIRMED, an account was refused, DONE, 0"
    })
    void aRolloutHasAClass(String outcomes, String stopped, ExitClass exit, int code) {
        List<DeviceResult> devices = Arrays.stream(outcomes.split(" ", -1))
                .map(outcome -> new DeviceResult(
                        Targets.target("d"), 1, Outcome.valueOf(outcome), Evidence.none(), 1, Optional.empty()))
                .toList();

        RolloutResult result = new RolloutResult(
                "small",
                Instant.EPOCH,
                Instant.EPOCH,
                List.of("all"),
                devices,
                4,
                Optional.ofNullable(stopped),
                List.of());

        assertThat(result.exitClass()).isEqualTo(exit);
        assertThat(exit.code()).isEqualTo(code);
    }
}
