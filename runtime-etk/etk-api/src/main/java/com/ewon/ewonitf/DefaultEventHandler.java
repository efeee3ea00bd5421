package com.ewon.ewonitf;

/** Registers listeners and runs the one event loop. */
public class DefaultEventHandler {
    private DefaultEventHandler() {}

    public static void addTagValueListener(EvtTagValueListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void delTagValueListener(EvtTagValueListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void setDefaultTagValueListener(EvtTagValueListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void addTagAlarmListener(EvtTagAlarmListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void delTagAlarmListener(EvtTagAlarmListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void setDefaultTagAlarmListener(EvtTagAlarmListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void addMqttListener(MqttClient client) {
        throw new RuntimeException("compile-only");
    }

    public static void delMqttListener(MqttClient client) {
        throw new RuntimeException("compile-only");
    }

    public static void addIOServerListener(IOServer server) {
        throw new RuntimeException("compile-only");
    }

    public static void delIOServerListener(IOServer server) {
        throw new RuntimeException("compile-only");
    }

    public static void addWebFormListener(String formName, EvtWebFormListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void setDefaultWebFormtListener(EvtWebFormListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void addWebAstListener(String astName, EvtWebAstListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void setDefaultWebAstListener(EvtWebAstListener listener) {
        throw new RuntimeException("compile-only");
    }

    public static void setWebFormListenerThreadMode(boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setAstFormListenerThreadMode(boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setOnWanListener(EvtListenerBase listener, boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setOnPppListener(EvtListenerBase listener, boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setOnVpnListener(EvtListenerBase listener, boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setOnButtonListener(EvtListenerBase listener, boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setOnSmsListener(EvtListenerBase listener, boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void setOnSwitchPortListener(EvtListenerBase listener, boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    public static void runEventManager() throws Exception {
        throw new RuntimeException("compile-only");
    }

    public static void closeEvent(int eventHandler) {
        throw new RuntimeException("compile-only");
    }
}
