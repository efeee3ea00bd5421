package com.ewon.ewonitf;

/** A tag of an IO server. */
public class IOTag {
    public static final int QUALITY_GOOD = 1;
    public static final int QUALITY_BAD = 0;

    private final String topicName;
    private final String ioName;
    private final int dataType;
    private final boolean output;
    private final IOValue value;
    private int adviseType = -1;
    private int adviseId = -1;
    private int quality = QUALITY_BAD;
    private int changeId;

    public IOTag(String topicName, String ioName, int dataType, boolean output) {
        this.topicName = topicName;
        this.ioName = ioName;
        this.dataType = dataType;
        this.output = output;
        this.value = new IOValue(dataType);
    }

    public boolean isAdvised() {
        return adviseId >= 0;
    }

    public boolean isOutput() {
        return output;
    }

    public String getTopicName() {
        return topicName;
    }

    public String getIoName() {
        return ioName;
    }

    public int getDefaultDataType() {
        return dataType;
    }

    public int getAdviseDataType() {
        return adviseType;
    }

    public int getAdviseResId() {
        return adviseId;
    }

    public int getQuality() {
        return quality;
    }

    public int getPostChangeId() {
        return changeId;
    }

    public void adviseTag(int adviseDataType, int adviseResId) {
        adviseType = adviseDataType;
        adviseId = adviseResId;
    }

    public void unAdviseTag() {
        adviseType = -1;
        adviseId = -1;
    }

    public IOValue getIoData() throws Exception {
        return value;
    }

    public void setQuality(int quality) throws Exception {
        this.quality = quality;
    }

    public void setValueUInt32(long number) throws Exception {
        value.setUInt32(number);
        changeId++;
    }

    public void setValueInt32(int number) throws Exception {
        value.setInt32(number);
        changeId++;
    }

    public void setValueFloat32(float number) throws Exception {
        value.setFloat32(number);
        changeId++;
    }

    public void setValueBoolean(boolean state) throws Exception {
        value.setBoolean(state);
        changeId++;
    }

    public void setValueString(String text) throws Exception {
        value.setString(text);
        changeId++;
    }

    public long getValueUInt32() throws Exception {
        return value.getUInt32();
    }

    public int getValueInt32() throws Exception {
        return value.getInt32();
    }

    public float getValueFloat32() throws Exception {
        return value.getFloat32();
    }

    public boolean getValueBoolean() throws Exception {
        return value.getBoolean();
    }

    public String getValueString() throws Exception {
        return value.getString();
    }

    public void updateTag(IOValue from) throws Exception {
        value.copy(from);
        changeId++;
    }

    public void getData(IOValue to) throws Exception {
        to.copy(value);
    }
}
