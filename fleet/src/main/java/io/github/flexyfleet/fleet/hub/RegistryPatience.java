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

    /** The hub counts queries and operations of its registry by the minute (azure-iot-hub 1): the next minute is waited for. */
    private static final int THROTTLED_TRIES = 12;

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

    /** A call that is so many operations of the registry, once, when the hub takes them. */
    <T> T once(int count, Supplier<T> call) {
        return once(operations, count, call);
    }

    /** A call that is so many operations of the registry and may be repeated. */
    <T> T operation(int count, Supplier<T> call) {
        return repeat(THROTTLED_TRIES, () -> once(operations, count, call));
    }

    /** A page of a query. */
    <T> T query(Supplier<T> page) {
        return repeat(THROTTLED_TRIES, () -> once(queries, 1, page));
    }

    /** A call that may be repeated. */
    <T> T repeat(Supplier<T> read) {
        return repeat(TRIES, read);
    }

    private <T> T once(Optional<OperationBucket> bucket, int count, Supplier<T> call) {
        bucket.map(tokens -> tokens.take(count)).filter(wait -> !wait.isZero()).ifPresent(pause);
        try {
            return call.get();
        } catch (IotHubException e) {
            if (!counts(e.failure())) {
                bucket.ifPresent(tokens -> tokens.giveBack(count));
            }
            throw e;
        }
    }

    /** Of so many operations that a call was paid for, the hub has refused these. */
    void refused(int count, IotHubFailure failure) {
        if (!counts(failure)) {
            operations.ifPresent(tokens -> tokens.giveBack(count));
        }
    }

    /**
     * Whether a hub counts a call that failed so. INFERRED, since the facts do not say (azure-iot-hub 1): what it refuses
     * for being too much it has not done and does not count; all else it may have done. Were it counted after all, the hub
     * would say so once more, and how long to wait.
     */
    private static boolean counts(IotHubFailure failure) {
        return !(failure instanceof IotHubFailure.Throttled);
    }

    /** Whether the hub was waited for long enough, after so many refusals in a row. */
    static boolean isOver(int refusals) {
        return refusals >= THROTTLED_TRIES;
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
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        long bound = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
        Duration jitter = Duration.ofMillis(random.nextLong(bound + 1));
        Duration wait = asked.plus(jitter);
        pause.accept(wait.compareTo(LONGEST_PAUSE.multipliedBy(2)) > 0 ? LONGEST_PAUSE.multipliedBy(2) : wait);
    }
}
