package io.github.flexyfleet.simulator.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The subscriptions of one device: documented filters only, five at most, QoS 1 at most. For one thread. */
final class Subscriptions {
    /** The SUBACK code of a refusal; that the hub refuses in this way, and does not hang up, is INFERRED. */
    static final int REFUSED = 0x80;

    private static final int MOST = 5;
    private static final int HIGHEST_QOS = 1;

    private final Set<String> known;
    private final Map<String, Integer> granted;

    Subscriptions(Set<String> known, Map<String, Integer> present) {
        this.known = known;
        this.granted = new HashMap<>(present);
    }

    /** Adds a subscription; answers the granted QoS or {@link #REFUSED}. */
    int add(String filter, int qos) {
        boolean full = granted.size() >= MOST && !granted.containsKey(filter);
        if (full || !known.contains(filter)) {
            return REFUSED;
        }
        int level = Math.min(qos, HIGHEST_QOS);
        granted.put(filter, level);
        return level;
    }

    void remove(String filter) {
        granted.remove(filter);
    }

    boolean has(String filter) {
        return granted.containsKey(filter);
    }

    Map<String, Integer> granted() {
        return Map.copyOf(granted);
    }
}
