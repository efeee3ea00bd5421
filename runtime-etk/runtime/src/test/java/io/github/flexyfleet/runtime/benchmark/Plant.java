package io.github.flexyfleet.runtime.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.TagWatcher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Tags of which a twentieth changes each second. What the Flexy itself does for an answer is done before it is asked, and
 * charged at a price, which is the same for every way. Nobody has measured these prices on a Flexy; they are low, so that
 * they favour ways that ask much.
 */
final class Plant implements Gateway {
    static final int TAGS = 2_000;
    static final int CHANGES = TAGS / 20;

    /** A call that asks for one thing of one tag, or an event that tells of one, nanoseconds. */
    static final long CALL = 5_000;

    /** A line of an export, which is about one tag and read from the Flexy's memory as a stream, nanoseconds. */
    static final long LINE = 1_000;

    /** The price of all that was asked so far, nanoseconds. */
    long charged;

    private final Random random = new Random(17);
    private final String[] names = new String[TAGS];
    private final String[] values = new String[TAGS];
    private final float[] floats = new float[TAGS];
    private final Map<String, Integer> ids = new HashMap<>();
    private static final boolean[] GROUPS = {true, false, false, false};

    private final byte[] table;
    private byte[] export;
    private TagWatcher watcher;

    /** Which tags changed in the last second, each once. */
    final int[] changed = new int[CHANGES];

    Plant() {
        StringBuilder list = new StringBuilder("\"Id\";\"Name\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\"")
                .append(";\"Type\"\r\n");
        for (int i = 0; i < TAGS; i++) {
            names[i] = "Pump station " + i + " / level";
            set(i);
            ids.put(names[i], i);
            list.append(i + 1).append(";\"").append(names[i]).append("\";1;0;0;0;1\r\n");
        }
        table = list.toString().getBytes(US_ASCII);
        second();
    }

    private void set(int place) {
        floats[place] = random.nextInt(100_000) / 100f;
        values[place] = Float.toString(floats[place]).replaceFirst("\\.0$", "");
    }

    /** Lets a second pass. */
    void second() {
        int[] order = random.ints(0, TAGS).distinct().limit(CHANGES).toArray();
        System.arraycopy(order, 0, changed, 0, CHANGES);
        Arrays.sort(changed);
        for (int i : changed) {
            set(i);
        }
        StringBuilder rows =
                new StringBuilder("\"TagId\";\"TagName\";\"Value\";\"AlStatus\";\"AlType\";\"Quality\"\r\n");
        for (int i = 0; i < TAGS; i++) {
            rows.append(i + 1)
                    .append(";\"")
                    .append(names[i])
                    .append("\";")
                    .append(values[i])
                    .append(";0;0;65472\r\n");
        }
        export = rows.toString().getBytes(US_ASCII);
    }

    /** Tells the watcher of the last second's changes. */
    void tell(long utcMs) {
        for (int i : changed) {
            charged += CALL;
            watcher.changed(i + 1, floats[i], utcMs);
        }
    }

    /** The name of the tag that was loaded by its place, as a script asks for both. */
    String name(int place) {
        charged += 2 * CALL;
        return names[place];
    }

    /** Whether the tag that was loaded is in the Flexy's own groups A to D, which a script asks for one by one. */
    boolean[] groups() {
        charged += 4 * CALL;
        return GROUPS;
    }

    /** The value of a tag by its name, as a script asks for it. */
    String value(String name) {
        charged += CALL;
        return values[ids.get(name)];
    }

    @Override
    public byte[] export(String descriptor) {
        charged += CALL;
        if (descriptor.startsWith("$dtTL")) {
            charged += TAGS * LINE;
            return table;
        }
        if (descriptor.startsWith("$dtIV")) {
            charged += TAGS * LINE;
            return export;
        }
        return "22/11/2026 20:00:00\r\n".getBytes(US_ASCII);
    }

    @Override
    public byte[] export(String descriptor, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String write(int id, int type, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void watch(TagWatcher who) {
        watcher = who;
    }

    @Override
    public void load(byte[] program) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String serial() {
        return "2005-0001-25";
    }

    @Override
    public String firmware() {
        return "14.9";
    }

    @Override
    public long upSeconds() {
        return 0;
    }

    @Override
    public long freeFlash() {
        return 28_000_000;
    }

    @Override
    public long freeHeap() {
        return 20_000_000;
    }
}
