package io.github.flexyfleet.simulator.vm.bridge;

import java.io.FileNotFoundException;
import java.io.IOException;

/** Files below {@code /usr}; any other path does not exist. Paths are absolute, as on the gateway. */
public interface FlashAccess {
    /** How to open a file. */
    enum Mode {
        /** The file must exist. */
        READ,
        /** Made when missing. */
        READ_WRITE,
        /** Made, or cut to nothing. */
        TRUNCATE
    }

    /** Opens a file; FileNotFoundException also for a directory or a missing parent. */
    FlashFile open(String path, Mode mode) throws FileNotFoundException, IOException;

    /** Whether a file or directory of this name exists. */
    boolean exists(String path);

    /** Whether it is a directory. */
    boolean directory(String path);

    /** Size of a file in bytes, 0 when there is none. */
    long size(String path);

    /** Time of the last change, milliseconds since 1970, 0 when there is none. */
    long modified(String path);

    /** Names in a directory, sorted; null when it is none. */
    String[] list(String path);

    /** Makes one directory. */
    boolean mkdir(String path);

    /** Removes a file or an empty directory. */
    boolean delete(String path);

    /** Renames; an existing file of the new name is replaced (flexy-vm, "Works"). */
    boolean rename(String from, String to);

    /** Bytes still free. */
    long available();

    /** Size of the partition in bytes. */
    long total();

    /** Whether this path names the partition to whoever asks for its size. */
    boolean measuredBy(String path);
}
