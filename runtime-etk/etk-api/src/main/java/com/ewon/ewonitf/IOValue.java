package com.ewon.ewonitf;

/** A value of an IO server's tag. */
public class IOValue {
    public static final int DATATYPE_BOOLEAN = 0;
    public static final int DATATYPE_FLOAT32 = 1;
    public static final int DATATYPE_INT32 = 2;
    public static final int DATATYPE_UINT32 = 3;
    public static final int DATATYPE_STRING = 6;

    public IOValue(int dataType) {}

    public static boolean isDataTypeValid(int dataType) {
        throw new RuntimeException("compile-only");
    }

    public int getDataType() {
        throw new RuntimeException("compile-only");
    }

    public native long getUInt32();

    public int getInt32() {
        throw new RuntimeException("compile-only");
    }

    public float getFloat32() {
        throw new RuntimeException("compile-only");
    }

    public boolean getBoolean() {
        throw new RuntimeException("compile-only");
    }

    public String getString() {
        throw new RuntimeException("compile-only");
    }

    public void setUInt32(long value) {
        throw new RuntimeException("compile-only");
    }

    public void setInt32(int value) {
        throw new RuntimeException("compile-only");
    }

    public void setFloat32(float value) {
        throw new RuntimeException("compile-only");
    }

    public void setBoolean(boolean value) {
        throw new RuntimeException("compile-only");
    }

    public void setString(String value) {
        throw new RuntimeException("compile-only");
    }
}
