package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.net.FormFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateways of an account. Immutable. */
final class Directory {
    private final List<Gateway> gateways;
    private final Map<String, Gateway> byName = new LinkedHashMap<>();

    Directory(List<Gateway> gateways) {
        this.gateways = List.copyOf(gateways);
        for (Gateway gateway : gateways) {
            if (byName.putIfAbsent(gateway.name(), gateway) != null) {
                throw new IllegalArgumentException("two gateways are named " + gateway.name());
            }
        }
    }

    List<Gateway> all() {
        return gateways;
    }

    Optional<Gateway> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Gateway> numbered(String id) {
        return gateways.stream()
                .filter(gateway -> Integer.toString(gateway.id()).equals(id))
                .findFirst();
    }

    /**
     * Finds the gateway of a path segment: raw, form-urlencoded or percent-encoded (talk2m-m2web 2.5).
     *
     * @throws IllegalArgumentException when it is none of them
     */
    Optional<Gateway> segment(String segment) {
        return named(segment)
                .or(() -> named(FormFields.decode(segment)))
                .or(() -> named(FormFields.decodePath(segment)));
    }
}
