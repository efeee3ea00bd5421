package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.hub.Outbox;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * Sends what the Flexy itself recorded ({@code $dtHL}, {@code $dtHS}, flexy-etk 5) of the times of which the hub lacks
 * messages: those in which the runtime did not run, and those of messages that were dropped. A slice of such a time leaves
 * the list when the hub has read its messages. {@code now} is running time in ms, all other times are seconds of the
 * Flexy's clock. Worker thread only.
 */
public final class History {
    /** In place of what the hub has read, while it is not reached. */
    public static final long OFFLINE = -1;

    /** Kind of its messages. */
    static final String KIND = "history";

    private static final String CODE = KIND;

    /** More of a recording is not read at once, but a shorter time of it. */
    private static final int MAX_SLICE = 48 * 1024;

    private static final int LITTLE = 8 * 1024;
    private static final int FIRST_SPAN = 300;
    private static final int MAX_SPAN = 6 * 3600;

    /** The farthest back that an export is asked for. */
    private static final int MAX_BACK = 9000000;

    /** A slice waits while the oldest message waits so long, since new values go first. */
    private static final int BUSY = 20;

    /** So long without a step, no message was made: without a bundle, or with a clock that was not set. */
    private static final long IDLE_MS = 60000;

    private static final int MIN_MARGIN = 60;
    private static final long SAVE_MS = 3600000;
    private static final long SAVE_LOST_MS = 600000;
    private static final long PAUSE_MS = 1000;
    private static final long RETRY_MS = 30000;

    /** Reading a slice may take a quarter of the time; after it, it rests three times as long. */
    private static final int REST = 3;

    private final Clock clock;
    private final MessageMaker maker;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final EventLog log;
    private final Holes holes;
    private final Recording recording;
    private RunningBundle bundle;
    private boolean begun;
    private boolean off;
    private long steppedAt;
    private int margin;
    private int span = FIRST_SPAN;
    private long sliceEnd;
    private long sliceSequence;
    private long readAt;
    private long retryAt;
    private boolean unsaved;
    private long savedAt;

    /** A history without a bundle, with the runtime's folder of flash. */
    public History(
            Clock clock,
            Gateway gateway,
            Store store,
            MessageMaker maker,
            Outbox outbox,
            Telemetry telemetry,
            EventLog log) {
        this.clock = clock;
        recording = new Recording(clock, gateway, telemetry);
        this.maker = maker;
        this.outbox = outbox;
        this.telemetry = telemetry;
        this.log = log;
        holes = new Holes(store);
    }

