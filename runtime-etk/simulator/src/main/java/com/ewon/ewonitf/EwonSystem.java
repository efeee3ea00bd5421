package com.ewon.ewonitf;

/** Clock and up time. */
public class EwonSystem {
    public static void setTime(long time) {
        Platform.host().system().setTime(time);
    }

    /** Seconds. */
    public static long getSysUpTime() {
        return Platform.host().system().upTime();
    }

    /** Names of the items are not published; the up time is INFERRED. */
    public static int getDirectInfoLong(String name) throws EWException {
        if (name.equals("SysUpTime")) {
            return (int) getSysUpTime();
        }
        throw new EWException("unknown item " + name);
    }
}
