package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Sha256;
import java.util.ArrayList;

/** The manifest of a bundle: its files in the order of their names, with SHA-256 and size. Immutable. */
public final class Manifest {
    /** File name of a manifest in a slot and in {@code fleetPut}. */
    public static final String NAME = "manifest";

    /** Largest file of a bundle in bytes. */
    public static final int MAX_FILE = 262144;

    /** Largest number of files of a bundle. */
    public static final int MAX_FILES = 16;

    private static final String FIRST_LINE = "flexyfleet-bundle 1";

    private final Entry[] entries;

    private Manifest(Entry[] entries) {
        this.entries = entries;
    }

    /** One file of a bundle. */
    public static final class Entry {
        /** File name. */
        public final String name;

        /** SHA-256 in lower-case hexadecimal digits. */
        public final String sha256;

        /** Size in bytes. */
        public final int size;

        Entry(String name, String sha256, int size) {
            this.name = name;
            this.sha256 = sha256;
            this.size = size;
        }
    }

    /**
     * Reads the text of a manifest.
     *
     * @throws IllegalArgumentException when it is not exactly in the form of the device protocol
     */
    public static Manifest parse(String text) {
        int at = text.indexOf('\n');
        if (at < 0 || !text.substring(0, at).equals(FIRST_LINE)) {
            throw new IllegalArgumentException("the manifest's first line is not '" + FIRST_LINE + "'");
        }
        ArrayList entries = new ArrayList();
        String before = "";
        while (++at < text.length()) {
            int end = text.indexOf('\n', at);
            Entry entry = end < 0 ? null : entry(text.substring(at, end));
            if (entry == null || entry.name.compareTo(before) <= 0 || entries.size() == MAX_FILES) {
                throw new IllegalArgumentException("line " + (entries.size() + 2) + " of the manifest is wrong");
            }
            entries.add(entry);
            before = entry.name;
            at = end;
        }
        return new Manifest((Entry[]) entries.toArray(new Entry[entries.size()]));
    }

    private static Entry entry(String line) {
        if (line.length() < 68 || line.charAt(64) != ' ') {
            return null;
        }
        String sha256 = line.substring(0, 64);
        int space = line.indexOf(' ', 65);
        if (space < 0) {
            return null;
        }
        String digits = line.substring(65, space);
        long size = Names.number(digits, MAX_FILE);
        String name = line.substring(space + 1);
        boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
        if (size < 0 || leadingZero || !Sha256.isDigest(sha256) || !Names.isFile(name) || name.equals(NAME)) {
            return null;
        }
        return new Entry(name, sha256, (int) size);
    }

    /** The files, sorted by name. */
    public Entry[] entries() {
        return (Entry[]) entries.clone();
    }

    /** The file of that name, or null. */
    public Entry find(String name) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i].name.equals(name)) {
                return entries[i];
            }
        }
        return null;
    }

    /** A file with the same content as the given one, under whatever name, or null. */
    public Entry sameContent(Entry other) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i].size == other.size && entries[i].sha256.equals(other.sha256)) {
                return entries[i];
            }
        }
        return null;
    }
}
