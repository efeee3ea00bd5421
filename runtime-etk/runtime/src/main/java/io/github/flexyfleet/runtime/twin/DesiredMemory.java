package io.github.flexyfleet.runtime.twin;

import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.zip.CRC32;

/**
 * What was dealt with of the desired properties, over a restart: their values as JSON text by key. Two files are written
 * in turn, so that a cut at any moment leaves the old or the new content. Worker thread only.
 */
final class DesiredMemory {
    private static final String[] NAMES = {"desired.a", "desired.b"};
    private static final String TWIN = "$twin";
    private static final String GENERATION = "$generation";

    /** A check sum of fixed length at the end. */
    private static final int CRC_LENGTH = 11;

    private final Store store;
    private HashMap values = new HashMap();
    private String twin = "";
    private long generation;

    DesiredMemory(Store store) {
        this.store = store;
    }

    /** Reads the newest content that is whole, if it is that of this twin. */
    void open(String wanted) throws IOException {
        if (twin.equals(wanted)) {
            return;
        }
        HashMap newest = new HashMap();
        generation = 0;
        for (int i = 0; i < NAMES.length; i++) {
            HashMap content = decode(store.read(NAMES[i]));
            long number = content.isEmpty() ? 0 : ((Long) content.get(GENERATION)).longValue();
            if (number > generation) {
                generation = number;
                newest = content;
            }
        }
        values = wanted.equals(newest.get(TWIN)) ? newest : new HashMap();
        values.remove(JsonReader.KEYS);
        values.remove(GENERATION);
        values.remove(TWIN);
        twin = wanted;
    }

    /** The value that was dealt with last, or null. */
    String get(String key) {
        return (String) values.get(key);
    }

    /** Remembers a value, or none when it is null; not on flash before {@link #save}. */
    void put(String key, String value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    /** The keys, as an array that stays as it is. */
    Object[] keys() {
        return values.keySet().toArray();
    }

    void save() throws IOException {
        JsonWriter json = new JsonWriter().put(GENERATION, generation + 1).put(TWIN, twin);
        for (Iterator i = values.keySet().iterator(); i.hasNext(); ) {
            String key = (String) i.next();
            json.put(key, get(key));
        }
        byte[] content = Utf8.encode(json.end());
        byte[] file = Utf8.encode(json.end() + crc(content, content.length));
        store.write(NAMES[(int) (generation % NAMES.length)], file);
        generation++;
    }

    /** The content of a file, empty when it is not whole. */
    private static HashMap decode(byte[] file) {
        int length = file == null ? -1 : file.length - CRC_LENGTH;
        if (length < 0 || !Utf8.latin1(file).endsWith(crc(file, length))) {
            return new HashMap();
        }
        byte[] content = new byte[length];
        System.arraycopy(file, 0, content, 0, length);
        try {
            return JsonReader.object(Utf8.decode(content));
        } catch (IllegalArgumentException e) {
            // Longer than what can be read; the answers in the twin take its place.
            return new HashMap();
        }
    }

    private static String crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return Long.toString(crc.getValue() + 10000000000L);
    }
}
