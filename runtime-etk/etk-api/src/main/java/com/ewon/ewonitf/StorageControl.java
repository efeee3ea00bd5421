package com.ewon.ewonitf;

/** Partitions, recordings and the saved configuration. */
public class StorageControl {
    public static final int SYS_PARTITION = 1;
    public static final int USR_PARTITION = 2;
    public static final int ALL_RECORDING = 15;
    public static final int TAG_RECORDING = 1;
    public static final int EVENT_RECORDING = 2;
    public static final int ALARM_RECORDING = 4;

    public static void formatPartitions(int partitions) {
        throw new RuntimeException("compile-only");
    }

    public static void eraseRecordings(int recordings) {
        throw new RuntimeException("compile-only");
    }

    public static native void saveConfig() throws EWException;

    public static native void clearPendingActions();

    public static native void defaultComConfig();

    public static native void eraseImpl(int recordings);
}
