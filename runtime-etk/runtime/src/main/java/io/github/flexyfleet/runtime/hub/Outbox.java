package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.DeviceConfig;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages on their way to the hub, in the order they were made: the newest in RAM, from where they go to flash in
 * groups only when the hub has not confirmed them in time, so that flash lives long. What must be dropped is told to the
 * hub in a message that stands in its place. Running time in ms. Worker thread only.
 */
public final class Outbox {
    /** Messages in RAM beyond this go to flash at once, and are dropped when flash does not take them. */
    static final int MAX_RAM = 512 * 1024;

    private static final int PARTS = 16;
    private static final int MAX_PART = 64 * 1024;
    private static final int AGE_PARTS = 8;
    private static final long AGAIN_MS = 60000;
    private static final long READ_AGAIN_MS = 5000;

    /** What a full spool refuses is counted on flash as often, in seconds. */
    private static final int MARK_S = 3600;

    private static final String CODE = "spool";

    private final SpoolFiles files;
    private final EventLog log;
    private final ArrayList ram = new ArrayList();

    /** Running times at which the messages in RAM were made. */
    private final ArrayList times = new ArrayList();

    /** Difference between a position and the sequence number of this start. */
    private final long base;

    private final long firstId;
    /** The spool's own time at this start: that of the last write before it. */
    public final long secondsBefore;

    private DeviceConfig config;
    private RunningBundle bundle;
    private String topicStart = "";
    private int ramBytes;
    private long last;
    private long now;
    private long writeAt;
    private long readAt;
    private long dropped;
    private boolean toldOfGap;

    /** The outbox of this start, with what lies on flash from those before. */
    public Outbox(Store store, int boot, EventLog log) {
        this.log = log;
        files = new SpoolFiles(store);
        firstId = (long) boot << 32;
        last = files.open(firstId + 1) - 1;
        base = last;
        secondsBefore = files.seconds;
        dropped = -files.gap.messages;
    }

    /** Takes the rules of a bundle; messages wait also while there is none. */
    public void use(RunningBundle next) {
        bundle = next;
        if (next != null) {
            config = next.config;
            topicStart = MessageMaker.topicOf(config.device);
        }
    }

    /** Adds a message; its number follows that of the one before. */
    public void add(String topic, byte[] payload) {
        last++;
        Message message = new Message(last, topic, payload);
        ram.add(message);
        times.add(new Long(now));
        ramBytes += message.weight();
        if (ramBytes > MAX_RAM && now >= writeAt) {
            write();
        }
        while (ramBytes > MAX_RAM && ram.size() > 1) {
            dropFromRam(config.spoolStop ? ram.size() - 1 : 0);
        }
    }

    private Message inRam(int i) {
        return (Message) ram.get(i);
    }

    /** The spool's own time, in seconds: the time that the runtime has run, also in earlier starts as far as it is known. */
    public long seconds() {
        return secondsBefore + now / 1000;
    }

    private long madeAt(int i) {
        return secondsBefore + ((Long) times.get(i)).longValue() / 1000;
    }

    /** The spool's own time up to which the hub has all messages; -1 while some lie on flash. */
    public long settled() {
        return files.count() > 0 ? -1 : ram.isEmpty() ? seconds() : madeAt(0);
    }

    /** The spool's own times of the first and the last message that were dropped since the last call, or null. */
    public long[] takeLost() {
        long[] lost = files.lostTo < 0 ? null : new long[] {files.lostFrom, files.lostTo};
        files.lostTo = -1;
        return lost;
    }

    /** Position of what the hub is still to be told was dropped, 0 for nothing. */
    public long gap() {
        return files.gap.messages > 0 ? files.gap.position : 0;
    }

    private long idAt(long position) {
        return firstId + position - base;
    }

    private void dropFromRam(int i) {
        drop(inRam(i).position, Gap.SIZE);
        files.lost(madeAt(i), madeAt(i));
        remove(i, i + 1);
    }

    private void drop(long position, int cause) {
        // After a reconnection the messages of another device are met again.
        if (position > files.gap.position) {
            long id = position > base ? idAt(position) : files.idAt(position);
            files.gap.add(1, id, id, position, cause);
        }
    }

    private void remove(int from, int to) {
        for (int i = from; i < to; i++) {
            ramBytes -= inRam(i).weight();
        }
        ram.subList(from, to).clear();
        times.subList(from, to).clear();
    }

    /** Writes what has waited long enough and keeps the bounds. */
    public void step(long runningMs) {
        now = runningMs;
        if (config == null || now < writeAt) {
            return;
        }
        boolean waited = !ram.isEmpty() && now - ((Long) times.get(0)).longValue() >= config.spoolWriteMs;
        if (waited || victims(0) > 0) {
            write();
        }
    }

