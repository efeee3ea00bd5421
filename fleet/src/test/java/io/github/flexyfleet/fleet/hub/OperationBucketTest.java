package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.HubTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tool's own throttle, in virtual time. */
class OperationBucketTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final OperationBucket bucket = new OperationBucket(100, () -> now);

    private Duration take(int operations) {
        Duration wait = bucket.take(operations);
        now = now.plus(wait);
        return wait;
    }

    @Test
    void aFullMinuteIsThereAtOnceAndFiftyCountAsFifty() {
        assertThat(take(50)).isZero();
        assertThat(take(50)).isZero();
        assertThat(take(50)).isEqualTo(Duration.ofSeconds(30));
        assertThat(take(1)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void whatIsNotUsedIsKeptForAMinuteAtMost() {
        take(100);
        now = now.plus(Duration.ofHours(1));
        assertThat(take(100)).isZero();
        assertThat(take(1)).isPositive();
    }

    @Test
    void aClockThatGoesBackGivesNothingAndTakesNothing() {
        take(100);
        now = now.minus(Duration.ofMinutes(6));
        assertThat(bucket.take(1)).isEqualTo(Duration.ofMillis(600));
        now = now.plus(Duration.ofMinutes(6)).plusSeconds(60);
        assertThat(take(99)).isZero();
    }

    @Test
    void whateverIsTakenNoMinuteGetsMoreThanTheBurstAndWhatAMinuteGives() {
        Random random = new Random(7);
        Instant began = now;
        long taken = 0;
        for (int i = 0; i < 2_000; i++) {
            int operations = 1 + random.nextInt(100);
            take(operations);
            taken += operations;
            double most = 100 + Duration.between(began, now).toMillis() * 100 / 60_000.0;
            assertThat((double) taken).isLessThanOrEqualTo(most + 1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"F1, 1, 100, 20", "B1, 2, 200, 40", "S1, 3, 300, 60", "S2, 1, 100, 20", "S3, 2, 10000, 2000"})
    void ratesAreThoseOfTheTier(HubTier tier, int units, int registry, int queries) {
        assertThat(HubRates.of(tier, units)).isEqualTo(new HubRates(registry, queries));
    }
}
