package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.text.Sha256;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;

/**
 * One of the two places for a bundle on flash. Content counts only when its SHA-256 is right, so a torn file is
 * recognised and dropped whenever it is looked at. Not thread-safe.
 */
final class Slot {
    private final Store store;
    private final String folder;

    /** File name to the SHA-256 that was seen on flash since the last write; saves reading it for every chunk. */
    private final HashMap verified = new HashMap();

    Slot(Store store, int number) {
        this.store = store;
        this.folder = "slot" + number + "/";
    }

    void clear() throws IOException {
        verified.clear();
        String[] names = store.list(folder);
        for (int i = 0; i < names.length; i++) {
            store.delete(folder + names[i]);
        }
    }

    /** Bytes of the file that the slot holds. */
    long have(String name) {
        long size = store.size(folder + name);
        return size < 0 ? 0 : size;
    }

    void append(String name, byte[] chunk) throws IOException {
        verified.remove(name);
        store.append(folder + name, chunk);
    }

    void drop(String name) throws IOException {
        verified.remove(name);
        store.delete(folder + name);
    }

    void write(String name, byte[] content) throws IOException {
        verified.remove(name);
        store.write(folder + name, content);
    }

    /** Whether the file is there with this size and SHA-256. */
    boolean isComplete(String name, long size, String sha256) throws IOException {
        if (store.size(folder + name) != size) {
            return false;
        }
        if (sha256.equals(verified.get(name))) {
            return true;
        }
        byte[] content = store.read(folder + name);
        if (content == null || !Sha256.hex(content).equals(sha256)) {
            return false;
        }
        verified.put(name, sha256);
        return true;
    }

    /** The manifest when it is complete, else null. */
    Manifest manifest(String digest) throws IOException {
        byte[] content = store.read(folder + Manifest.NAME);
        if (content == null || !Sha256.hex(content).equals(digest)) {
            return null;
        }
        try {
            return Manifest.parse(Utf8.latin1(content));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Names of the files that are not complete; the manifest alone as long as it is not complete itself. */
    String[] missing(String digest) throws IOException {
        Manifest manifest = manifest(digest);
        if (manifest == null) {
            return new String[] {Manifest.NAME};
        }
        Manifest.Entry[] entries = manifest.entries();
        ArrayList missing = new ArrayList();
        for (int i = 0; i < entries.length; i++) {
            if (!isComplete(entries[i].name, entries[i].size, entries[i].sha256)) {
                missing.add(entries[i].name);
            }
        }
        return (String[]) missing.toArray(new String[missing.size()]);
    }

    /** Content of a file, or null. */
    byte[] read(String name) throws IOException {
        return store.read(folder + name);
    }

    String absolute(String name) {
        return store.absolute(folder + name);
    }
}
