package com.ewon.ewonitf;

/** Native MQTT client; tells neither acknowledgements nor reasons. */
public abstract class MqttClient implements EvtIntListener {
    public static final int MQTT_MESSAGE_EVENT = 0;
    public static final int MQTT_STATUS_EVENT = 1;

    public MqttClient(String mqttId, String host) throws Exception {}

    public int getIntRef() {
        throw new RuntimeException("compile-only");
    }

    public void setOption(String name, String value) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void connect() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public int getStatus() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void subscribe(String pattern, int qos) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public MqttMessage readMessage() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void publish(MqttMessage message, int qos, boolean retain) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public void close() {
        throw new RuntimeException("compile-only");
    }

    public abstract void callMqttEvent(int event);

    public void call(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }

    protected native void finalize();
}
