package io.github.flexyfleet.fleet.hub;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How often the registry is asked, and how long is waited when it does not answer. Thread-safe. */
final class RegistryPatience {
    static final int TRIES = 5;

    /** The hub takes 20 queries a minute and unit (azure-iot-hub 1), and a large fleet needs more: it is waited for. */
    private static final int QUERY_TRIES = 12;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** The registry's throttle counts a minute (azure-iot-hub 1), so a longer pause gains nothing. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private final Consumer<Duration> pause;
    private final Optional<OperationBucket> operations;
    private final Optional<OperationBucket> queries;

    RegistryPatience(InstantSource clock, RandomGenerator random, Consumer<Duration> pause, Optional<HubRates> rates) {
        this.random = random;
        this.pause = pause;
        this.operations = rates.map(rate -> new OperationBucket(rate.registry(), clock));
        this.queries = rates.map(rate -> new OperationBucket(rate.queries(), clock));
    }

    /** Waits until the hub takes so many operations of its registry. */
    void await(int count) {
        await(operations, count);
    }

    private void await(Optional<OperationBucket> bucket, int count) {
        bucket.map(tokens -> tokens.take(count)).filter(wait -> !wait.isZero()).ifPresent(pause);
    }

    /** A call that is so many operations of the registry and may be repeated. */
    <T> T operation(int count, Supplier<T> call) {
        return repeat(() -> {
            await(count);
            return call.get();
        });
    }

    /** A page of a query. */
    <T> T query(Supplier<T> page) {
        return repeat(QUERY_TRIES, () -> {
            await(queries, 1);
            return page.get();
        });
    }

    /** A call that may be repeated. */
    <T> T repeat(Supplier<T> read) {
        return repeat(TRIES, read);
    }

    /**
     * Repeats a call.
     *
     * @param tries while the hub throttles; what is out of order is given up sooner
     */
    private <T> T repeat(int tries, Supplier<T> read) {
        for (int failures = 1; ; failures++) {
            try {
                return read.get();
            } catch (IotHubException e) {
                int most = e.failure() instanceof IotHubFailure.Throttled ? tries : TRIES;
                if (failures >= most || !e.failure().isTransient()) {
                    throw e;
                }
                pauseAfter(failures, e.failure());
            }
        }
    }

    /** Full jitter, after what the hub asks for. */
    void pauseAfter(int failures, IotHubFailure failure) {
        Duration asked = failure instanceof IotHubFailure.Throttled throttled
                ? throttled.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        long bound = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
        Duration jitter = Duration.ofMillis(random.nextLong(bound + 1));
        Duration wait = asked.plus(jitter);
        pause.accept(wait.compareTo(LONGEST_PAUSE.multipliedBy(2)) > 0 ? LONGEST_PAUSE.multipliedBy(2) : wait);
    }
}
