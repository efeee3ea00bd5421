package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    @Test
    void beginsLowAndGrowsByOneWithEachSuccessUpToTheMost() {
        AdaptiveLimit limit = new AdaptiveLimit(10);

        assertThat(limit.now()).isEqualTo(AdaptiveLimit.FIRST);
        succeed(limit, 1);
        assertThat(limit.now()).isEqualTo(9);
        succeed(limit, 100);
        assertThat(limit.now()).isEqualTo(10);
    }

    @Test
    void neverBeginsAboveTheMost() {
        assertThat(new AdaptiveLimit(3).now()).isEqualTo(3);
    }

    @Test
    void halvesOnOverloadAndThenGrowsByOneARound() {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        succeed(limit, 56);
        assertThat(limit.now()).isEqualTo(64);

        limit.overloaded(limit.age());

        assertThat(limit.now()).isEqualTo(32);
        succeed(limit, 31);
        assertThat(limit.now()).isEqualTo(32);
        succeed(limit, 1);
        assertThat(limit.now()).isEqualTo(33);
    }

    @Test
    void whatWasUnderWayTogetherHalvesOnce() {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        succeed(limit, 56);
        long begun = limit.age();

        limit.overloaded(begun);
        limit.overloaded(begun);
        limit.overloaded(begun);

        assertThat(limit.now()).isEqualTo(32);
        limit.overloaded(limit.age());
        assertThat(limit.now()).isEqualTo(16);
    }

    @Test
    void oneIsTheLeast() {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        for (int i = 0; i < 20; i++) {
            limit.overloaded(limit.age());
        }
        assertThat(limit.now()).isEqualTo(1);
        succeed(limit, 1);
        assertThat(limit.now()).isEqualTo(2);
    }

    @Test
    void tellsOfGrowthOnly() {
        List<Integer> told = new ArrayList<>();
        AdaptiveLimit limit = new AdaptiveLimit(9);
        limit.onGrowth(() -> told.add(limit.now()));

        limit.overloaded(limit.age());
        succeed(limit, 4);
        succeed(limit, 3);

        assertThat(told).containsExactly(5);
    }

    private static void succeed(AdaptiveLimit limit, int times) {
        for (int i = 0; i < times; i++) {
            limit.succeeded();
        }
    }
}
