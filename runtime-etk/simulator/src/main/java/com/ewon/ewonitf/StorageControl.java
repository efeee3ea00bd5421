package com.ewon.ewonitf;

/** Partitions and recordings. A rehearsal records nothing, so there is nothing to erase. */
@SuppressWarnings("DoNotCallSuggester")
public class StorageControl {
    public static final int SYS_PARTITION = 1;
    public static final int USR_PARTITION = 2;
    public static final int ALL_RECORDING = 15;
    public static final int TAG_RECORDING = 1;
    public static final int EVENT_RECORDING = 2;
    public static final int ALARM_RECORDING = 4;

    public static void formatPartitions(int partitions) {
        throw new UnsupportedOperationException("partitions are not formatted in a rehearsal");
    }

    public static void eraseRecordings(int recordings) {
        eraseImpl(recordings);
    }

    public static void saveConfig() throws EWException {
        Platform.host().check();
        Platform.host().system().save();
    }

    public static void clearPendingActions() {
        Platform.host().check();
    }

    public static void defaultComConfig() {
        Platform.host().check();
    }

    public static void eraseImpl(int recordings) {
        Platform.host().check();
    }
}
