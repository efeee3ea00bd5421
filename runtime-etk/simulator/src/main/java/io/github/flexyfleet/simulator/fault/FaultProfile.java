package io.github.flexyfleet.simulator.fault;

import io.github.flexyfleet.simulator.fault.Deed.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Faults by chance. A call meets one of them at most.
 *
 * @param name its name
 * @param latency how long calls take
 * @param offline when the gateway is offline
 * @param chances what else can happen; the parts add up to 1000 at most
 */
public record FaultProfile(String name, Latency latency, Phases offline, List<Chance> chances) {
    /**
     * One thing that can happen.
     *
     * @param perThousand in how many of a thousand calls
     */
    public record Chance(int perThousand, Moment moment, Deed deed) {}

    /**
     * Phases without connection: time is cut into slots, and in some of them the gateway is offline.
     *
     * @param slot length of a slot, above zero
     * @param perThousand how many of a thousand slots are lost
     */
    public record Phases(Duration slot, int perThousand) {
        /** Never offline. */
        public static final Phases NONE = new Phases(Duration.ofMinutes(1), 0);
    }

    /** Copies the chances and checks that they fit. */
    public FaultProfile {
        chances = List.copyOf(chances);
        if (chances.stream().mapToInt(Chance::perThousand).sum() > 1000) {
            throw new IllegalArgumentException("the chances of " + name + " are more than 1000 in 1000");
        }
    }

    /** Nothing goes wrong and nothing takes time. */
    public static FaultProfile calm() {
        return new FaultProfile("calm", Latency.NONE, Phases.NONE, List.of());
    }

    /** A wired line: short ways, nothing goes wrong. */
    public static FaultProfile fibre() {
        return new FaultProfile("fibre", Latency.FIBRE, Phases.NONE, List.of());
    }

    /** A mobile line on a good day: 4 in 100 calls go wrong. Figures INFERRED. */
    public static FaultProfile cellular() {
        return new FaultProfile(
                "cellular", Latency.MOBILE_4G, new Phases(Duration.ofSeconds(90), 10), likely(1, false));
    }

    /** A mobile line at the edge of the cell in bad weather, with power that fails: 1 in 4 calls goes wrong. */
    public static FaultProfile storm() {
        return new FaultProfile("storm", Latency.EDGE_3G, new Phases(Duration.ofMinutes(2), 60), likely(6, true));
    }

    /**
     * A line of the user's own.
     *
     * @param typical median of a call's latency
     * @param offlinePerThousand how many of a thousand slots of two minutes are lost, 0 to 1000
     * @param trouble how many times as often as in {@link #cellular} calls go wrong, 0 to 20
     */
    public static FaultProfile own(Duration typical, int offlinePerThousand, int trouble) {
        return new FaultProfile(
                "own",
                new Latency(typical, typical.isZero() ? 0 : 0.6, typical.multipliedBy(40)),
                new Phases(Duration.ofMinutes(2), offlinePerThousand),
                likely(trouble, false));
    }

    /**
     * The profile of a name: {@code calm}, {@code fibre}, {@code cellular} or {@code storm}, in any case.
     *
     * @return nothing for another name
     */
    public static Optional<FaultProfile> named(String name) {
        return List.of(calm(), fibre(), cellular(), storm()).stream()
                .filter(profile -> profile.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static List<Chance> likely(int times, boolean power) {
        return List.of(
                new Chance(5 * times, Moment.BEFORE, new Deed.Refuse(Reply.UNAVAILABLE)),
                new Chance(5 * times, Moment.BEFORE, new Deed.Refuse(Reply.TIMEOUT)),
                new Chance(3 * times, Moment.BEFORE, new Deed.Refuse(Reply.UNREACHABLE)),
                new Chance(3 * times, Moment.BEFORE, new Deed.Refuse(Reply.TOO_MANY)),
                new Chance(2 * times, Moment.BEFORE, new Deed.EndSession()),
                new Chance(2 * times, Moment.BEFORE, new Deed.Lose()),
                new Chance(2 * times, Moment.BEFORE, new Deed.Twice()),
                new Chance(5 * times, Moment.AFTER, new Deed.Refuse(Reply.TIMEOUT)),
                new Chance(4 * times, Moment.AFTER, new Deed.Lose()),
                new Chance(4 * times, Moment.AFTER, new Deed.Cut(20)),
                new Chance(5 * times, Moment.AFTER, new Deed.Slow(5, Duration.ofMillis(300))),
                new Chance(power ? 4 : 0, Moment.DURING, new Deed.PowerCut(1)),
                new Chance(power ? 3 : 0, Moment.AFTER, new Deed.Reboot()),
                new Chance(power ? 3 : 0, Moment.AFTER, new Deed.NoNames(Duration.ofMinutes(1))));
    }

    /** What a call of the target meets; deeds that are none for the target are left out. */
    List<Strike> draw(Target target, long call, RandomGenerator random) {
        int number = random.nextInt(1000);
        for (Chance chance : chances) {
            number -= chance.perThousand();
            if (number < 0) {
                boolean fits = target instanceof Target.Device || chance.deed() instanceof Deed.OnCall;
                return fits ? List.of(new Strike(target, call, chance.moment(), chance.deed())) : List.of();
            }
        }
        return List.of();
    }
}
