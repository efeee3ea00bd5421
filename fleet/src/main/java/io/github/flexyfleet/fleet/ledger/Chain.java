package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Reads a record from its lines, and proves that it is as it was written. */
public final class Chain {
    private Chain() {}

    /**
     * Reads all entries of a record.
     *
     * @param where what people find the record by, for the message
     * @param lines its lines in order
     * @throws LedgerException at the first line that does not fit to the one before, which the message names
     */
    public static List<Entry> read(String where, List<String> lines) throws LedgerException {
        List<Entry> entries = new ArrayList<>(lines.size());
        Digest previous = Entry.NONE;
        for (String line : lines) {
            Entry entry;
            try {
                entry = Entry.of(line);
            } catch (Entry.BadEntryException e) {
                throw broken(where, entries.size() + 1, e.getMessage(), e);
            }
            if (entry.number() != entries.size() + 1L) {
                throw broken(where, entries.size() + 1, "it has number " + entry.number(), null);
            }
            if (!entry.previous().equals(previous)) {
                throw broken(where, entries.size() + 1, "it does not follow the entry before it", null);
            }
            entries.add(entry);
            previous = entry.hash();
        }
        return List.copyOf(entries);
    }

    static LedgerException broken(String where, int line, String why, Exception cause) {
        return new LedgerException(
                ProblemCode.LEDGER_BROKEN,
                where + ", line " + line + ": " + why,
                "keep the record as it is and find out who changed it; move it to another place to go on without it,"
                        + " the devices themselves say what they run",
                cause);
    }
}
