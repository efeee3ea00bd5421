package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Event;

/**
 * The event loop: all callbacks run on its one thread, one at a time, unless a registry is in thread mode. An
 * exception out of a callback ends the loop and switches the storing of events off (flexy-etk 1.1).
 */
public class DefaultEventHandler {
    private static final TagListenerRegistry TAG_VALUES = new TagListenerRegistry();
    private static final TagListenerRegistry TAG_ALARMS = new TagListenerRegistry();
    private static final IntListenerRegistry MQTT = new IntListenerRegistry();
    private static final IOServerListenerRegistry IO_SERVERS = new IOServerListenerRegistry();
    private static final NamedListenerRegistry WEB_FORMS = new NamedListenerRegistry();
    private static final NamedListenerRegistry AST_FORMS = new NamedListenerRegistry();
    private static final ListenerRegistryBase WAN = new ListenerRegistryBase();
    private static final ListenerRegistryBase PPP = new ListenerRegistryBase();
    private static final ListenerRegistryBase VPN = new ListenerRegistryBase();
    private static final ListenerRegistryBase BUTTON = new ListenerRegistryBase();
    private static final ListenerRegistryBase SMS = new ListenerRegistryBase();
    private static final ListenerRegistryBase SWITCH_PORT = new ListenerRegistryBase();
    private static final Object LOCK = new Object();
    private static boolean running;

    public static void addTagValueListener(EvtTagValueListener listener) {
        TAG_VALUES.addListener(listener);
        Platform.host().events().storeTags(true);
    }

    public static void delTagValueListener(EvtTagValueListener listener) {
        TAG_VALUES.delListener(listener);
    }

    public static void setDefaultTagValueListener(EvtTagValueListener listener) {
        TAG_VALUES.defaultListener = listener;
        Platform.host().events().storeTags(true);
    }

    public static void addTagAlarmListener(EvtTagAlarmListener listener) {
        TAG_ALARMS.addListener(listener);
    }

    public static void delTagAlarmListener(EvtTagAlarmListener listener) {
        TAG_ALARMS.delListener(listener);
    }

    public static void setDefaultTagAlarmListener(EvtTagAlarmListener listener) {
        TAG_ALARMS.defaultListener = listener;
    }

    public static void addMqttListener(MqttClient client) {
        MQTT.addListener(client);
    }

    public static void delMqttListener(MqttClient client) {
        MQTT.delListener(client);
    }

    public static void addIOServerListener(IOServer server) {
        IO_SERVERS.addListener(server);
    }

    public static void delIOServerListener(IOServer server) {
        IO_SERVERS.delListener(server);
    }

    public static void addWebFormListener(String name, EvtWebFormListener listener) {
        WEB_FORMS.addListener(name, listener);
    }

    public static void setDefaultWebFormtListener(EvtWebFormListener listener) {
        WEB_FORMS.defaultListener = listener;
    }

    public static void addWebAstListener(String name, EvtWebAstListener listener) {
        AST_FORMS.addListener(name, listener);
    }

    public static void setDefaultWebAstListener(EvtWebAstListener listener) {
        AST_FORMS.defaultListener = listener;
    }

    public static void setWebFormListenerThreadMode(boolean enabled) {
        WEB_FORMS.setThreadMode(enabled);
    }

    public static void setAstFormListenerThreadMode(boolean enabled) {
        AST_FORMS.setThreadMode(enabled);
    }

    public static void setOnWanListener(EvtListenerBase listener, boolean useThread) {
        set(WAN, listener, useThread);
    }

    public static void setOnPppListener(EvtListenerBase listener, boolean useThread) {
        set(PPP, listener, useThread);
    }

    public static void setOnVpnListener(EvtListenerBase listener, boolean useThread) {
        set(VPN, listener, useThread);
    }

    public static void setOnButtonListener(EvtListenerBase listener, boolean useThread) {
        set(BUTTON, listener, useThread);
    }

    public static void setOnSmsListener(EvtListenerBase listener, boolean useThread) {
        set(SMS, listener, useThread);
    }

    public static void setOnSwitchPortListener(EvtListenerBase listener, boolean useThread) {
        set(SWITCH_PORT, listener, useThread);
    }

    private static void set(ListenerRegistryBase registry, EvtListener listener, boolean useThread) {
        registry.defaultListener = listener;
        registry.setThreadMode(useThread);
    }

    @SuppressWarnings("InfiniteLoopStatement")
    public static void runEventManager() throws Exception {
        synchronized (LOCK) {
            if (running) {
                throw new Exception("Already running");
            }
            running = true;
        }
        Platform.host().events().store(true);
        try {
            while (true) {
                Event event = Platform.host().events().take();
                ListenerRegistryBase registry = registry(event.type());
                if (event.type() == Event.MQTT_MESSAGE || event.type() == Event.MQTT_STATUS) {
                    // The listener gets the kind of event where others get the handle of the event.
                    registry.callListener(
                            event.type() == Event.MQTT_MESSAGE
                                    ? MqttClient.MQTT_MESSAGE_EVENT
                                    : MqttClient.MQTT_STATUS_EVENT,
                            event.param(),
                            event.reference());
                } else {
                    registry.callListener(event.handle(), event.param(), event.reference());
                }
                if (!registry.threadMode()) {
                    closeEvent(event.handle());
                }
            }
        } finally {
            synchronized (LOCK) {
                running = false;
            }
            Platform.host().events().store(false);
        }
    }

    private static ListenerRegistryBase registry(int type) {
        return switch (type) {
            case Event.WAN -> WAN;
            case Event.WEB_FORM -> WEB_FORMS;
            case Event.AST -> AST_FORMS;
            case Event.PPP -> PPP;
            case Event.VPN -> VPN;
            case Event.BUTTON -> BUTTON;
            case Event.SMS -> SMS;
            case Event.SWITCH_PORT -> SWITCH_PORT;
            case Event.TAG_VALUE -> TAG_VALUES;
            case Event.TAG_ALARM -> TAG_ALARMS;
            case Event.IO_SERVER -> IO_SERVERS;
            case Event.MQTT_MESSAGE, Event.MQTT_STATUS -> MQTT;
            default -> throw new IllegalStateException("event type " + type);
        };
    }

    public static void closeEvent(int eventHandler) {
        Platform.host().events().close(eventHandler);
    }
}
