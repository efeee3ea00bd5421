package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.text.Names;
import java.util.StringTokenizer;

/** One file of the spool; its name tells what it begins with, so that it need not be read. Worker thread only. */
final class Segment implements Comparable {
    /** Of the version of the format. */
    static final String FOLDER = "spool1/";

    /** No file takes less of flash. */
    private static final int MIN_BYTES = 4096;

    /** Position of its first message. */
    final long position;

    /** The spool's own time when its first message was made. */
    final long seconds;

    /** Id of its first message; a segment holds messages of one boot. */
    final long id;

    /** Position behind its last message that can be read. */
    long end;

    /** Bytes of the file. */
    long size;

    Segment(long position, long seconds, long id) {
        this.position = position;
        this.seconds = seconds;
        this.id = id;
        end = position;
    }

    /** The segment of that file name, or null. */
    static Segment of(String name) {
        StringTokenizer words = new StringTokenizer(name, "-");
        if (words.countTokens() != 3) {
            return null;
        }
        long position = Names.number(words.nextToken(), Long.MAX_VALUE);
        long seconds = Names.number(words.nextToken(), Long.MAX_VALUE);
        long id = Names.number(words.nextToken(), Long.MAX_VALUE);
        return position < 0 || seconds < 0 || id < 0 ? null : new Segment(position, seconds, id);
    }

    String path() {
        return FOLDER + position + '-' + seconds + '-' + id;
    }

    long idAt(long at) {
        return id + at - position;
    }

    /** Room that it takes. */
    long room() {
        return Math.max(size, MIN_BYTES);
    }

    /** Messages from a position on. */
    long count(long from) {
        return Math.max(0, end - Math.max(position, from));
    }

    public int compareTo(Object other) {
        long difference = position - ((Segment) other).position;
        return difference < 0 ? -1 : difference > 0 ? 1 : 0;
    }
}
