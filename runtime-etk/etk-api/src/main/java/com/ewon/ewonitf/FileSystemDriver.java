package com.ewon.ewonitf;

/** Sizes of the file system in bytes. */
public class FileSystemDriver {
    public static native long availableSizeImpl(String path);

    public static native long totalSizeImpl(String path);
}
