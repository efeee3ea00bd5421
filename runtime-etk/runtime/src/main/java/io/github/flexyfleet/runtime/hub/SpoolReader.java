package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.text.Utf8;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Reads the groups of one segment of the spool, up to the first that is not whole. Worker thread only. */
final class SpoolReader {
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

    SpoolReader(byte[] file, long position) {
        this.file = file;
        this.position = position;
        in = new DataInputStream(new ByteArrayInputStream(file));
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
        damaged = !isWhole(rest - SpoolGroup.PREFIX);
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
        if (rest < SpoolGroup.HEAD) {
            return false;
        }
        int length = in.readInt();
        int crc = in.readInt();
        left = length - SpoolGroup.HEAD;
        return length >= SpoolGroup.HEAD && length <= rest && SpoolGroup.crc(file, file.length - rest, length) == crc;
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
