package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was seen of each device so far. For one thread. */
public final class WatchBoard {
    private final WatchFilter filter;
    private final Map<DeviceId, Entry> entries = new TreeMap<>();

    /** Nothing seen yet. */
    public WatchBoard(WatchFilter filter) {
        this.filter = filter;
        filter.sites().keySet().forEach(device -> entries.put(device, new Entry()));
    }

    private static final class Entry {
        private final SequenceTrack track = new SequenceTrack();
        private final Map<String, String> values = new TreeMap<>();
        private Optional<Sighting> last = Optional.empty();
        private int messages;
        private int lost;
    }

    /**
     * A device's row.
     *
     * @param site its site
     * @param last the last message, empty when none came yet
     * @param messages how many came, duplicates not counted
     * @param missing how many have not come, by their numbers
     * @param duplicates how many came again
     * @param lost how often the hub told that its connection was lost
     * @param values last value of each tag seen
     */
    public record Row(
            DeviceId device,
            String site,
            Optional<Sighting> last,
            int messages,
            long missing,
            long duplicates,
            int lost,
            Map<String, String> values) {}

    /** Takes a message; answers what is to be shown of it. */
    Optional<Sighting> accept(DeviceMessage message, Instant seen) {
        Entry entry = entries.get(message.device());
        if (entry == null) {
            return Optional.empty();
        }
        Order order = entry.track.accept(message);
        Sighting sighting =
                new Sighting(message, filter.sites().get(message.device()), seen, order, filter.values(message.body()));
        if (!(order instanceof Order.Duplicate)) {
            entry.messages++;
            entry.values.putAll(sighting.values());
            entry.last = Optional.of(sighting);
        }
        if (message.kind().filter(DeviceMessage.Kind.LOST::equals).isPresent()) {
            entry.lost++;
        }
        return Optional.of(sighting).filter(filter::shows);
    }

    /** A row a device, by site and then device. */
    public List<Row> rows() {
        Map<String, List<Row>> bySite = new TreeMap<>();
        entries.forEach((device, entry) -> {
            String site = filter.sites().get(device);
            bySite.computeIfAbsent(site, name -> new ArrayList<>())
                    .add(new Row(
                            device,
                            site,
                            entry.last,
                            entry.messages,
                            entry.track.missed(),
                            entry.track.duplicates(),
                            entry.lost,
                            new HashMap<>(entry.values)));
        });
        return bySite.values().stream().flatMap(List::stream).toList();
    }
}
