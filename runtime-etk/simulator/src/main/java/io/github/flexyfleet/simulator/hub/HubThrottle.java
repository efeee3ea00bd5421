package io.github.flexyfleet.simulator.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a hub takes of its service clients in a time (azure-iot-hub 1, Metering): a token bucket for each kind of call, full
 * at first, that holds what one window of the kind brings. Stricter than a hub is known to be, which absorbs a burst of a
 * minute or two: nobody shall rely on that. What is refused counts nothing (INFERRED). Device twins over MQTT are not
 * counted, nor are the bytes of methods. Thread-safe.
 */
final class HubThrottle {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final boolean on;
    private final InstantSource clock;
    private final Map<Kind, Bucket> buckets = new EnumMap<>(Kind.class);
    private long refusals;

    /** What is counted together. */
    enum Kind {
        /** The registry, single or in bulk; twin tags in a bulk call count here as well (INFERRED). */
        REGISTRY,
        /** Each page of a query. */
        QUERY,
        TWIN_READ,
        TWIN_UPDATE
    }

    private static final class Bucket {
        private final int most;
        private final Duration window;
        private double tokens;
        private Instant last;

        Bucket(int most, Duration window, Instant now) {
            this.most = most;
            this.window = window;
            this.tokens = most;
            this.last = now;
        }

        void fill(Instant now) {
            if (now.isAfter(last)) {
                double part = (double) Duration.between(last, now).toNanos() / window.toNanos();
                tokens = Math.min(most, tokens + part * most);
                last = now;
            }
        }

        /** How many of these it has; a rounding error of sums is no reason to refuse one. */
        int of(int wanted) {
            return Math.min(wanted, (int) Math.floor(tokens + 1e-6));
        }

        Duration until(int wanted) {
            double missing = Math.min(wanted, most) - tokens;
            return Duration.ofNanos((long) Math.ceil(Math.max(0, missing) * window.toNanos() / most));
        }
    }

    HubThrottle(HubTier tier, HubLimits limits, InstantSource clock) {
        this.on = limits.throttled();
        this.clock = clock;
        int units = limits.units();
        boolean large = tier == HubTier.S3 || tier == HubTier.B3;
        boolean middle = tier == HubTier.S2 || tier == HubTier.B2;
        bucket(Kind.REGISTRY, (large ? 5_000 : 100) * units, MINUTE);
        bucket(Kind.QUERY, (large ? 1_000 : 20) * units, MINUTE);
        bucket(Kind.TWIN_READ, large ? 500 * units : middle ? Math.max(100, 10 * units) : 100, SECOND);
        bucket(Kind.TWIN_UPDATE, large ? 250 * units : middle ? Math.max(50, 5 * units) : 50, SECOND);
    }

    private void bucket(Kind kind, int most, Duration window) {
        buckets.put(kind, new Bucket(most, window, clock.instant()));
    }

    /**
     * Counts calls.
     *
     * @throws HubRefusal 429001 when they are too many now; it says how long to wait
     */
    synchronized void take(Kind kind, int calls) throws HubRefusal {
        if (some(kind, calls, true) < calls) {
            throw refusal(kind, calls);
        }
    }

    /** Counts as many of these calls as can be done now, and answers how many those are. */
    synchronized int takeSome(Kind kind, int calls) {
        return some(kind, calls, false);
    }

    private int some(Kind kind, int calls, boolean allOrNone) {
        if (!on) {
            return calls;
        }
        Bucket bucket = buckets.get(kind);
        bucket.fill(clock.instant());
        int granted = bucket.of(calls);
        if (granted == calls || !allOrNone) {
            bucket.tokens -= granted;
        }
        refusals += granted < calls ? 1 : 0;
        return granted;
    }

    /** How many calls were too much, as a whole or in part. */
    synchronized long refusals() {
        return refusals;
    }

    /** What calls that are too many are told. */
    synchronized HubRefusal refusal(Kind kind, int calls) {
        return new HubRefusal(
                HubError.THROTTLING,
                "Too many calls of the kind " + kind.name(),
                buckets.get(kind).until(calls));
    }
}
