package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.MqttAccess;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;

/** The gateway's native MQTT client (flexy-etk 1.2). */
public abstract class MqttClient implements EvtIntListener {
    public static final int MQTT_MESSAGE_EVENT = 0;
    public static final int MQTT_STATUS_EVENT = 1;

    private int handle;

    public MqttClient(String mqttId, String host) throws Exception {
        handle = Platform.host().mqtt().create(mqttId, host);
    }

    @Override
    public int getIntRef() {
        return handle;
    }

    public void setOption(String name, String value) throws EWException {
        try {
            Platform.host().mqtt().option(handle, name, value);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public void connect() throws EWException {
        DefaultEventHandler.addMqttListener(this);
        try {
            Platform.host().mqtt().connect(handle);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public int getStatus() throws EWException {
        try {
            int status = Platform.host().mqtt().status(handle);
            return status < 0 || status > 5 ? -1 : status;
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public void subscribe(String pattern, int qos) throws EWException {
        try {
            Platform.host().mqtt().subscribe(handle, pattern, qos);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    /** Always an object; without a message its topic is null. */
    public MqttMessage readMessage() throws EWException {
        try {
            MqttAccess.Message message = Platform.host().mqtt().read(handle);
            return message == null
                    ? new MqttMessage(0)
                    : new MqttMessage(message.topic(), message.payload().clone());
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public void publish(MqttMessage message, int qos, boolean retain) throws EWException {
        try {
            Platform.host().mqtt().publish(handle, message.getTopic(), message.getPayload(), qos, retain);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public void close() {
        DefaultEventHandler.delMqttListener(this);
        Platform.host().mqtt().free(handle);
        handle = 0;
    }

    public abstract void callMqttEvent(int event);

    @Override
    public void call(int eventHandler, String param, int paramInt) {
        callMqttEvent(eventHandler);
    }

    /** Does nothing: this VM may never collect it. */
    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    protected void finalize() {}
}
