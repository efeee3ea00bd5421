package io.github.flexyfleet.fleet.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What a run did with one Talk2M account.
 *
 * @param name what the fleet file calls it
 * @param calls calls that were made
 * @param ofNoDevice those of them that belong to no device: logins and the device list
 * @param retries calls that repeated one that had failed
 * @param traffic bytes and connections
 * @param latency how long calls took
 * @param leftToday calls left of the account's day; empty when that is not known
 */
public record AccountFigures(
        String name, int calls, int ofNoDevice, int retries, Traffic traffic, Latency latency, OptionalLong leftToday) {
    /**
     * Bytes and connections.
     *
     * @param sentBytes bytes of request bodies
     * @param receivedBytes bytes of answers' bodies
     * @param connections connections that were opened
     */
    public record Traffic(long sentBytes, long receivedBytes, int connections) {}

    /**
     * How long calls took, from before the connection to the end of the answer; zero without calls.
     *
     * @param median half of the calls took no longer
     * @param most 95 % took no longer
     * @param longest the longest
     */
    public record Latency(Duration median, Duration most, Duration longest) {}

    /**
     * The same accounts of several runners together: sums, of lengths of time the longest that any of them saw, and the
     * least that is left.
     */
    public static List<AccountFigures> together(List<List<AccountFigures>> runners) {
        Map<String, AccountFigures> all = new LinkedHashMap<>();
        runners.forEach(runner -> runner.forEach(figures -> all.merge(figures.name(), figures, AccountFigures::and)));
        return List.copyOf(all.values());
    }

    private AccountFigures and(AccountFigures other) {
        return new AccountFigures(
                name,
                calls + other.calls,
                ofNoDevice + other.ofNoDevice,
                retries + other.retries,
                new Traffic(
                        traffic.sentBytes + other.traffic.sentBytes,
                        traffic.receivedBytes + other.traffic.receivedBytes,
                        traffic.connections + other.traffic.connections),
                new Latency(
                        longer(latency.median, other.latency.median),
                        longer(latency.most, other.latency.most),
                        longer(latency.longest, other.latency.longest)),
                LongStream.concat(leftToday.stream(), other.leftToday.stream()).min());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
