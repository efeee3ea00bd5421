package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A revocation in the ledger. It belongs to no rollout, and a rollout that was halted can still be gone on with after it: so
 * it stands in the record of the last one, whatever has become of that. Where there is none, it has a record of its own.
 *
 * @param by the process that did it
 * @param device who is refused
 * @param done what was done, in words
 */
record RevokedEntry(Holder by, DeviceId device, String done) {
    /** Appends it to the last record. */
    void appendTo(Journal last) throws LedgerException {
        last.append(EntryKind.REVOKED, Optional.of(device), data());
    }

    /** Makes it the record of its own that is begun there. */
    void begin(Journal fresh) throws LedgerException {
        Map<String, String> head = new TreeMap<>(Map.of("devices", "0", "waves", "none"));
        head.put("user", by.user());
        head.put("host", by.host());
        fresh.note(EntryKind.ROLLOUT_BEGUN, Optional.empty(), head);
        fresh.note(EntryKind.REVOKED, Optional.of(device), data());
        fresh.append(EntryKind.ROLLOUT_ENDED, Optional.empty(), Map.of("result", "no rollout"));
    }

    private Map<String, String> data() {
        return Map.of("user", by.user(), "host", by.host(), "done", done);
    }

    /** Those of a record. */
    static List<Entry> of(RolloutRecord record) {
        return record.entries().stream()
                .filter(entry -> entry.kind() == EntryKind.REVOKED)
                .toList();
    }
}
