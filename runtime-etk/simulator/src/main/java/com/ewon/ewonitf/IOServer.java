package com.ewon.ewonitf;

/** An IO server written in Java. None can be registered in a rehearsal, so no event reaches it. */
public abstract class IOServer implements EvtListener {
    public static final int STATUS_INIT = 1;
    public static final int STATUS_READY = 20;
    public static final int STATUS_DEAD = 10;

    private String serverName = "";

    public IOServer() {}

    protected void setServerName(String name) {
        serverName = name;
    }

    protected void setTagHelper(String helper) {
        Platform.host().check();
    }

    protected void setJavaReplyTimeout(int timeout) throws Exception {
        Platform.host().check();
    }

    public int getInstanceHandle() {
        return 0;
    }

    @Override
    public void call(int eventHandler, String param, int paramInt) {
        Platform.host().check();
    }

    public void registerServer() throws Exception {
        throw new EWException("IO server " + serverName + " cannot be registered");
    }

    public void onRegister() throws Exception {}

    public void onPutIo(IOTag tag, IOValue value) throws Exception {}

    public IOValue onGetIo(IOTag tag) throws Exception {
        return tag.getIoData();
    }

    public abstract void onPassConfig(boolean first, boolean last) throws Exception;

    public abstract IOTag onGetIoInfo(String topic, String ioName) throws Exception;

    public abstract void onAdviseIo(IOTag tag) throws Exception;

    public abstract void onUnadviseIo(IOTag tag) throws Exception;

    public void postIoChange(IOTag tag) throws Exception {
        Platform.host().check();
    }

    public void postQuality(IOTag tag) throws Exception {
        Platform.host().check();
    }

    public String getConfigParam(String name, String otherwise) {
        return otherwise;
    }

    public IOTag getIOTag(String topic, String ioName) {
        return null;
    }

    public static int setGetServerStatus(int handle, int status) {
        return STATUS_INIT;
    }
}
