package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalsTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void theFirstSignalAsksAndTheSecondEnds() {
        StopSignals signals = new StopSignals(() -> told.add("stop"), () -> told.add("exit"), () -> told.add("halt"));

        signals.signalled();
        assertThat(told).containsExactly("stop");
        signals.signalled();
        assertThat(told).containsExactly("stop", "halt");
    }

    @Test
    void whereThereIsNothingToStopTheFirstOneEnds() {
        new StopSignals(() -> false, () -> told.add("exit"), () -> told.add("halt")).signalled();

        assertThat(told).containsExactly("exit");
    }
}
