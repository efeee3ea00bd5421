package com.ewon.ewonitf;

/** Base of an IO server written in Java. */
public abstract class IOServer implements EvtListener {
    public static final int STATUS_INIT = 1;
    public static final int STATUS_READY = 20;
    public static final int STATUS_DEAD = 10;

    public IOServer() {}

    protected void setServerName(String name) {
        throw new RuntimeException("compile-only");
    }

    protected void setTagHelper(String helper) {
        throw new RuntimeException("compile-only");
    }

    protected void setJavaReplyTimeout(int timeout) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public int getInstanceHandle() {
        throw new RuntimeException("compile-only");
    }

    public void call(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }

    public void registerServer() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void onRegister() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void onPutIo(IOTag tag, IOValue value) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public IOValue onGetIo(IOTag tag) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public abstract void onPassConfig(boolean first, boolean second) throws Exception;

    public abstract IOTag onGetIoInfo(String topic, String ioName) throws Exception;

    public abstract void onAdviseIo(IOTag tag) throws Exception;

    public abstract void onUnadviseIo(IOTag tag) throws Exception;

    public void postIoChange(IOTag tag) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public void postQuality(IOTag tag) throws Exception {
        throw new RuntimeException("compile-only");
    }

    public String getConfigParam(String topic, String name) {
        throw new RuntimeException("compile-only");
    }

    public IOTag getIOTag(String topic, String ioName) {
        throw new RuntimeException("compile-only");
    }

    public static native int setGetServerStatus(int handle, int status);
}
