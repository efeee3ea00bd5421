package io.github.flexyfleet.runtime.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.ManualClock;
import org.junit.jupiter.api.Test;

class AliveTest {
    private final ManualClock clock = new ManualClock();
    private final FakeMachine machine = new FakeMachine();
    private final Alive alive = new Alive(machine, new FakeGateway(clock));

    @Test
    void theWatchIsServedWhileEveryThreadMoves() {
        alive.watch(true);
        assertThat(machine.minutes()).isEqualTo(5);
        alive.serve();
        alive.begin(Alive.EVENTS);
        clock.pass(300_000);
        alive.serve();
        alive.end(Alive.EVENTS);
        clock.pass(3_600_000);
        alive.serve();
        assertThat(machine.served()).isEqualTo(3);
    }

    @Test
    void aThreadThatHangsEndsThatUntilItMovesAgain() {
        alive.begin(Alive.SENDER);
        clock.pass(301_000);
        alive.serve();
        assertThat(machine.served()).isZero();
        alive.end(Alive.SENDER);
        alive.serve();
        assertThat(machine.served()).isEqualTo(1);
    }

    @Test
    void aThreadThatTakesThePlaceOfOneThatHangsMustMoveToo() {
        alive.begin(Alive.SENDER);
        clock.pass(200_000);
        alive.begin(Alive.SENDER);
        clock.pass(101_000);
        alive.serve();
        assertThat(machine.served()).isZero();
    }

    @Test
    void aJumpOfTheClockIsNoHang() {
        alive.begin(Alive.EVENTS);
        clock.set("2035-01-01T00:00:00Z");
        alive.serve();
        assertThat(machine.served()).isEqualTo(1);
    }
}
