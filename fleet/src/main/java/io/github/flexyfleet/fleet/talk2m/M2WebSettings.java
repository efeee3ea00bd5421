package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import java.net.Proxy;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What an {@link M2WebClient} needs to know.
 *
 * @param base where the API lives, {@code https} without a path; {@link #PUBLIC_BASE} but in rehearsals
 * @param login login to the account
 * @param authentication how a call shows that it may be made
 * @param network the way there
 * @param retries how reads are repeated
 */
public record M2WebSettings(
        URI base, Talk2mLogin login, Authentication authentication, Network network, Retries retries) {
    /** The public API (talk2m-m2web 2.1). */
    public static final URI PUBLIC_BASE = URI.create("https://m2web.talk2m.com");

    /** Checks the base. */
    public M2WebSettings {
        boolean plainHost = "https".equals(base.getScheme())
                && base.getHost() != null
                && base.getRawUserInfo() == null
                && base.getRawQuery() == null
                && (base.getRawPath().isEmpty() || base.getRawPath().equals("/"));
        if (!plainHost) {
            throw new IllegalArgumentException("the base of M2Web must be https and a host, nothing more");
        }
    }

    /** How a call shows that it may be made (talk2m-m2web 2.3). */
    public enum Authentication {
        /** One login per host, then its session with every call. */
        SESSION,
        /** Account, user and password with every call. */
        STATELESS,
        /**
         * An API token with every call, in the password's place. INFERRED that M2Web takes it as other Talk2M interfaces
         * do; its documentation says that tokens give no access to devices (talk2m-m2web 2.3), so it is a switch.
         */
        TOKEN
    }

    /**
     * The way to M2Web.
     *
     * @param way through which proxy
     * @param extraRoots trusted besides the JDK's own roots
     * @param timeouts how long to wait
     */
    public record Network(WebProxy way, List<X509Certificate> extraRoots, Timeouts timeouts) {
        /** Copies the roots. */
        public Network {
            extraRoots = List.copyOf(extraRoots);
        }

        /** Through a proxy for all hosts, or what the JVM is set to. */
        public Network(Optional<Proxy> proxy, List<X509Certificate> extraRoots, Timeouts timeouts) {
            this(WebProxy.of(proxy), extraRoots, timeouts);
        }

        /** No proxy of its own, no extra roots, standard timeouts. */
        public static Network standard() {
            return new Network(Optional.empty(), List.of(), Timeouts.standard());
        }
    }

    /**
     * How long to wait. A whole call may take {@link #WHOLE_CALL_FACTOR} times as long as the wait between two bytes, so
     * that an answer that drips ends as well.
     *
     * @param connect for the connection
     * @param read between two bytes of an answer
     * @param form the same, for the forms that run something on the device
     */
    public record Timeouts(Duration connect, Duration read, Duration form) {
        /** Longest whole call, in waits between two bytes. */
        public static final int WHOLE_CALL_FACTOR = 5;

        /** 10 s, 60 s, 120 s (INFERRED, talk2m-m2web 2.7: a read over 3G takes seconds). */
        public static Timeouts standard() {
            return new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120));
        }
    }

    /**
     * How calls that change nothing, and idempotent puts, are repeated: after the n-th failure a random time between 0
     * and the smaller of {@code longest} and {@code first} x 2^(n-1) ("full jitter").
     *
     * @param tries at most so many calls in a row without success, 1 or more
     * @param first bound of the first pause
     * @param longest bound of any pause
     * @param random thread-safe
     * @param pause waits; thread-safe
     */
    public record Retries(
            int tries, Duration first, Duration longest, RandomGenerator random, Consumer<Duration> pause) {
        /** Checks the number of tries. */
        public Retries {
            if (tries < 1) {
                throw new IllegalArgumentException("tries must be 1 or more, not " + tries);
            }
        }

        /** Four tries, pauses up to 1 s, 2 s, 4 s. */
        public static Retries standard(RandomGenerator random, Consumer<Duration> pause) {
            return new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(15), random, pause);
        }

        /**
         * Calls until there is a result, a failure that time does not heal, or the last try has failed.
         *
         * @throws M2WebException the last failure
         */
        <T> T repeat(Supplier<T> call) {
            for (int failures = 1; ; failures++) {
                try {
                    return call.get();
                } catch (M2WebException e) {
                    boolean last = failures >= tries || Thread.currentThread().isInterrupted();
                    if (last || !e.failure().isTransient()) {
                        throw e;
                    }
                    pauseAfter(failures);
                }
            }
        }

        /** Waits after the {@code failures}-th failure in a row, counted from 1. */
        private void pauseAfter(int failures) {
            long doublings = Math.min(failures - 1L, 20);
            long bound = Math.min(longest.toMillis(), first.toMillis() << doublings);
            pause.accept(Duration.ofMillis(random.nextLong(bound + 1)));
        }
    }
}