    /** How many of the oldest segments are too old, or too many beside so many bytes more. */
    private int victims(long more) {
        int count = files.older(seconds() - config.spoolAgeSeconds);
        while (count < files.size() && files.room(count) + more > config.spoolBytes) {
            count++;
        }
        return count;
    }

    /** Writes all that waits in RAM; what flash does not take stays there. */
    public void write() {
        try {
            do {
                writePart();
            } while (!ram.isEmpty());
            log.solved(CODE);
        } catch (IOException e) {
            writeAt = now + AGAIN_MS;
            log.problem(CODE, "messages wait in RAM only, flash: " + e.getMessage());
        }
    }

    private void writePart() throws IOException {
        long most = Math.min(MAX_PART, config.spoolBytes / PARTS);
        int count = 0;
        long bytes = 0;
        while (count < ram.size() && (count == 0 || bytes + inRam(count).weight() <= most && follows(count))) {
            bytes += inRam(count).weight();
            count++;
        }
        if (config.spoolStop && files.size() > 0 && files.room(victims(0)) + bytes > config.spoolBytes) {
            while (!ram.isEmpty()) {
                dropFromRam(0);
            }
            count = 0;
            bytes = 0;
        }
        int aged = files.older(seconds() - config.spoolAgeSeconds);
        int victims = victims(bytes);
        files.giveUp(0, aged, Gap.AGE);
        files.giveUp(aged, victims, Gap.SIZE);
        boolean mark = files.gap.messages > 0 && seconds() - files.seconds >= MARK_S;
        if (count > 0 || victims > 0 || mark) {
            append(count, victims, most);
        }
    }

    private boolean follows(int i) {
        return inRam(i).position == inRam(i - 1).position + 1;
    }

    private void append(int count, int victims, long most) throws IOException {
        List first = ram.subList(0, count);
        Message[] messages = (Message[]) first.toArray(new Message[count]);
        long position = count > 0 ? messages[0].position : last + 1;
        long oldest = seconds() - config.spoolAgeSeconds / AGE_PARTS;
        try {
            long made = count > 0 ? madeAt(0) : seconds();
            files.append(messages, position, idAt(position), made, seconds(), most, oldest);
        } catch (IOException e) {
            // Perhaps it is the room of these that is needed.
            files.delete(victims);
            throw e;
        }
        remove(0, count);
        files.delete(victims);
    }

    /**
     * The first message behind a position, or null when there is none or flash does not give it now. What was dropped
     * and what belongs to another device is told in a message in its place.
     */
    public Message after(long position) {
        if (now < readAt) {
            return null;
        }
        Message next;
        try {
            next = find(position);
            while (next != null && !next.topic.startsWith(topicStart)) {
                drop(next.position, Gap.DEVICE);
                next = find(next.position);
            }
        } catch (IOException e) {
            readAt = now + READ_AGAIN_MS;
            log.problem(CODE, "flash: " + e.getMessage());
            return null;
        }
        Gap gap = files.gap;
        if (gap.messages > 0 && position < gap.position && (next == null || gap.position < next.position)) {
            String topic = MessageMaker.topic(bundle, gap.to, "gap", null);
            return new Message(gap.position, topic, Utf8.encode(gap.json(config.device, config.history)));
        }
        return next;
    }

    private Message find(long position) throws IOException {
        if (position >= last) {
            return null;
        }
        Message next = files.after(position);
        if (next != null || ram.isEmpty()) {
            return next;
        }
        // Positions only miss where messages were dropped, so the guess is too high if it is wrong.
        int i = (int) Math.max(0, Math.min(position + 1 - inRam(0).position, ram.size()));
        while (i > 0 && inRam(i - 1).position > position) {
            i--;
        }
        return i < ram.size() ? inRam(i) : null;
    }

    /** Removes all messages up to this position, which the hub has. */
    public void release(long position) {
        int count = 0;
        while (count < ram.size() && inRam(count).position <= position) {
            count++;
        }
        remove(0, count);
        Gap gap = files.gap;
        if (gap.messages > 0 && gap.position <= position) {
            dropped += gap.messages;
            files.gap = new Gap();
            toldOfGap = true;
        }
        try {
            files.release(position);
        } catch (IOException e) {
            // The next release tries again; until a start nothing of it is sent.
            log.problem(CODE, "flash: " + e.getMessage());
        }
    }

    /** Position of the message made last. */
    public long last() {
        return last;
    }

    /** Sequence number of the message at a position, 0 for one of an earlier start. */
    public long sequence(long position) {
        return Math.max(0, position - base);
    }

    /** Messages waiting. */
    public int size() {
        return (int) files.count() + ram.size();
    }

    /** Whether all that waited on flash is through, once after something was dropped: which values nobody can say. */
    public boolean isThroughAfterGap() {
        boolean is = toldOfGap && files.count() == 0;
        toldOfGap &= !is;
        return is;
    }

    /** Messages dropped since boot. */
    public long dropped() {
        return dropped + files.gap.messages;
    }
}
