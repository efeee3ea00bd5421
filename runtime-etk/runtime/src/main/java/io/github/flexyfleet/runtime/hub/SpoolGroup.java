package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.text.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * What a segment of the spool is made of: groups of messages, each written at once. A group is length and CRC-32 of what
 * follows, then where the outbox stands, then the messages, each topic without what it shares with the one before. An
 * object reads the groups of one segment, up to the first that is not whole. Worker thread only.
 */
final class SpoolGroup {
    /** Bytes before what the CRC is over. */
    private static final int PREFIX = 8;

    /** Bytes of a group without messages, after the prefix. */
    private static final int HEAD = 57;

    /** Position of the next message. */
    long position;

    /** The spool's own time when the last group read was written. */
    long seconds;

    /** The first position that was still needed then. */
    long head;

    /** What was to be told then, null before the first group. */
    Gap gap;

    /** Whether the file goes on where no whole group is. */
    boolean damaged;

    private final byte[] file;
    private final DataInputStream in;

    /** Bytes that the present group still has, and those before its end in the file. */
    private int left;

    private String topic;

    SpoolGroup(byte[] file, long position) {
        this.file = file;
        this.position = position;
        in = new DataInputStream(new ByteArrayInputStream(file));
    }

    /**
     * The bytes of a group.
     *
     * @param messages to write, in order
     * @param position of the first message, or of the next one when there is none
     * @param seconds the spool's own time
     * @param head the first position that is still needed
     */
    static byte[] encode(Message[] messages, long position, long seconds, long head, Gap gap) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0);
        out.writeLong(position);
        out.writeLong(seconds);
        out.writeLong(head);
        gap.write(out);
        String before = "";
        for (int i = 0; i < messages.length; i++) {
            String topic = messages[i].topic;
            int most = Math.min(before.length(), topic.length());
            int same = 0;
            while (same < most && topic.charAt(same) == before.charAt(same)) {
                same++;
            }
            out.writeShort(same);
            out.writeShort(topic.length() - same);
            out.writeBytes(topic.substring(same));
            out.writeInt(messages[i].payload.length);
            out.write(messages[i].payload);
            before = topic;
        }
        byte[] group = bytes.toByteArray();
        put(group, 0, group.length - PREFIX);
        put(group, 4, crc(group, PREFIX, group.length - PREFIX));
        return group;
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 24 - 8 * i);
        }
    }

    /** Bytes of the file. */
    int size() {
        return file.length;
    }

    /** The next message, or null behind the last whole group. */
    Message next() throws IOException {
        while (damaged || left == 0) {
            if (!group()) {
                return null;
            }
        }
        int same = in.readUnsignedShort();
        int more = in.readUnsignedShort();
        topic = topic.substring(0, same) + Utf8.latin1(bytes(more));
        byte[] payload = bytes(in.readInt());
        left -= 8 + more + payload.length;
        return new Message(position++, topic, payload);
    }

    /** Begins the next group; the CRC is checked first, so what it holds can be trusted. */
    private boolean group() throws IOException {
        int rest = in.available();
        if (damaged || rest == 0) {
            return false;
        }
        damaged = !isWhole(rest - PREFIX);
        if (damaged) {
            return false;
        }
        position = in.readLong();
        seconds = in.readLong();
        head = in.readLong();
        gap = Gap.read(in);
        topic = "";
        return true;
    }

    private boolean isWhole(int rest) throws IOException {
        if (rest < HEAD) {
            return false;
        }
        int length = in.readInt();
        int crc = in.readInt();
        left = length - HEAD;
        return length >= HEAD && length <= rest && crc(file, file.length - rest, length) == crc;
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
