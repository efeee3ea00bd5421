package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.TagList;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the fleet file does not say and a budget needs.
 *
 * @param tags the gateways' tags
 * @param sim the gateways' way to the internet
 * @param plan plan of every Talk2M account; left out, each has the calls that the fleet file says
 */
public record BudgetAssumptions(Tags tags, Sim sim, Optional<Talk2mPlan> plan) {
    /**
     * The tags of a gateway.
     *
     * @param perFlexyGroup tags in each of the Flexy's groups A to D, no tag in two of them; 0..100,000
     * @param nameBytes mean length of a tag's name in UTF-8, 1..1,000
     * @param valueBytes mean length of a value as text, 1..1,000,000
     * @param changeEvery mean time between two changes of one tag's value, at least 1 ms; changes are independent of one
     *     another and of the push periods
     */
    public record Tags(int perFlexyGroup, int nameBytes, int valueBytes, Duration changeEvery) {
        /** Checks the ranges. */
        public Tags {
            inRange("tags in a Flexy group", perFlexyGroup, 0, 100_000);
            inRange("bytes of a tag's name", nameBytes, 1, 1_000);
            inRange("bytes of a value", valueBytes, 1, 1_000_000);
            inRange("milliseconds between changes", changeEvery.toMillis(), 1, Integer.MAX_VALUE);
        }

        /** The same with the names of known tags. */
        Tags named(TagList list) {
            return new Tags(perFlexyGroup, Math.min(1_000, list.meanNameBytes()), valueBytes, changeEvery);
        }
    }

    /**
     * The way to the internet.
     *
     * @param bytesPerMonth what the contract holds; 0 for no limit
     * @param connectionsPerDay how often the connection to the hub is made anew, 0..86,400
     */
    public record Sim(long bytesPerMonth, int connectionsPerDay) {
        /** Checks the ranges. */
        public Sim {
            inRange("bytes a month", bytesPerMonth, 0, Long.MAX_VALUE);
            inRange("connections a day", connectionsPerDay, 0, 86_400);
        }
    }

    /** A middling pumping station, without a limit for the SIM: a guess, to be replaced. */
    public static BudgetAssumptions defaults() {
        return new BudgetAssumptions(new Tags(10, 16, 6, Duration.ofSeconds(30)), new Sim(0, 1), Optional.empty());
    }

    /** The assumptions in words, a line each. */
    public List<String> words() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d tags in each Flexy group, names of %,d and values of %,d bytes",
                        tags.perFlexyGroup(),
                        tags.nameBytes(),
                        tags.valueBytes()),
                String.format(
                        Locale.ROOT,
                        "each tag's value changes every %s s on average; worst case: every tag in every period",
                        seconds(tags.changeEvery())),
                String.format(
                        Locale.ROOT,
                        "%,d new connections a day, %s",
                        sim.connectionsPerDay(),
                        sim.bytesPerMonth() == 0
                                ? "no limit for the SIM"
                                : String.format(Locale.ROOT, "%,d bytes a month over the SIM", sim.bytesPerMonth())),
                plan.map(known -> "Talk2M " + known.title())
                        .orElse("Talk2M accounts with the calls a day that the fleet file says, or 10,000"));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? Long.toString(duration.toSeconds())
                : String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private static void inRange(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": " + value + " is not in " + min + ".." + max);
        }
    }
}
