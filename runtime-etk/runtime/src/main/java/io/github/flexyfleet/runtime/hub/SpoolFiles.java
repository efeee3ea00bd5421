package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.port.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;

/**
 * The messages on flash: segments that are only appended to and only deleted whole. A segment is never written to again
 * after a start or a failed write, since nobody knows what its end is. Worker thread only.
 */
final class SpoolFiles {
    /** Positions of different fillings of the spool are further apart; those of one are not. */
    private static final long JUMP = 1L << 31;

    /** Reads of a segment until it is given up. */
    private static final int MAX_FAILURES = 10;

    /** The first position that is still needed. */
    long head;

    /** What the hub was still to be told. */
    Gap gap = new Gap();

    /** The spool's own time at the last write. */
    long seconds;

    /** Spool's own times from and to which messages were made that were dropped; {@code lostTo} -1 for none. */
    long lostFrom;

    long lostTo = -1;

    private final Store store;
    private final ArrayList segments = new ArrayList();
    private Segment open;
    private SpoolGroup reader;
    private Segment readerOf;

    /** The message given last, which is the first one behind {@link #givenAfter}. */
    private Message given;

    private long givenAfter;
    private int failures;

    SpoolFiles(Store store) {
        this.store = store;
    }

    /**
     * Looks at what lies on flash, reading the newest segment only.
     *
     * @param start position of the next message when there is none on flash
     * @return position of the next message
     */
    long open(long start) {
        String[] names = store.list(Segment.FOLDER);
        for (int i = 0; i < names.length; i++) {
            Segment segment = Segment.of(names[i]);
            if (segment != null) {
                segment.size = store.size(segment.path());
                segments.add(segment);
            }
        }
        Collections.sort(segments);
        boolean known = false;
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = get(i);
            boolean newest = i == segments.size() - 1;
            segment.end = newest ? segment.position : get(i + 1).position;
            known = known || scan(segment, newest);
            if (!known && newest) {
                forget(segment);
            }
            if (segment.end - segment.position > JUMP) {
                // A start goes on with the positions that it finds, so this file was deleted once and came back.
                head = Math.max(head, segment.end);
            }
        }
        return segments.isEmpty() ? start : Math.max(get(segments.size() - 1).end, head);
    }

    /** Deletes a segment whose first write was cut. */
    private void forget(Segment segment) {
        try {
            if (segment.end == segment.position) {
                store.delete(segment.path());
                segments.remove(segment);
            }
        } catch (IOException e) {
            // It holds nothing, so it may stay.
            segment.size = 0;
        }
    }

    /** Reads a segment to its end; whether that told where the outbox stood. */
    private boolean scan(Segment segment, boolean newest) {
        try {
            SpoolGroup scan = new SpoolGroup(read(segment), segment.position);
            while (scan.next() != null) {
                continue;
            }
            if (newest) {
                segment.end = scan.position;
            }
            if (scan.gap != null) {
                gap = scan.gap;
                head = scan.head;
                seconds = scan.seconds;
            }
            return scan.gap != null;
        } catch (IOException e) {
            // No message takes less; too high an end does no harm, too low a one would give positions twice.
            if (newest) {
                segment.end += segment.size / 8;
            }
            return false;
        }
    }

    private byte[] read(Segment segment) throws IOException {
        byte[] content = store.read(segment.path());
        return content == null ? new byte[0] : content;
    }

    private Segment get(int i) {
        return (Segment) segments.get(i);
    }

    /** Number of segments. */
    int size() {
        return segments.size();
    }

    /** Room that all segments but the first {@code from} take. */
    long room(int from) {
        long room = 0;
        for (int i = from; i < segments.size(); i++) {
            room += get(i).room();
        }
        return room;
    }

    /** Messages waiting. */
    long count() {
        long count = 0;
        for (int i = 0; i < segments.size(); i++) {
            count += get(i).count(head);
        }
        return count;
    }

    /** How many of the oldest segments hold nothing that was written since a time. */
    int older(long time) {
        int count = 0;
        while (count < segments.size() && (count + 1 < segments.size() ? get(count + 1).seconds : seconds) < time) {
            count++;
        }
        return count;
    }

    /** Id of a message on flash. */
    long idAt(long position) {
        int i = segments.size() - 1;
        while (i > 0 && get(i).position > position) {
            i--;
        }
        return get(i).idAt(position);
    }

    /** Counts what is still needed of some segments as dropped; they stay until they are deleted. */
    void giveUp(int first, int end, int cause) {
        for (int i = first; i < end; i++) {
            Segment segment = get(i);
            drop(i, Math.max(head, segment.position), segment.end, cause);
            head = Math.max(head, segment.end);
        }
        if (end == segments.size()) {
            open = null;
        }
    }

    private void drop(int i, long from, long end, int cause) {
        Segment segment = get(i);
        if (end > from) {
            lost(segment.seconds, i + 1 < segments.size() ? get(i + 1).seconds : seconds);
        }
        gap.add(end - from, segment.idAt(from), segment.idAt(end - 1), end - 1, cause);
    }

    /** Takes note of the times of messages that were dropped. */
    void lost(long from, long to) {
        lostFrom = lostTo < 0 ? from : Math.min(lostFrom, from);
        lostTo = Math.max(lostTo, to);
    }

    /** Deletes the oldest segments. */
    void delete(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            store.delete(get(0).path());
            segments.remove(0);
        }
    }

    /**
     * Writes messages, in a new segment when the present one would be larger than a bound or is older than a time.
     *
     * @param id of the first message
     * @param made when the first message was made
     */
    void append(Message[] messages, long position, long id, long made, long now, long maxSize, long oldest)
            throws IOException {
        byte[] group = SpoolGroup.encode(messages, position, now, head, gap);
        Segment target = open;
        if (target == null || target.size + group.length > maxSize || target.seconds < oldest) {
            target = new Segment(position, made, id);
        }
        open = null;
        try {
            store.append(target.path(), group);
        } catch (IOException e) {
            if (target.size == 0) {
                store.delete(target.path());
            }
            throw e;
        }
        if (target.size == 0) {
            segments.add(target);
        }
        target.size += group.length;
        target.end = position + messages.length;
        open = target;
        seconds = now;
    }

    /** The hub has everything up to this position; segments that nothing is needed of are deleted. */
    void release(long upTo) throws IOException {
        head = Math.max(head, upTo + 1);
        // The newest one also keeps what the hub is still to be told.
        while (!segments.isEmpty() && get(0).end <= head && (gap.messages == 0 || segments.size() > 1)) {
            if (get(0) == open) {
                open = null;
            }
            delete(1);
        }
    }

    /**
     * The first message behind a position, or null when there is none; what cannot be read counts as dropped.
     *
     * @throws IOException when flash does not answer now
     */
    Message after(long last) throws IOException {
        long position = Math.max(last, head - 1);
        if (given != null && givenAfter <= position && position < given.position) {
            return given;
        }
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = get(i);
            if (segment.count(position + 1) == 0) {
                continue;
            }
            if (reader == null
                    || readerOf != segment
                    || reader.position > position + 1
                    || reader.size() < segment.size) {
                load(segment);
            }
            Message message = reader.next();
            while (message != null && message.position <= position) {
                message = reader.next();
            }
            if (message != null) {
                given = message;
                givenAfter = position;
                return message;
            }
            long from = Math.max(reader.position, position + 1);
            if (reader.size() < segment.size || reader.damaged) {
                // Else it ends as it was written, and what is missing was counted when it was dropped.
                drop(i, from, segment.end, Gap.DAMAGE);
            }
            segment.end = Math.min(segment.end, from);
        }
        return null;
    }

    private void load(Segment segment) throws IOException {
        reader = null;
        given = null;
        byte[] content = new byte[0];
        try {
            content = read(segment);
        } catch (IOException e) {
            failures++;
            if (failures < MAX_FAILURES) {
                throw e;
            }
        }
        failures = 0;
        reader = new SpoolGroup(content, segment.position);
        readerOf = segment;
    }
}
