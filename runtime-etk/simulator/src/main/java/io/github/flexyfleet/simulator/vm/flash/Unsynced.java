package io.github.flexyfleet.simulator.vm.flash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What was written and not synced: a power cut may lose it. Names survive a power cut, contents need a sync (INFERRED,
 * flexy-etk 9.4). However old it is, what was not synced is at risk. Thread-safe.
 */
final class Unsynced {
    private final Map<Path, byte[]> lastSynced = new HashMap<>();

    /** Called before the content of a file changes. */
    synchronized void change(Path file) throws IOException {
        if (!lastSynced.containsKey(file)) {
            lastSynced.put(file, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        }
    }

    /** The content of a file is safe now, or the file is gone. */
    synchronized void settle(Path file) {
        lastSynced.remove(file);
    }

    /** A file has a new name; what was at risk still is. */
    synchronized void rename(Path from, Path to) {
        byte[] before = lastSynced.remove(from);
        lastSynced.remove(to);
        if (before != null) {
            lastSynced.put(to, before);
        }
    }

    /** The power is gone: each file at risk is kept, torn, or as it was when it was synced last, by chance. */
    synchronized void lose(RandomGenerator random) throws IOException {
        for (Map.Entry<Path, byte[]> entry : lastSynced.entrySet()) {
            Path file = entry.getKey();
            if (Files.isRegularFile(file)) {
                switch (random.nextInt(3)) {
                    case 0 -> Files.write(file, entry.getValue());
                    case 1 -> Files.write(file, torn(entry.getValue(), Files.readAllBytes(file), random));
                    default -> {
                        // Kept: the flash was quicker than the end.
                    }
                }
            }
        }
        lastSynced.clear();
    }

    /** The new content up to a place, behind it the old one as far as there was any. */
    private static byte[] torn(byte[] before, byte[] after, RandomGenerator random) {
        int place = random.nextInt(after.length + 1);
        byte[] torn = Arrays.copyOf(after, after.length < before.length ? place : Math.max(place, before.length));
        if (place < torn.length) {
            System.arraycopy(before, place, torn, place, torn.length - place);
        }
        return torn;
    }
}
