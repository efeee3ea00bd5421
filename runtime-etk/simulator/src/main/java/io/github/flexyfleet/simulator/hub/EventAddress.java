package io.github.flexyfleet.simulator.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader reads: {@code entity/ConsumerGroups/group/Partitions/number} (azure-iot-hub 5).
 *
 * @param entity name of the event hub
 * @param group consumer group
 * @param partition name of the partition
 */
record EventAddress(String entity, String group, String partition) {
    private static final Pattern FORM =
            Pattern.compile("/?([^/]+)/ConsumerGroups/([^/]+)/Partitions/([^/]+)", Pattern.CASE_INSENSITIVE);

    /** Reads an address; empty when it is of another form. */
    static Optional<EventAddress> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new EventAddress(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
