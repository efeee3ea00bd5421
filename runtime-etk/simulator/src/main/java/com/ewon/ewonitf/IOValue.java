package com.ewon.ewonitf;

/** A value of an IO server's tag. */
public class IOValue {
    public static final int DATATYPE_BOOLEAN = 0;
    public static final int DATATYPE_FLOAT32 = 1;
    public static final int DATATYPE_INT32 = 2;
    public static final int DATATYPE_UINT32 = 3;
    public static final int DATATYPE_STRING = 6;

    private final int dataType;
    private double number;
    private String text = "";

    public IOValue(int dataType) {
        this.dataType = dataType;
    }

    public static boolean isDataTypeValid(int dataType) {
        return (dataType >= DATATYPE_BOOLEAN && dataType <= DATATYPE_UINT32) || dataType == DATATYPE_STRING;
    }

    public int getDataType() {
        return dataType;
    }

    public long getUInt32() {
        return (long) number;
    }

    public int getInt32() {
        return (int) (long) number;
    }

    public float getFloat32() {
        return (float) number;
    }

    public boolean getBoolean() {
        return number != 0;
    }

    public String getString() {
        return text;
    }

    public void setUInt32(long value) {
        number = value & 0xFFFFFFFFL;
    }

    public void setInt32(int value) {
        number = value;
    }

    public void setFloat32(float value) {
        number = value;
    }

    public void setBoolean(boolean value) {
        number = value ? 1 : 0;
    }

    public void setString(String value) {
        text = value;
    }

    final void copy(IOValue from) {
        number = from.number;
        text = from.text;
    }
}
