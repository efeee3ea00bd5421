package io.github.flexyfleet.runtime.hub;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * Messages that go to flash in one write: length and CRC-32 of what follows, then where the outbox stands, then the
 * messages, each topic without what it shares with the one before.
 */
final class SpoolGroup {
    /** Bytes before what the CRC is over. */
    static final int PREFIX = 8;

    /** Bytes of a group without messages, after the prefix. */
    static final int HEAD = 57;

    private SpoolGroup() {}

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

    static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 24 - 8 * i);
        }
    }
}
