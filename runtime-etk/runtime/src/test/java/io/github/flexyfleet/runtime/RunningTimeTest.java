package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningTimeTest {
    @Test
    void jumpsOfTheClockCountForLittleOrNothing() {
        RunningTime time = new RunningTime(0);
        assertThat(time.advance(250)).isEqualTo(250);
        assertThat(time.advance(1_700_000_000_000L)).isEqualTo(5_250);
        assertThat(time.advance(1_700_000_000_250L)).isEqualTo(5_500);
        assertThat(time.advance(0)).isEqualTo(5_500);
        assertThat(time.advance(300)).isEqualTo(5_800);
    }
}
