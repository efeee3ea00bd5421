package io.github.flexyfleet.simulator.hub;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;

/**
 * Where in a partition a reader starts: the selector filter of its link, as in {@code
 * amqp.annotation.x-opt-enqueued-time > '1700000000000'} (azure-iot-hub 5). Without one it starts with the oldest event.
 *
 * @param field annotation that is compared
 * @param inclusive whether the value itself is wanted
 * @param value a number, or {@value #LATEST}
 */
record EventSelector(String field, boolean inclusive, String value) {
    private static final String LATEST = "@latest";
    private static final Symbol FILTER = Symbol.valueOf("apache.org:selector-filter:string");
    private static final Pattern FORM = Pattern.compile(
            "amqp\\.annotation\\.x-opt-(offset|sequence-number|enqueued-?time(?:-?utc)?) ?>(=?) ?'?(-?\\d{1,18}|"
                    + LATEST + ")'?");

    /** Reads a link's filter; empty when it has one that this hub does not know. */
    static Optional<EventSelector> of(Source source) {
        Map<?, ?> filters = source.getFilter();
        Object filter = filters == null ? null : filters.get(FILTER);
        if (filter == null) {
            return Optional.of(new EventSelector("offset", false, "-1"));
        }
        Object text = filter instanceof DescribedType described ? described.getDescribed() : filter;
        Matcher matcher = FORM.matcher(String.valueOf(text));
        return matcher.matches()
                ? Optional.of(
                        new EventSelector(matcher.group(1), !matcher.group(2).isEmpty(), matcher.group(3)))
                : Optional.empty();
    }

    /** The number of the first event that it selects. */
    long start(Partitions partitions, int partition) {
        if (value.equals(LATEST)) {
            return partitions.bounds(partition).lastNumber() + 1;
        }
        long number = Long.parseLong(value);
        if (field.startsWith("enqueued")) {
            return partitions.firstAfter(partition, Instant.ofEpochMilli(number), inclusive);
        }
        return inclusive ? Math.max(0, number) : number + 1;
    }
}
