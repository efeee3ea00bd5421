package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class CrewTest {
    @Test
    void resultsComeInTheOrderOfTheWork() throws Exception {
        List<Callable<Integer>> pieces = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            pieces.add(() -> number);
        }

        assertThat(new Crew(new AdaptiveLimit(4)).work(pieces)).isSorted().hasSize(50);
    }

    @Test
    void asManyWorkAtATimeAsTheLimitAllows() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        List<Callable<Integer>> pieces = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            pieces.add(() -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                three.countDown();
                three.await(); // so that three are under way together at least once
                return underWay.decrementAndGet();
            });
        }

        new Crew(new AdaptiveLimit(3)).work(pieces);

        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void moreBeginWhenTheLimitGrowsWhileOthersAreUnderWay() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(2);
        limit.overloaded(limit.age());
        assertThat(limit.now()).isEqualTo(1);
        CountDownLatch secondBegan = new CountDownLatch(1);

        List<String> results = new Crew(limit)
                .work(List.of(
                        () -> {
                            limit.succeeded();
                            secondBegan.await();
                            return "first";
                        },
                        () -> {
                            secondBegan.countDown();
                            return "second";
                        }));

        assertThat(results).containsExactly("first", "second");
    }

    @Test
    void afterAHalvingNoneBeginsUntilEnoughHaveEnded() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(4);
        AtomicInteger underWay = new AtomicInteger();
        List<Integer> seenAtTheBeginning = new ArrayList<>();
        CountDownLatch four = new CountDownLatch(4);
        List<Callable<Integer>> pieces = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pieces.add(() -> {
                underWay.incrementAndGet();
                four.countDown();
                four.await();
                limit.overloaded(0);
                return underWay.decrementAndGet();
            });
        }
        for (int i = 0; i < 8; i++) {
            pieces.add(() -> {
                synchronized (seenAtTheBeginning) {
                    seenAtTheBeginning.add(underWay.incrementAndGet());
                }
                return underWay.decrementAndGet();
            });
        }

        new Crew(limit).work(pieces);

        assertThat(limit.now()).isEqualTo(2);
        assertThat(seenAtTheBeginning).hasSize(8).allMatch(count -> count <= 2);
    }

    @Test
    void aDefectEndsTheWork() {
        assertThatThrownBy(() -> new Crew(new AdaptiveLimit(2)).work(List.of(() -> {
                    throw new AssertionError("planted");
                })))
                .hasRootCauseMessage("planted");
    }
}
