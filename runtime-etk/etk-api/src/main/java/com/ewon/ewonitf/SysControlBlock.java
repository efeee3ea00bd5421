package com.ewon.ewonitf;

/** Configuration records of the gateway. */
public class SysControlBlock {
    public static final byte BY_NDX = 0;
    public static final byte BY_ID = 1;
    public static final byte SYS = 2;
    public static final byte TAG = 3;
    public static final byte USER = 4;
    public static final byte COM = 5;
    public static final byte INF = 6;
    public static final byte WIZ = 7;

    public SysControlBlock(int type) throws EWException {}

    public SysControlBlock(int type, int recordId) throws EWException {}

    public SysControlBlock(int type, int refType, int ref) throws EWException {}

    public SysControlBlock(int type, String name) throws EWException {}

    public void reloadBlock() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void saveBlock() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void saveBlock(boolean toFlash) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void saveBlockById() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void saveBlockById(boolean toFlash) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public String getItem(String name) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void setItem(String name, String value) throws EWException {
        throw new RuntimeException("compile-only");
    }
}
