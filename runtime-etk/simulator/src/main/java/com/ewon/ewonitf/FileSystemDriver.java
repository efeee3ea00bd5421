package com.ewon.ewonitf;

/** Space of a partition in bytes; 0 for one that does not exist (argument form INFERRED, flexy-etk 3). */
public class FileSystemDriver {
    public static long availableSizeImpl(String path) {
        return path.startsWith("/usr") ? Platform.host().flash().available() : 0;
    }

    public static long totalSizeImpl(String path) {
        return path.startsWith("/usr") ? Platform.host().flash().total() : 0;
    }
}
