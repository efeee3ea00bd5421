package io.github.flexyfleet.runtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarrierTest {
    private final Barrier barrier = new Barrier();

    @BeforeEach
    void connect() {
        barrier.restart(0);
    }

    @Test
    void theAnswerProvesWhatWasSentBeforeTheQuestion() {
        assertThat(barrier.mayAsk(0)).isTrue();
        assertThat(barrier.ask(0, 7)).isEqualTo("$iothub/twin/GET/?$rid=1");
        assertThat(barrier.mayAsk(10_000)).isFalse();
        assertThat(barrier.answer("$iothub/twin/res/200/?$rid=1")).isEqualTo(7);
        assertThat(barrier.answer("$iothub/twin/res/200/?$rid=1")).isEqualTo(Barrier.NOTHING);
        assertThat(barrier.mayAsk(4_999)).isFalse();
        assertThat(barrier.mayAsk(5_000)).isTrue();
        assertThat(barrier.ask(5_000, 9)).isEqualTo("$iothub/twin/GET/?$rid=2");
        assertThat(barrier.answer("$iothub/twin/res/200/?$rid=2&$version=4")).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$iothub/twin/res/200/?$rid=2",
                "$iothub/twin/res/200/?$rid=11",
                "$iothub/twin/res/200/",
                "devices/d/messages/devicebound/$rid=1",
                ""
            })
    void otherTopicsProveNothing(String topic) {
        barrier.ask(0, 7);
        assertThat(barrier.answer(topic)).isEqualTo(Barrier.NOTHING);
        assertThat(barrier.answer("$iothub/twin/res/200/?$rid=1")).isEqualTo(7);
    }

    @Test
    void anAnswerOtherThan200ProvesNothingAndIsAskedAgain() {
        barrier.ask(0, 7);
        assertThat(barrier.answer("$iothub/twin/res/429/?$rid=1")).isEqualTo(Barrier.NOTHING);
        assertThat(barrier.isOverdue(100_000)).isFalse();
        assertThat(barrier.mayAsk(5_000)).isTrue();
    }

    @Test
    void noAnswerIsNoticedAndAnswersOfAnOldConnectionDoNotCount() {
        barrier.ask(1_000, 7);
        assertThat(barrier.isOverdue(30_999)).isFalse();
        assertThat(barrier.isOverdue(31_000)).isTrue();
        barrier.restart(40_000);
        assertThat(barrier.isOverdue(80_000)).isFalse();
        assertThat(barrier.mayAsk(40_000)).isTrue();
        assertThat(barrier.answer("$iothub/twin/res/200/?$rid=1")).isEqualTo(Barrier.NOTHING);
    }
}
