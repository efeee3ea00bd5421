package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningTimeTest {
    @Test
    void jumpsOfTheClockCountForLittleOrNothing() {
        RunningTime time = new RunningTime(0, 60);
        assertThat(time.advance(250, 60)).isEqualTo(250);
        assertThat(time.advance(1_700_000_000_000L, 61)).isEqualTo(2_250);
        assertThat(time.advance(1_700_000_000_250L, 61)).isEqualTo(2_500);
        assertThat(time.advance(0, 61)).isEqualTo(2_500);
        assertThat(time.advance(300, 62)).isEqualTo(2_800);
    }

    @Test
    void aLongStepCountsInFull() {
        RunningTime time = new RunningTime(0, 60);
        assertThat(time.advance(45_900, 105)).isEqualTo(45_900);
    }

    @Test
    void anUpTimeThatStandsStillOrGoesBackLimitsEachStep() {
        RunningTime time = new RunningTime(0, 60);
        assertThat(time.advance(240, 60)).isEqualTo(240);
        assertThat(time.advance(9_000, 5)).isEqualTo(1_240);
    }
}
