package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was applied to each device last, by the records of a fleet's rollouts. Pure. */
public final class AppliedDigests {
    private final Map<DeviceId, Deque<Digest>> applied = new TreeMap<>();

    /** A device that so many rollouts did not reach counts as unknown. */
    private static final int MOST_RECORDS = 50;

    private AppliedDigests() {}

    /**
     * The digests of these devices. Reads no more of the ledger than that takes: mostly the last record.
     *
     * @throws LedgerException when the ledger cannot be read, or was changed
     */
    public static SortedMap<DeviceId, Digest> last(Ledger ledger, Collection<DeviceId> devices) throws LedgerException {
        List<Long> numbers = ledger.numbers();
        Deque<RolloutRecord> read = new ArrayDeque<>();
        SortedMap<DeviceId, Digest> last = new TreeMap<>();
        for (int at = numbers.size() - 1;
                at >= 0 && read.size() < MOST_RECORDS && !last.keySet().containsAll(devices);
                at--) {
            ledger.rollout(numbers.get(at)).ifPresent(read::addFirst);
            last = of(List.copyOf(read));
        }
        return last;
    }

    /**
     * The digests by device; a device that nothing was applied to, or of which nobody wrote it down, is missing.
     *
     * @param records the oldest first
     */
    public static SortedMap<DeviceId, Digest> of(List<RolloutRecord> records) {
        AppliedDigests digests = new AppliedDigests();
        records.stream()
                .flatMap(record -> record.entries().stream())
                .filter(entry -> entry.kind() == EntryKind.DEVICE_ENDED)
                .forEach(digests::take);
        SortedMap<DeviceId, Digest> last = new TreeMap<>();
        digests.applied.forEach((device, all) -> {
            if (!all.isEmpty()) {
                last.put(device, all.peekLast());
            }
        });
        return last;
    }

    private void take(Entry entry) {
        Deque<Digest> all = applied.computeIfAbsent(entry.device().orElseThrow(), id -> new ArrayDeque<>());
        Digest digest = entry.value("digest").map(Digest::new).orElseThrow();
        switch (entry.value("outcome").orElse("")) {
            case "confirmed", "unchanged" -> {
                all.remove(digest);
                all.addLast(digest);
            }
            // It was confirmed, and went back because the rollout was stopped.
            case "reverted" -> all.remove(digest);
            // Of any other end the device is as it was.
            default -> {}
        }
    }
}
