package io.github.flexyfleet.simulator.fault;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a call is under way, there and back together: log-normal, as links are.
 *
 * @param typical the median; zero for no latency at all
 * @param spread standard deviation of its logarithm, 0 for always the same
 * @param longest no call takes longer
 */
public record Latency(Duration typical, double spread, Duration longest) {
    /** None. */
    public static final Latency NONE = new Latency(Duration.ZERO, 0, Duration.ZERO);

    /** A wired line. Figures of all three are INFERRED: nobody has published those of M2Web. */
    public static final Latency FIBRE = new Latency(Duration.ofMillis(60), 0.3, Duration.ofSeconds(2));

    /** A mobile line with good reception. */
    public static final Latency MOBILE_4G = new Latency(Duration.ofMillis(250), 0.6, Duration.ofSeconds(10));

    /** A mobile line at the edge of the cell. */
    public static final Latency EDGE_3G = new Latency(Duration.ofMillis(1500), 0.9, Duration.ofSeconds(60));

    Duration draw(RandomGenerator random) {
        double factor = Math.exp(spread * random.nextGaussian());
        Duration drawn = Duration.ofNanos((long) (typical.toNanos() * factor));
        return drawn.compareTo(longest) > 0 ? longest : drawn;
    }
}
