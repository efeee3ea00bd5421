package com.ewon.ewonitf;

/** A tag of an IO server. */
public class IOTag {
    public static final int QUALITY_GOOD = 1;
    public static final int QUALITY_BAD = 0;

    public IOTag(String topic, String ioName, int dataType, boolean output) {}

    public boolean isAdvised() {
        throw new RuntimeException("compile-only");
    }

    public boolean isOutput() {
        throw new RuntimeException("compile-only");
    }

    public String getTopicName() {
        throw new RuntimeException("compile-only");
    }

    public String getIoName() {
        throw new RuntimeException("compile-only");
    }

    public int getDefaultDataType() {
        throw new RuntimeException("compile-only");
    }

    public int getAdviseDataType() {
        throw new RuntimeException("compile-only");
    }

    public int getAdviseResId() {
        throw new RuntimeException("compile-only");
    }

    public int getQuality() {
        throw new RuntimeException("compile-only");
    }

    public int getPostChangeId() {
        throw new RuntimeException("compile-only");
    }

    public void adviseTag(int dataType, int resourceId) {
        throw new RuntimeException("compile-only");
    }

    public void unAdviseTag() {
        throw new RuntimeException("compile-only");
    }

    public IOValue getIoData() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void setQuality(int quality) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void setValueUInt32(long value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void setValueInt32(int value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void setValueFloat32(float value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void setValueBoolean(boolean value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void setValueString(String value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public long getValueUInt32() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public int getValueInt32() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public float getValueFloat32() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public boolean getValueBoolean() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public String getValueString() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void updateTag(IOValue value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void getData(IOValue value) throws Exception {
        throw new RuntimeException("compile-only");
    }
}
