package io.github.flexyfleet.runtime.port;

import java.io.IOException;

/**
 * Files on flash, by paths relative to the runtime's folder. A write is on flash when the call returns; a write that is
 * cut by power loss leaves any part of itself. Calls come from one thread at a time.
 */
public interface Store {
    /** Content of a file, or null when there is none. */
    byte[] read(String path) throws IOException;

    /** Size of a file in bytes, or -1 when there is none. */
    long size(String path);

    /** Creates or overwrites a file. */
    void write(String path, byte[] content) throws IOException;

    /** Appends to a file, which is created when there is none. */
    void append(String path, byte[] content) throws IOException;

    /** Deletes a file; nothing happens when there is none. */
    void delete(String path) throws IOException;

    /**
     * Gives a file the name of another one, which it takes the place of. INFERRED (flexy-etk 3): at once, so that a cut
     * leaves the old or the new file; only jvmrun relies on it.
     */
    void replace(String path, String target) throws IOException;

    /** Names of the files in a folder; none when the folder does not exist. */
    String[] list(String folder);

    /** The path under which other parts of the Flexy know the file. */
    String absolute(String path);
}