    /** Switches to another bundle, or to none. */
    public void use(RunningBundle next) {
        bundle = next;
        off = false;
        retryAt = 0;
        margin = MIN_MARGIN;
        log.solved(CODE);
        TagGroup[] groups = next == null ? new TagGroup[0] : next.config.groups();
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].history) {
                // What changed in the period before a message is in none before it.
                int period = groups[i].onChangeSeconds > 0 ? groups[i].onChangeSeconds : groups[i].fullSeconds;
                margin = Math.max(margin, period);
            }
        }
    }

    /**
     * Does the next step; may take as long as two exports do.
     *
     * @param acknowledged highest sequence number that the hub has read, or {@link #OFFLINE}
     */
    public void step(long now, long acknowledged) {
        if (bundle == null) {
            return;
        }
        long utc = clock.now() / 1000;
        if (begun && now - steppedAt > IDLE_MS) {
            holes.add(utc - (now - steppedAt) / 1000 - margin, utc);
            unsaved = true;
        }
        steppedAt = now;
        if (off || now < retryAt) {
            return;
        }
        try {
            if (bundle.config.history.length() == 0) {
                begun = false;
                sliceEnd = 0;
                holes.delete();
                off = true;
                return;
            }
            if (!begun) {
                begin(now, utc);
            }
            watch(utc);
            if (now - savedAt >= (unsaved ? SAVE_LOST_MS : SAVE_MS)) {
                save(now);
            }
            if (sliceEnd > 0 && acknowledged >= sliceSequence) {
                endSlice(now);
            }
            if (sliceEnd == 0 && acknowledged != OFFLINE && now >= readAt && isQuiet()) {
                catchUp(now, utc);
            }
        } catch (IOException e) {
            retryAt = now + RETRY_MS;
            log.problem(CODE, e.getMessage());
        }
    }

    /** From where the messages on flash end up to now, nothing is at the hub or on its way. */
    private void begin(long now, long utc) throws IOException {
        holes.read();
        outbox.takeLost();
        if (holes.safe == 0) {
            // What was before the first start was nobody's wish.
            holes.confirmed = utc;
        } else {
            long end = holes.safe + Math.max(0, outbox.secondsBefore - holes.spool);
            boolean untold = outbox.gap() > 0 && outbox.gap() != holes.gap;
            holes.add((untold ? holes.confirmed : end) - margin, utc);
        }
        holes.safe = utc;
        holes.spool = outbox.seconds();
        begun = true;
        save(now);
        tell(utc);
    }

    private void tell(long utc) {
        if (holes.first() != null) {
            log.add("history: catching up from " + UtcTime.rfc3339(holes.first()[0] * 1000));
        }
    }

    /** Notes up to when the hub has everything, and of when messages were dropped. */
    private void watch(long utc) {
        long spool = outbox.seconds();
        long[] lost = outbox.takeLost();
        if (lost != null) {
            // Earlier starts had another clock, so all that the hub has not confirmed counts.
            long from = lost[0] < holes.spool ? holes.confirmed : utc - (spool - lost[0]);
            holes.add(from - margin, utc - (spool - Math.max(holes.spool, lost[1])) + 1);
            // Perhaps it was messages of this slice.
            sliceEnd = 0;
            unsaved = true;
        }
        // Only after that, since messages that were dropped wait no more either.
        long settled = outbox.settled();
        holes.spool = Math.max(holes.spool, settled);
        holes.safe = utc - (spool - holes.spool);
        if (settled >= 0) {
            holes.confirmed = holes.safe;
        }
    }

    private void save(long now) throws IOException {
        savedAt = now;
        unsaved = false;
        holes.gap = outbox.gap();
        holes.write();
        log.solved(CODE);
    }

    /** Whether the hub keeps up with new values. */
    private boolean isQuiet() {
        long settled = outbox.settled();
        return settled >= 0 && outbox.seconds() - settled < BUSY && telemetry.readings.byId().length > 0;
    }

    private void endSlice(long now) throws IOException {
        long[] hole = holes.first();
        hole[0] = sliceEnd;
        if (hole[0] >= hole[1]) {
            holes.removeFirst();
            log.add("history: caught up to " + UtcTime.rfc3339(sliceEnd * 1000));
        }
        sliceEnd = 0;
        save(now);
    }

    private void catchUp(long now, long utc) throws IOException {
        long[] hole = holes.first();
        if (hole == null) {
            return;
        }
        hole[0] = Math.max(hole[0], utc - MAX_BACK);
        if (hole[0] >= Math.min(hole[1], utc)) {
            // The clock went back.
            holes.removeFirst();
            return;
        }
        long to = Math.min(hole[1], hole[0] + span);
        long begin = clock.now();
        int size = recording.read(hole[0], to, span == 1 ? Integer.MAX_VALUE : MAX_SLICE);
        readAt = now + PAUSE_MS + REST * Math.max(0, clock.now() - begin);
        if (size < 0) {
            span = Math.max(1, span / 2);
            return;
        }
        span = size < LITTLE ? Math.min(MAX_SPAN, span * 2) : span;
        log.solved(CODE);
        long before = maker.sequence();
        send();
        if (to == hole[1]) {
            String end = TypedFormat.until(bundle.config.device, UtcTime.rfc3339Millis(to * 1000));
            maker.make(bundle, KIND, null, Utf8.encode(end));
        }
        if (maker.sequence() == before) {
            hole[0] = to;
        } else {
            sliceEnd = to;
            sliceSequence = maker.sequence();
        }
    }

    private void send() {
        GroupPush[] pushes = telemetry.pushes;
        for (int i = 0; i < pushes.length; i++) {
            byte[][] payloads = pushes[i].recorded == null ? new byte[0][] : pushes[i].recorded.done();
            pushes[i].recorded = null;
            for (int p = 0; p < payloads.length; p++) {
                maker.make(bundle, KIND, pushes[i].group, payloads[p]);
            }
        }
    }
}
