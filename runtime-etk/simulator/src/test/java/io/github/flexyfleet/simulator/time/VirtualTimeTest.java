package io.github.flexyfleet.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        time.close();
    }

    private void note(String what) {
        happened.add(Duration.between(START, time.instant()).toMillis() + " " + what);
    }

    @Test
    void itStandsStillWhileItsMakerRuns() throws Exception {
        Worker worker = time.worker("w");
        CountDownLatch done = new CountDownLatch(1);
        worker.schedule(Duration.ofHours(1), () -> note("too early"));
        worker.execute(done::countDown);

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(happened).isEmpty();
        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void workComesInTheOrderOfItsMomentsAndThenOfItsAsking() throws Exception {
        Worker one = time.worker("one");
        Worker two = time.worker("two");
        two.schedule(Duration.ofSeconds(3), () -> note("c"));
        two.schedule(Duration.ofSeconds(2), () -> note("a"));
        one.schedule(Duration.ofSeconds(2), () -> {
            note("b");
            one.schedule(Duration.ofMillis(500), () -> note("b again"));
        });
        one.schedule(Duration.ofSeconds(9), () -> note("too late"));

        time.pass(Duration.ofSeconds(5));

        assertThat(happened).containsExactly("2000 a", "2000 b", "2500 b again", "3000 c");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void whatIsTakenBackDoesNotHappen() throws Exception {
        Worker worker = time.worker("w");
        Worker.Task task = worker.schedule(Duration.ofSeconds(1), () -> note("taken back"));

        assertThat(task.cancel()).isTrue();
        assertThat(task.cancel()).isFalse();
        worker.schedule(Duration.ofSeconds(2), () -> note("stopped"));
        worker.stop();
        time.pass(Duration.ofMinutes(1));

        assertThat(happened).isEmpty();
        assertThat(worker.stopped()).isTrue();
        assertThatThrownBy(() -> worker.execute(() -> note("never"))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> worker.schedule(Duration.ZERO, () -> note("never")))
                .isInstanceOf(RejectedExecutionException.class);
        time.pass(Duration.ofMinutes(1));
    }

    @Test
    void whatIsUnderWayHoldsTheTimeUntilItEnds() throws Exception {
        Busy onTheWire = time.busy();
        Thread answer = new Thread(() -> {
            note("answered");
            onTheWire.close();
            onTheWire.close();
        });
        Worker worker = time.worker("w");
        worker.schedule(Duration.ofSeconds(1), () -> note("later"));
        worker.execute(answer::start);

        time.pass(Duration.ofSeconds(2));

        assertThat(happened).containsExactly("0 answered", "1000 later");
    }

    @Test
    void aPauseIsEndedByAnotherThreadOrByTime() throws Exception {
        Pause ended = time.pause();
        time.worker("w").schedule(Duration.ofSeconds(7), ended::end);

        assertThat(ended.await(Duration.ofSeconds(10))).isTrue();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(7));
        assertThat(time.pause().await(Duration.ofSeconds(10))).isFalse();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(17));
        Pause before = time.pause();
        before.end();
        assertThat(before.await(Duration.ofSeconds(10))).isTrue();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(17));
    }

    @Test
    void anInterruptEndsAPauseAndTimeGoesOn() throws Exception {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.pass(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(time.instant()).isEqualTo(START);
        time.pass(Duration.ofSeconds(1));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void aTenthOfAMillionWaitsOfTwoThreadsAreAllInOrder() throws Exception {
        Worker other = time.worker("other");
        List<Long> moments = Collections.synchronizedList(new ArrayList<>());
        other.execute(() -> {
            try {
                for (int i = 0; i < 50_000; i++) {
                    time.sleep(Duration.ofMillis(3));
                    moments.add(time.millis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 50_000; i++) {
            time.sleep(Duration.ofMillis(3));
            moments.add(time.millis());
        }
        time.pass(Duration.ofSeconds(1));

        assertThat(moments).hasSize(100_000).isSorted();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(151));
    }

    @Test
    void aGuestThatHoldsAMonitorInItsSleepKeepsNobodyWaitingForEver() throws Exception {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        Thread sleeper = guest(() -> {
            synchronized (monitor) {
                held.countDown();
                time.sleep(Duration.ofSeconds(5));
                note("sleeper");
            }
        });
        Thread blocked = guest(() -> {
            held.await();
            synchronized (monitor) {
                note("blocked");
            }
        });

        time.pass(Duration.ofSeconds(10));
        sleeper.join();
        blocked.join();

        assertThat(happened).containsExactly("5000 sleeper", "5000 blocked");
    }

    /** What a thread of a guest does. */
    private interface Program {
        void run() throws InterruptedException;
    }

    /** A thread that ends without telling. */
    private Thread guest(Program program) {
        Thread thread = new Thread(() -> {
            try {
                program.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        time.guests().starting(thread);
        thread.start();
        return thread;
    }
}
